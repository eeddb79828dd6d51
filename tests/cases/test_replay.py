import json
from dataclasses import astuple
from datetime import datetime

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model

from balai.cases import act, events, replay
from balai.cases.models import Case, Event, Task
from balai.catalog import selectors as catalog
from balai.catalog.models import Blob, CalendarVersion, Offer, ServiceVersion
from balai.kernel import case as kernel
from balai.ledger.rules import column_bytes
from balai.lib.keys.sealing import forget_keys
from balai.people.models import Agency, Government, Person
from tests.walking import Hall, open_hall

# The definitions, and the rows that events name by reference: neither comes out of a case.
GIVEN = (Government, Agency, Person, Blob, ServiceVersion, CalendarVersion, Offer)
COURSES = {
    "akta-kelahiran": [
        "tepat-waktu", "kurang-lengkap", "periksa-ulang", "terlambat", "terlambat-ditolak", "tidak-diperbaiki",
    ],
    "izin-usaha": ["rendah", "menengah-tinggi-diam", "tinggi-diam", "tinggi-ditolak"],
}  # fmt: skip


@pytest.fixture
def hall(db, settings, tmp_path) -> Hall:
    settings.DEMO, settings.VAR = True, tmp_path
    settings.DOCUMENTS = tmp_path / "documents"
    return open_hall()


def exported(case: Case) -> str:
    """Return the input events as text: nothing that is alive can travel with it."""
    rows = [[e.seq, e.kind, e.at.isoformat(), e.actor, e.payload] for e in events.opened(case)]
    return json.dumps({"key": case.key, "events": rows})


def columns(rows: list[Model]) -> dict[tuple[str, str, str], bytes]:
    return {
        (row._meta.db_table, str(row.pk), field.attname): column_bytes(getattr(row, field.attname))
        for row in rows
        for field in row._meta.concrete_fields
    }


def empty_database() -> None:
    """Delete every row of every table of the hall."""
    with connections["default"].cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label != "keys":
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    catalog.forget()
    forget_keys()


def rebuilt(text: str) -> list[Model]:
    given = json.loads(text)
    opened = [
        kernel.Event(seq, kind, datetime.fromisoformat(at), *rest) for seq, kind, at, *rest in given["events"]
    ]
    return replay.rebuild(given["key"], opened, act.Calendars())


@pytest.mark.parametrize("service", COURSES)
def test_events_and_definitions_alone_rebuild_every_row_in_an_empty_database(hall, service):
    cases = [hall.walk(service, course) for course in COURSES[service]]
    stored = [columns(replay.stored_rows(case)) for case in cases]
    taken = [exported(case) for case in cases]
    given = [list(model._default_manager.all()) for model in GIVEN]
    empty_database()
    assert not any(model._default_manager.exists() for model in (Case, Event, *replay.PROJECTIONS, *GIVEN))
    for model, rows in zip(GIVEN, given, strict=True):
        model._default_manager.bulk_create(rows)

    for text in taken:
        for row in rebuilt(text):
            row.save(force_insert=True)

    for case, before in zip(cases, stored, strict=True):
        assert columns(replay.stored_rows(Case.objects.get(pk=case.pk))) == before


def test_the_courses_reach_every_status_and_every_kind_of_event_that_people_and_time_bring(hall):
    cases = [hall.walk(service, course) for service, courses in COURSES.items() for course in courses]
    assert {case.status for case in cases} == {"granted", "refused", "withdrawn"}
    assert set(Task.objects.values_list("status", flat=True)) >= {"done", "law", "interrupted"}
    assert set(Event.objects.values_list("kind", flat=True)) >= {
        "submitted", "task_completed", "timer_fired", "effect_answered", "number_taken",
    }  # fmt: skip


def test_each_column_that_is_not_what_the_events_say_is_named(hall):
    case = hall.walk("akta-kelahiran", "tepat-waktu")
    task, other = (
        case.tasks.filter(status="done").earliest("n"),
        Person.objects.exclude(pk=case.applicant_id).earliest("pk"),
    )
    changes = {"status": "refused", "stage": "x", "due_on": None, "applicant_id": other.pk, "secret_hash": ""}
    for row, column, value in [(case, *change) for change in changes.items()] + [(task, "closed_by", None)]:
        right = getattr(row, column)
        stored = type(row)._default_manager.filter(pk=row.pk)
        stored.update(**{column: value})
        verdict = replay.replay(Case.objects.get(pk=case.pk))
        assert [astuple(one) for one in verdict.differences] == [(row._meta.db_table, str(row.pk), column)]
        stored.update(**{column: right})
    assert replay.replay(Case.objects.get(pk=case.pk)).result == "equal"


def test_an_event_that_was_changed_does_not_open(hall):
    case = hall.walk("izin-usaha", "rendah")
    event = case.events.earliest("seq")
    Event.objects.filter(pk=event.pk).update(sealed=bytes(event.sealed)[:-1] + b"x")
    assert replay.replay(case).result == "broken"
