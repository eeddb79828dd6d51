"""The demo's people: load demo/people.toml through the real actions, and list the personas that one may
sign in as.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.translation import get_language

from balai.lib import clock
from balai.people import actions, selectors
from balai.people.models import Account, Agency, Government, Person, Position
from balai.people.types import Actor

_SYSTEM = Actor.system()
_DEFAULT = "demo/people.toml"


@dataclass(frozen=True)
class Loaded:
    """What the loader made, by the keys of the file: governments by code, agencies by (code, kind)."""

    governments: dict[str, Government]
    agencies: dict[tuple[str, str], Agency]
    positions: dict[str, Position]
    persons: dict[str, Person]


@dataclass(frozen=True)
class Persona:
    """One of the demo's people, as the persona page shows them."""

    key: str
    name: str
    post: str
    agency: str
    advice: str

    @property
    def first(self) -> str:
        """The first name, for the button."""
        return self.name.split()[0]


def load(path: Path) -> Loaded:
    """Make everything that the file names, at the clock's present moment. Raises ImproperlyConfigured
    outside demo mode.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("People with known passwords are loaded in demo mode only.")
    file = _read(path)
    governments = {one["code"]: actions.create_government(**one, actor=_SYSTEM) for one in file["government"]}
    agencies = {(one["government"], one["kind"]): _agency(one, governments) for one in file["agency"]}
    positions = {one["key"]: _position(one, agencies) for one in file["position"]}
    persons = {one["key"]: _person(one, file, governments, positions) for one in file["person"]}
    return Loaded(governments, agencies, positions, persons)


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _agency(one: dict[str, Any], governments: dict[str, Government]) -> Agency:
    fields = {name: value for name, value in one.items() if name != "government"}
    return actions.create_agency(government=governments[one["government"]], **fields, actor=_SYSTEM)


def _position(one: dict[str, Any], agencies: dict[tuple[str, str], Agency]) -> Position:
    agency = agencies[one["government"], one["agency"]]
    position = actions.create_position(
        agency=agency, kind=one["kind"], title=one["title"], head=one.get("head", False), actor=_SYSTEM
    )
    zone = agency.government.zone
    for mandate in one["mandates"]:
        for act in mandate["acts"]:
            actions.grant_mandate(
                position=position,
                act=act,
                services=mandate["services"],
                decree=mandate["decree"],
                starts=_midnight(mandate["starts"], zone),
                ends=_midnight(mandate["ends"], zone) if "ends" in mandate else None,
                actor=_SYSTEM,
            )
    return position


def _person(
    one: dict[str, Any],
    file: dict[str, Any],
    governments: dict[str, Government],
    positions: dict[str, Position],
) -> Person:
    government = governments[one["government"]]
    person = actions.register_person(
        government=government, name=one["name"], nik=one["nik"], phone=one["phone"], actor=_SYSTEM, seen=True
    )
    for held in one.get("holds", []):
        actions.appoint(
            person=person,
            position=positions[held["position"]],
            kind=held["kind"],
            decree=held["decree"],
            starts=_midnight(held["starts"], government.zone),
            ends=_midnight(held["ends"], government.zone) if "ends" in held else None,
            actor=_SYSTEM,
        )
    if "email" in one:
        password = file["password"] if one.get("password") else None
        actions.open_account(person=person, email=one["email"], password=password, actor=_SYSTEM)
    return person


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


# ---- the persona page ----------------------------------------------------------------------------------


def personas(path: Path | None = None) -> dict[str, list[Persona]]:
    """Return the personas by group, in the file's order of groups; only those who were loaded.

    On an English page groups and advice are in English where the file has it.
    """
    file = _read(path or _file())
    called = file.get("english", {}) if get_language() == "en" else {}
    entries = [one for one in file["person"] if "group" in one]
    accounts = {account.email: account for account in _accounts([one["email"] for one in entries])}
    groups: dict[str, list[Persona]] = {}
    for one in sorted(entries, key=lambda entry: int(entry["order"])):
        if one["email"] in accounts:
            groups.setdefault(called.get(one["group"], one["group"]), []).append(
                _persona(one, accounts[one["email"]])
            )
    return groups


def account_of(key: str, path: Path | None = None) -> Account | None:
    """Return the account of a persona; None for a key that the page does not list."""
    for one in _read(path or _file())["person"]:
        if one["key"] == key and "group" in one:
            return _accounts([one["email"]]).first()
    return None


def _file() -> Path:
    return Path(settings.ROOT) / _DEFAULT


def _accounts(emails: list[str]) -> QuerySet[Account]:
    return Account.objects.filter(email__in=emails).prefetch_related("person__holdings")


def _persona(one: dict[str, Any], account: Account) -> Persona:
    held = selectors.capacities_of(account.person, clock.now()) if account.person else []
    posts = ", ".join(selectors.title_of(holding) for holding in held)
    agency = held[0].position.agency.name if held else ""
    advice = one.get("try_en", one["try"]) if get_language() == "en" else one["try"]
    return Persona(one["key"], one["name"], posts, agency, advice)
