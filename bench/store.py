"""The hall that is measured; run as `python -m bench.store CASES`, prints what a client needs as one JSON object.

The store is filled by copying the rows of two real cases, one that ended and one that waits on an office's desk, under
new references and numbers: real actions would take an hour. Copies cannot be opened (seals are bound to the
reference), so pages are measured on real cases; the copies fill tables, indexes and the worklist.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.apps import apps  # noqa: E402 - Django first
from django.conf import settings  # noqa: E402 - Django first
from django.db import connection, transaction  # noqa: E402 - Django first
from django.db.models import Model  # noqa: E402 - Django first

from balai.cases import actions  # noqa: E402 - Django first
from balai.cases.models import Case, Deadline, Decision, Event, Task, Timer  # noqa: E402 - Django first
from balai.catalog import selectors as catalog  # noqa: E402 - Django first
from balai.lib import clock  # noqa: E402 - Django first
from balai.people import demo  # noqa: E402 - Django first
from balai.people import selectors as people  # noqa: E402 - Django first

if TYPE_CHECKING:
    from tests.walking import Hall

WAITING = 50
"""One case of so many waits on the desk."""
SERVICE = "akta-kelahiran"


def prepare(cases: int) -> dict[str, Any]:
    """Open a hall, let cases be stored, and return tokens, answers, cookies and pages."""
    from balai.config import preparing
    from bench.models import Row
    from tests import walking
    from tests.crash import scene

    preparing.prepare()
    hall = walking.open_hall()
    clients = scene.prepare(8)
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    ended = hall.walk(SERVICE, "tepat-waktu")
    waiting = waiting_case(hall)
    with transaction.atomic():
        copy(waiting, cases // WAITING, "W")
        copy(ended, cases - cases // WAITING, "E")
    return {
        "clients": clients,
        "cases": Case.objects.count(),
        "waiting": Task.objects.filter(status="open").count(),
        "rows": rows_of_one(clients[0]),
        "worklist": {"path": "/meja/", "cookie": official_cookie(waiting)},
        "status": {"path": "/lacak/berkas/", "cookie": tracking_cookie(waiting)},
    }


def waiting_case(hall: Hall) -> Case:
    """Let a case come in now; it waits on the office's desk."""
    hall.now = clock.now()
    service = catalog.service(catalog.offers_of(SERVICE)[0].version_id)
    example = next(one for one in service.examples if one.name == "tepat-waktu")
    case = hall.submit(SERVICE, example.form, example.register)
    hall.work()
    return case


def copy(case: Case, count: int, prefix: str) -> None:
    """Copy the rows of a case so many times."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS copies")
        ref = Case._meta.get_field("ref")
        cursor.execute(f"CREATE TEMPORARY TABLE copies (ref {ref.db_type(connection)}, number varchar(40))")
        fresh = [(ref.get_db_prep_save(uuid.uuid4(), connection), f"{prefix}-{n:07d}") for n in range(count)]
        cursor.executemany("INSERT INTO copies VALUES (%s, %s)", fresh)
        for model in (Case, Event, Task, Timer, Deadline, Decision):
            cursor.execute(*_copying(model, case))


def _copying(model: type[Model], case: Case) -> tuple[str, list[Any]]:
    quoted = connection.ops.quote_name
    key = "ref" if model is Case else "case_id"
    names = [str(field.column) for field in model._meta.concrete_fields]
    taken = [
        "copies.ref" if name == key else "copies.number" if name == "number" else f"o.{quoted(name)}"
        for name in names
    ]
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(map(quoted, names))})"
    source = (
        f"SELECT {', '.join(taken)} FROM {quoted(model._meta.db_table)} o, copies WHERE o.{quoted(key)} = %s"
    )
    return f"{into} {source}", [Case._meta.get_field("ref").get_db_prep_save(case.pk, connection)]


def rows_of_one(client: dict[str, Any]) -> int:
    """Return how many rows one submission writes, counted in the tables it writes to."""
    from django.test import Client as Browser

    course = client["courses"]["to the desk"]

    def total() -> int:
        models = [model for model in apps.get_models() if model._meta.app_label != "keys"]
        return sum(model._default_manager.count() for model in models)

    def apply() -> None:
        headers = {"authorization": f"Bearer {client['token']}", "idempotency-key": str(uuid.uuid4())}
        answer = Browser(headers={"host": "127.0.0.1"}).post(
            f"/api/v1/services/{course['service']}/cases", json.dumps({"answers": course["answers"]}),
            content_type="application/json", headers=headers,
        )  # fmt: skip
        if answer.status_code != 201:
            raise RuntimeError(f"{answer.status_code} {answer.content[:500]!r}")

    apply()
    before = total()
    apply()
    return total() - before


def official_cookie(case: Case) -> str:
    """Sign an official in whose desk the case waits on; return the session's cookie."""
    from django.test import Client as Browser

    task = case.tasks.get(status="open")
    holders = {held.person_id for held in people.holders_by_ref(task.agency, task.position, clock.now())}
    for group in demo.personas().values():
        for persona in group:
            account = demo.account_of(persona.key)
            if account is not None and account.person_id in holders:
                browser = Browser(headers={"host": "127.0.0.1"})
                browser.post("/demo/", {"persona": persona.key})
                return browser.cookies[settings.SESSION_COOKIE_NAME].value
    raise LookupError("no persona works on this desk")


def tracking_cookie(case: Case) -> str:
    """Open the case by number and secret; return the session's cookie."""
    from django.test import Client as Browser

    receipt = actions.receipt(Case.objects.get(pk=case.pk))
    browser = Browser(headers={"host": "127.0.0.1"})
    browser.post("/lacak/", {"nomor": receipt.number, "kode": receipt.secret})
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    print(json.dumps(prepare(int(sys.argv[1]))))
