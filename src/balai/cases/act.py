"""One act on one case: events folded first, then rows, outbox, letters and the proof-log entry in one transaction.

Everything that can be computed is computed before `save` takes the write lock. `save` writes with `seq = n`, so an act
that was overtaken changes nothing and raises CaseMoved.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from balai.cases import letters
from balai.cases.errors import CaseMoved, TaskGone
from balai.cases.models import Case, Deadline, Decision, Event, Serial, Task, Timer
from balai.catalog import selectors as catalog
from balai.kernel import calendar as calendars
from balai.kernel import canonical, process
from balai.kernel import case as kernel
from balai.kernel.case import numbering
from balai.kernel.definition.types import Service
from balai.kernel.number import write_code
from balai.ledger import actions as ledger
from balai.lib import clock
from balai.lib.db import rows
from balai.lib.jobs import queue
from balai.lib.keys.sealing import derive, seal
from balai.people.types import Actor

if TYPE_CHECKING:
    from balai.ledger.rules import RowDigest
    from balai.notices.models import Notice

CALL = "cases.call"


class Calendars(dict[str, "calendars.Calendar"]):
    """Calendars by version, fetched when the fold first asks for one."""

    def __missing__(self, version: str) -> calendars.Calendar:
        self[version] = catalog.calendar(version)
        return self[version]


class Versions(dict[str, Service]):
    """Versions of services by their hash, fetched when a case moves to one."""

    def __missing__(self, version: str) -> Service:
        self[version] = catalog.service(version)
        return self[version]


class _Made(NamedTuple):
    """The rows of an act: those that it makes, those that it changes, its letters; and what the log says of all but these."""

    fresh: list[Model]
    known: list[Model]
    letters: list[Notice]
    digests: list[RowDigest]


class Act:
    """One act in the making. Feed it events, then save it inside `writing()`."""

    def __init__(self, case: Case, actor: Actor, *, at: datetime | None = None) -> None:
        self.case, self.actor = case, actor
        self.at = at or clock.now()
        self.service: Service = catalog.service(case.version)
        self.state: kernel.State | None = case.open_state() if case.seq else None
        self.from_seq = case.seq
        self.events: list[kernel.Event] = []
        self.changes: list[kernel.Change] = []
        self._made: _Made | None = None
        self._known_tasks = {int(n) for n in (self.state or {}).get("open_tasks", {})}
        self._known_timers = set((self.state or {}).get("open_timers", {}))
        self._known_deadlines = set((self.state or {}).get("deadlines", {}))

    # -- folding

    def feed(self, kind: str, payload: dict[str, Any]) -> kernel.Change:
        """Fold one event. Raises TaskGone when what it answers is no longer open."""
        event = kernel.Event(
            self.from_seq + len(self.events) + 1, kind, self.at, self.actor.snapshot(), payload
        )
        self.service = kernel.serving(self.service, event, Versions())
        try:
            change = kernel.apply(self.service, Calendars(), self.state, event)
        except process.NotOpen as error:
            raise TaskGone from error
        self._made = None
        self.events.append(event)
        self.changes.append(change)
        self.state = change.state
        return change

    @property
    def effects(self) -> list[kernel.Effect]:
        """Return every effect of the events fed so far, in order."""
        return [effect for change in self.changes for effect in change.effects]

    def facts(self) -> dict[str, Any]:
        """Return the facts as they stand after the events fed so far."""
        state = self.state or {}
        return kernel.facts_of(self.service, catalog.calendar(state["calendar"]), state, self.at)

    # -- saving

    def prepare(self) -> None:
        """Make all rows and letters before the write lock is taken; where a legal number comes first, `save` makes them."""
        if not any(isinstance(effect, kernel.TakeNumber) for effect in self.effects):
            self._made = self._make()

    def save(self, action: str, details: dict[str, Any] | None = None) -> list[Model]:
        """Write everything; return the rows written. Call inside `writing()`. Raises CaseMoved, and then nothing is written."""
        self._take_numbers()
        made = self._made or self._make()
        self._move_case()
        rows.insert([*made.fresh, *made.letters, *self._jobs()])
        for row in made.known:
            rows.update(row)
        ledger.record(
            action=action,
            government_id=self.case.government_id,
            subject=f"case:{self.case.ref}",
            key=self.case.key,
            rows=[*made.digests, *made.letters],
            actor=self.actor.snapshot(),
            details=details,
        )
        return [self.case, *made.fresh, *made.known, *made.letters]

    def _make(self) -> _Made:
        columns = dict(self.changes[-1].case)
        state = columns.pop("state")
        for name, value in columns.items():
            setattr(self.case, name, value)
        self.case.version = self.service.version
        self.case.seal_state(state)
        fresh, known = self._projections()
        fresh = [*self._events(), *fresh]
        sent = letters.written(self.case, self.service, self.facts(), self.effects, self.at)
        return _Made(fresh, known, sent, ledger.digests([self.case, *fresh, *known]))

    def _take_numbers(self) -> None:
        """Take the legal numbers that the events ask for, each as an event of its own, in this transaction."""
        for request in [effect for effect in self.effects if isinstance(effect, kernel.TakeNumber)]:
            offer = self.case.offer
            scope = f"{offer.agency.kind}:{self.case.name}:{request.certificate}:{request.prefix}:{request.period}"
            serial = Serial.take(self.case.government_id, scope)
            code = write_code(derive(self.case.key, f"code:{request.certificate}")[:10])
            self.feed(
                "number_taken",
                {
                    "certificate": request.certificate,
                    "number": numbering.full(request, serial),
                    "serial": serial,
                    "code": code,
                    "date": {"$date": request.on.isoformat()},
                },
            )

    def _move_case(self) -> None:
        if self.case._state.adding:  # noqa: SLF001 - Django's own mark of a row that is not stored yet
            rows.insert([self.case])
        elif rows.update(self.case, {"seq": self.from_seq}) != 1:
            raise CaseMoved

    def _events(self) -> list[Model]:
        return [event_row(self.case, event) for event in self.events]

    def _jobs(self) -> list[Model]:
        """Return the outbox's rows: the operations that the effects ask for."""
        calls = [effect for effect in self.effects if isinstance(effect, kernel.RunCall)]
        return [queue.job(CALL, {"case": str(self.case.ref), "n": call.n}, due_at=self.at) for call in calls]

    def _projections(self) -> tuple[list[Model], list[Model]]:
        """Return the rows that the act makes, and those it changes: of all events of the act, what stands last."""
        fresh: list[Model] = []
        known: list[Model] = []
        self._know_settled()
        for name, made, before in (
            ("tasks", task_row, self._known_tasks),
            ("timers", timer_row, self._known_timers),
            ("deadlines", deadline_row, self._known_deadlines),
            ("decisions", decision_row, set()),
        ):
            for key, row in self._last(name).items():
                (known if key in before else fresh).append(made(self.case, row))
        return fresh, known

    def _know_settled(self) -> None:
        """Learn which limits and warnings that begin anew have a row already: they were settled before."""
        if any(event.kind == "version_changed" for event in self.events):
            for model, name, known in (
                (Timer, "timers", self._known_timers),
                (Deadline, "deadlines", self._known_deadlines),
            ):
                stored = model.objects.filter(case_id=self.case.pk, name__in=list(self._last(name)))
                known |= set(stored.values_list("name", flat=True))

    def _last(self, name: str) -> dict[Any, kernel.Row]:
        return {key: row for change in self.changes for key, row in getattr(change, name).items()}


# -- rows of the fold as rows of tables: the write path and the replay share these


def event_row(case: Case, event: kernel.Event) -> Event:
    """Return the table row of an event, its payload sealed."""
    place = f"event:{case.ref}:{event.seq}"
    return rows.made(
        Event,
        case_id=case.ref,
        seq=event.seq,
        government_id=case.government_id,
        kind=event.kind,
        at=event.at,
        actor=event.actor,
        sealed=seal(case.key, place, canonical.dumps(event.payload)),
    )


def task_row(case: Case, row: kernel.Row) -> Task:
    """Return the table row of a projected task."""
    return rows.made(Task, case_id=case.ref, government_id=case.government_id, **_uuids(row))


def timer_row(case: Case, row: kernel.Row) -> Timer:
    """Return the table row of a projected timer."""
    return rows.made(Timer, case_id=case.ref, government_id=case.government_id, **row)


def deadline_row(case: Case, row: kernel.Row) -> Deadline:
    """Return the table row of a projected deadline."""
    return rows.made(Deadline, case_id=case.ref, government_id=case.government_id, **row)


def decision_row(case: Case, row: kernel.Row) -> Decision:
    """Return the table row of a decision, its inputs and value sealed."""
    columns = {name: value for name, value in row.items() if name not in {"inputs", "value"}}
    place = f"decision:{case.ref}:{row['n']}"
    secret = canonical.dumps({"inputs": row["inputs"], "value": row["value"]})
    return rows.made(
        Decision,
        case_id=case.ref,
        government_id=case.government_id,
        sealed=seal(case.key, place, secret),
        **columns,
    )


def _uuids(row: kernel.Row) -> kernel.Row:
    return {name: UUID(value) if name.endswith("_by") and value else value for name, value in row.items()}
