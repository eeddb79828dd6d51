"""Every column of every table that `ledger verify` answers for: one value changed must be named exactly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Field, Model

from balai.catalog import selectors as catalog
from balai.ledger import actions, registry
from balai.ledger.models import Checkpoint, Entry, Head, Leaf
from balai.ledger.verify import verify
from balai.notices.models import Notice
from balai.people import actions as people_actions
from balai.people import selectors as people
from tests.documents.samples import pdf
from tests.walking import Hall, open_hall

LOG = (Entry, Leaf, Head, Checkpoint)
COURSES = [("akta-kelahiran", "kurang-lengkap"), ("izin-usaha", "menengah-tinggi-diam")]


@pytest.fixture
def hall(db, settings, tmp_path) -> Hall:
    """A hall with people, services, cases in several states, letters, documents, records and a signed log."""
    settings.DEMO, settings.VAR = True, tmp_path
    settings.DOCUMENTS, settings.LOG_KEY_FILE = tmp_path / "documents", tmp_path / "log_key.pem"
    opened = open_hall()
    for service, course in COURSES:
        opened.walk(service, course)
    for model in registry.covered():
        if not registry.rows_of(model).exists():
            LACKING[model._meta.db_table](opened)
    opened.work()
    return opened


def _incident(hall: Hall) -> None:
    from balai.cases import incidents
    from balai.cases.models import Case

    with hall.clock(), transaction.atomic():
        incidents.open_incident(case_ref=Case.objects.earliest("number").pk, n=99, error="register away")


def _read(hall: Hall) -> None:
    from balai.cases import access
    from balai.cases.models import Task
    from balai.people.models import Person

    task = Task.objects.filter(status="done", applicant=False).earliest("case_id", "n")
    with hall.clock():
        access.get_case(Person.objects.get(ref=str(task.closed_by)), task.case_id)


def _upload(hall: Hall) -> None:
    from balai.documents import actions as documents

    with hall.clock():
        documents.accept(
            file=BytesIO(pdf()), name="surat.pdf", kind="birth.letter", owner=hall.citizen,
            government=hall.citizen.government, actor=people.applicant(hall.citizen),
        )  # fmt: skip


def _token(hall: Hall) -> None:
    with hall.clock():
        people_actions.create_token(
            person=hall.citizen,
            name="program",
            scopes=["apply"],
            ends=hall.now + timedelta(days=30),
            actor=people.applicant(hall.citizen),
        )


def _move(hall: Hall) -> None:
    from balai.cases import moving

    offer = catalog.offers_of("akta-kelahiran")[0]
    example = catalog.service(offer.version_id).examples[-1]
    case = hall.submit(offer.name, example.form, example.register)
    version = hall.publish(offer.name, ("service.toml", "amount = 0", "amount = 5000"))
    proposer, head = (
        people.holders_by_ref(offer.agency.ref, post, hall.now)[0].person
        for post in ("verifikator", "kepala_instansi")
    )
    with hall.clock():
        batch = moving.propose(cases=[case], version=version, why="tarif baru", person=proposer)
        moving.turn_down(batch=batch, person=head)


LACKING = {
    "access_token": _token, "incident": _incident, "case_read": _read, "document": _upload, "version_move": _move,
}  # fmt: skip


# -- changing

KINDS = {
    "DateTimeField": datetime(2026, 7, 1, tzinfo=UTC),
    "DateField": date(2026, 7, 1),
    "UUIDField": UUID(int=1),
}
KINDS |= {"BigIntegerField": 1, "ForeignKey": 1, "CharField": "x", "BinaryField": b"x"}


def another(field: Field[Any, Any], value: Any) -> object:
    """Return a value of the column's type that is not this one, and that no other row has."""
    match value:
        case None:
            return KINDS[field.get_internal_type()]
        case bool():
            return not value
        case int():
            return value + (1 if "Small" in field.get_internal_type() else 1_000_003)
        case datetime():
            return value - timedelta(milliseconds=1)
        case date():
            return value + timedelta(days=1)
        case UUID():
            return UUID(int=value.int ^ 1)
        case str():
            return value[:-1] + ("x" if value[-1:] != "x" else "y")
        case list():
            return [*value, "x"]
        case dict():
            return {**value, "x": "y"}
    return bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])


def where(row: Model) -> tuple[str, list[Any]]:
    keys = row._meta.pk_fields
    values = [key.get_db_prep_save(getattr(row, key.attname), connection) for key in keys]
    return " AND ".join(f'"{key.column}" = %s' for key in keys), values


@contextmanager
def meanwhile(statement: str, values: list[Any]) -> Iterator[None]:
    """Run a statement behind everybody's back, and take it back afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1
        yield
        transaction.set_rollback(True)


def changes(model: type[Model], rows: list[Model]) -> Iterator[tuple[Model, Field[Any, Any], object]]:
    """Yield a change for every column: another value, and nothing at all where that is allowed."""
    dice = Random(model._meta.db_table)
    for field in model._meta.concrete_fields:
        if model in LOG or field.attname in registry.columns_of(model):
            row = dice.choice(rows)
            yield row, field, another(field, getattr(row, field.attname))
            full = [row for row in rows if field.null and getattr(row, field.attname) is not None]
            if full:
                yield dice.choice(full), field, None


def named(row: Model, field: Field[Any, Any], value: object) -> set[tuple[str, str, str]]:
    """Return what `verify` names when this column of this row has this value."""
    table, (place, key) = row._meta.db_table, where(row)
    stored = field.get_db_prep_save(value, connection)
    with meanwhile(f'UPDATE "{table}" SET "{field.column}" = %s WHERE {place}', [stored, *key]):
        return found_now()


def found_now() -> set[tuple[str, str, str]]:
    return {(found.table, found.row, found.column) for found in verify().findings}


def another_row(row: Model) -> Model:
    """Put a row in that differs from this one in whatever must not be there twice, and in its key."""
    unique = {name for constraint in row._meta.total_unique_constraints for name in constraint.fields}
    for field in row._meta.concrete_fields:
        if field.primary_key or field in row._meta.pk_fields or field.unique or field.name in unique:
            setattr(row, field.attname, another(field, getattr(row, field.attname)))
    row.save(force_insert=True)
    return row


# -- tests


def test_a_log_that_nobody_touched_gives_no_finding(hall):
    report = verify()
    assert report.findings == []
    assert report.size == Leaf.objects.count() > 150
    assert report.pending == 0


def test_every_covered_table_has_rows_here(hall):
    assert [model for model in registry.covered() if not registry.rows_of(model).exists()] == []


def test_one_value_changed_in_any_column_of_any_covered_table_is_named_exactly(hall):
    wrong, count = {}, 0
    for model in registry.covered():
        for row, field, value in changes(model, list(registry.rows_of(model))):
            expected = (model._meta.db_table, registry.row_name(row), field.attname)
            found = named(row, field, value)
            count += 1
            if found != {expected}:
                wrong[expected] = found
    assert wrong == {}
    assert count >= sum(len(registry.columns_of(model)) for model in registry.covered()) > 200


def test_one_value_changed_in_any_column_of_the_log_itself_is_named(hall):
    wrong = {}
    for model in LOG:
        for row, field, value in changes(model, list(model.objects.all())):
            expected = (model._meta.db_table, str(row.pk), field.attname)
            found = named(row, field, value)
            if expected not in found:
                wrong[expected] = found
    assert wrong == {}


def test_a_row_taken_away_is_named_and_so_is_a_row_put_in(hall):
    for model in (*registry.covered(), Entry, Leaf, Head):
        row = (model.objects.all() if model in LOG else registry.rows_of(model)).last()
        table, (place, key) = row._meta.db_table, where(row)
        with meanwhile(f'DELETE FROM "{table}" WHERE {place}', key):
            assert (table, registry.row_name(row), "*") in found_now()
        with transaction.atomic():
            twin = another_row(row)
            assert (table, registry.row_name(twin)) in {one[:2] for one in found_now()}
            transaction.set_rollback(True)


def test_an_end_of_the_log_that_was_cut_off_is_missed_because_its_checkpoint_was_published(hall):
    head = Head.objects.get()
    with hall.clock():
        people_actions.change_phone(person=hall.citizen, phone="0812", actor=people.applicant(hall.citizen))
        actions.sequence()
    size = Leaf.objects.count()
    Leaf.objects.filter(index__gte=head.size).delete()
    Entry.objects.filter(leaf=None).delete()
    Checkpoint.objects.filter(size=size).delete()
    head.save()
    assert ("leaf", str(size - 1), "*") in found_now()
    assert ("checkpoint", str(size), "*") in found_now()


def test_a_column_that_is_no_evidence_may_change(hall):
    notice = Notice.objects.earliest("pk")
    Notice.objects.filter(pk=notice.pk).update(read_at=hall.now)
    assert verify().findings == []


def test_a_checkpoint_signed_with_another_key_is_named(hall, settings, tmp_path):
    settings.LOG_KEY_FILE = tmp_path / "another_key.pem"
    last = Checkpoint.objects.latest("size")
    assert ("checkpoint", str(last.size), "note") in found_now()
