"""Who may enter where: the mark of every view, and a table of role and route.

`doors.toml` is the table, to be read by people who ask who sees what. After a change that is meant,

    WRITE_DOORS=1 .venv/bin/pytest tests/house/test_doors.py

writes it anew; read the difference before it is committed. A route with something varying in it is asked for
the thing that the row names in `of` (things.py), the citizen's own; "nothing": there is nothing there.
"""

import json
import os
import re
import tomllib
from pathlib import Path

from django.db import transaction
from django.test import Client

from balai.cases.models import Event
from balai.lib import clock
from tests.house.routes import Route, routes
from tests.house.things import OF, Things

TABLE = Path(__file__).with_name("doors.toml")
Row = dict[str, str | list[str]]
DOORS = {"public", "signed_in", "official", "demo"}
ROLES = {
    "visitor": "nobody is signed in",
    "newcomer": "signed in, has not said who they are",
    "citizen": "the one whose things are asked for",
    "neighbour": "another citizen",
    "elsewhere": "an official of an office that has no part in it",
    "official": "an official of the office that handles it",
    "head": "the head of that office, who signs",
}
LEADS_TO = {
    "/akun/masuk/": "sign in",
    "/akun/data-diri/": "say who",
    "/akun/keamanan/pasang/": "second factor",
    "/akun/keamanan/kode/": "second factor",
}
STATUS = {401: "sign in", 403: "refused", 404: "not found"}
HEAD = f"""\
# Who may enter where. Written by tests/house/test_doors.py; read it, do not mend it by hand.
#
{"".join(f"# {role:10} {who}{chr(10)}" for role, who in ROLES.items())}#
# `of` is what the address names: the citizen's own, or nothing. "enter" is every answer but being sent away;
# "act" is one that changes a case.

"""


def test_every_view_says_who_may_enter() -> None:
    unmarked = [route.pattern for route in routes() if route.door not in DOORS]
    assert not unmarked, (
        f"put a door of people.access (or site.doors.open_door) before these views: {unmarked}"
    )


def test_every_route_has_a_name_of_its_own() -> None:
    names = [name for name, _pattern in {(route.name, route.pattern) for route in routes()}]
    assert sorted(set(names)) == sorted(names)
    assert "None" not in names


def test_addresses_are_words_with_hyphens() -> None:
    plain = re.compile(r"[a-z0-9./-]*")
    odd = [
        route.pattern for route in routes() if not plain.fullmatch(re.sub(r"<[^>]+>|\$$", "", route.pattern))
    ]
    assert not odd, f"write addresses in lower case with hyphens: {odd}"


def test_pages_end_in_a_slash() -> None:
    files = re.compile(r"(\.(json|txt|xml|js|webmanifest|css|pdf)|<str:code>)$")
    odd = [
        route.pattern
        for route in routes()
        if not route.pattern.rstrip("$").endswith("/")
        and not files.search(route.pattern)
        and "/api/" not in route.pattern
    ]
    assert not odd, f"end these with a slash: {odd}"


def test_the_table_of_doors_is_as_written(things: Things) -> None:
    written = tomllib.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    with clock.at(things.now):
        found = {route.name: _row(route, things) for route in routes()}
    if os.environ.get("WRITE_DOORS"):
        TABLE.write_text(HEAD + "\n".join(_line(name, row) for name, row in found.items()), encoding="utf-8")
        written = found
    crashed = {name: row["crash"] for name, row in found.items() if "crash" in row}
    assert not crashed, f"the server failed: {crashed}"
    changed = {name: (written.get(name), found.get(name)) for name in {*written, *found}}
    changed = {name: (was, now) for name, (was, now) in changed.items() if was != now}
    assert not changed, f"(written, found): {changed}; WRITE_DOORS=1 if that is meant"


def test_the_things_of_a_citizen_are_theirs(things: Things) -> None:
    """Whatever the table says: a neighbour never enters where the address names something of the citizen's."""
    for name, row in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        if row["door"] == "signed_in" and row.get("of", "nothing") not in {"nothing", "a service"}:
            entering = {*row.get("enter", []), *row.get("act", [])}
            assert not entering & {"visitor", "newcomer", "neighbour", "elsewhere"}, name


def test_a_door_that_asks_who_somebody_is_lets_no_visitor_in(things: Things) -> None:
    """Not even to be told that what was sent is wrong."""
    for route in routes():
        if route.door in {"signed_in", "official"}:
            assert "visitor" in _row(route, things)["sign in"], route.name


def _row(route: Route, things: Things) -> Row:
    of = OF.get(route.name, "nothing")
    address = route.address(things.of["nothing"] | things.of[of])
    row: Row = {"path": route.pattern, "door": route.door}
    if route.values:
        row["of"] = of
    outcomes = {role: _outcome(client, address) for role, client in things.roles.items()}
    for outcome in dict.fromkeys(outcomes.values()):
        roles = [role for role in outcomes if outcomes[role] == outcome]
        row[outcome] = "everybody" if len(roles) == len(outcomes) else roles
    return row


def _outcome(client: Client, address: str) -> str:
    """Return what happens to who asks for an address: by GET, by POST where GET is not meant; nothing stays."""
    with transaction.atomic():
        before = Event.objects.count()
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        acted = Event.objects.count() > before
        transaction.set_rollback(True)
    leads = LEADS_TO.get(response.headers.get("Location", "").partition("?")[0])
    if response.status_code >= 500:
        return "crash"
    return leads or STATUS.get(response.status_code) or ("act" if acted else "enter")


def _line(name: str, row: Row) -> str:
    cells = [f"{json.dumps(key) if ' ' in key else key} = {json.dumps(value)}" for key, value in row.items()]
    return "\n".join([f"[{json.dumps(name) if ':' in name else name}]", *cells, ""])
