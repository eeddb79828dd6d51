"""Rebuild a case from its input events and the stored definition bytes alone; compare every row byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from balai.cases import act, events
from balai.cases.models import Case, Deadline, Decision, Task, Timer
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.ledger import selectors as ledger
from balai.ledger.rules import column_bytes
from balai.lib.keys.sealing import KeyDestroyed, SealBroken
from balai.people import selectors as people

if TYPE_CHECKING:
    from django.db.models import Model

    from balai.kernel.calendar import Calendar

PROJECTIONS = (Task, Timer, Deadline, Decision)


@dataclass(frozen=True)
class Difference:
    """One column that is not what the events say; "*": the row is missing, or should not be there."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Verdict:
    """How a replay went: `equal`, `differs`, `destroyed` (the key is gone, lawfully), or `broken` (the events
    do not open).
    """

    case: str
    result: str
    events: int
    differences: tuple[Difference, ...] = ()


def rebuild(key: int, given: list[kernel.Event], calendars: Mapping[str, Calendar]) -> list[Model]:
    """Return every row of a case, rebuilt from its events alone: the case itself first.

    `key` is the subject's key that opened them. What the events name by reference (offer, persons) must be
    there.
    """
    begun = given[0].payload
    offer = catalog.offer_by_ref(begun["offer"])
    version = catalog.service(begun["version"])
    whole = kernel.replay(version, calendars, given, act.Versions())
    columns = dict(whole.case)
    state = columns.pop("state")
    rebuilt = Case(
        ref=UUID(begun["ref"]),
        government_id=offer.government_id,
        offer_id=offer.pk,
        applicant_id=_person(begun["applicant"]),
        acting_id=_person(begun["acting"]),
        key=key,
        name=begun["name"],
        version=events.version_after(given),
        secret_hash=begun["secret_hash"],
        created_at=datetime.fromisoformat(begun["created_at"]),
        **columns,
    )
    rebuilt.seal_state(state)
    return [
        rebuilt,
        *(act.task_row(rebuilt, row) for row in whole.tasks.values()),
        *(act.timer_row(rebuilt, row) for row in whole.timers.values()),
        *(act.deadline_row(rebuilt, row) for row in whole.deadlines.values()),
        *(act.decision_row(rebuilt, row) for row in whole.decisions.values()),
    ]


def _person(ref: str) -> int:
    """Return the key of a person's row; 0, which no row has, for one who is gone."""
    person = people.by_ref(ref)
    return person.pk if person else 0


def replay(case: Case) -> Verdict:
    """Rebuild a stored case and compare it with what is stored."""
    try:
        given = events.opened(case)
        rebuilt = rebuild(case.key, given, act.Calendars())
    except KeyDestroyed:
        return _unreadable(case)
    except SealBroken as broken:
        return Verdict(str(case), "broken", case.seq, (Difference("event", str(broken), "sealed"),))
    found = tuple(_differences(rebuilt, stored_rows(case)))
    return Verdict(str(case), "differs" if found else "equal", len(given), found)


def _unreadable(case: Case) -> Verdict:
    """Return `destroyed` when the log says so of this very case and key; else somebody changed the key."""
    lawful = ledger.destructions().get(case.key)
    if lawful is not None and lawful.subject == f"case:{case.ref}":
        return Verdict(str(case), "destroyed", case.seq)
    return Verdict(str(case), "differs", case.seq, (Difference("case", str(case.pk), "key"),))


def stored_rows(case: Case) -> list[Model]:
    """Return every projected row of a case as it is stored."""
    return [case, *(row for model in PROJECTIONS for row in model.objects.filter(case_id=case.pk))]


def _differences(rebuilt: list[Model], stored: list[Model]) -> Iterator[Difference]:
    ours = {_name(row): row for row in rebuilt}
    theirs = {_name(row): row for row in stored}
    for name in sorted(ours.keys() ^ theirs.keys()):
        yield Difference(*name, "*")
    for name in sorted(ours.keys() & theirs.keys()):
        for field in ours[name]._meta.concrete_fields:  # noqa: SLF001
            left, right = getattr(ours[name], field.attname), getattr(theirs[name], field.attname)
            if column_bytes(left) != column_bytes(right):
                yield Difference(*name, field.attname)


def _name(row: Model) -> tuple[str, str]:
    return row._meta.db_table, str(row.pk)  # noqa: SLF001
