"""The verbs of incidents: an operation failed for good, and whoever heads the office settles it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from balai.cases import actions, by_hand, errors
from balai.cases.act import CALL, Act
from balai.cases.models import Case, Incident
from balai.ledger import actions as ledger
from balai.lib import clock
from balai.lib.db import writing
from balai.lib.errors import InvalidInput
from balai.lib.jobs import queue
from balai.people import selectors as people
from balai.people.types import Actor

if TYPE_CHECKING:
    from balai.people.models import Person

RETRY, BY_HAND = "retry", "by_hand"


def open_incident(*, case_ref: UUID, n: int, error: str) -> None:
    """Put a failed effect on the office's desk. The case and its clock stand as they are. Call inside a transaction."""
    case = actions.fresh(case_ref)
    element = case.open_state()["open_calls"].get(str(n), "")
    row, fresh = Incident.objects.get_or_create(
        case=case,
        n=n,
        defaults={
            "government_id": case.government_id,
            "element": element,
            "error": error[:200],
            "opened_at": clock.now(),
        },
    )
    if not fresh:
        row.error, row.opened_at, row.settled_at, row.settled_by, row.how = (
            error[:200],
            clock.now(),
            None,
            None,
            "",
        )
        row.save()
    _record_incident(case, row, "incident.opened", Actor.system())


def settle_incident(
    *, case: Case, n: int, how: str, reason: str, result: Mapping[str, Any] | None, person: Person
) -> None:
    """Try a failed effect again (`how` = "retry"), or answer it by hand ("by_hand") with a reason and the `result` that
    the operation would have given (`by_hand.asked`); the event then says by whom and that it was given by hand.

    Raises NoMandate unless the person heads the office, InvalidInput naming `reason` or a result, TaskGone when it is
    settled, CaseMoved; then nothing changed.
    """
    if how not in {RETRY, BY_HAND}:
        raise InvalidInput(fields={"how": "not_a_choice"})
    actor = _head_of(case, person)
    actions.fire_due_timers(case.pk)
    case = actions.fresh(case.pk)
    act = _answer(case, n, actor, reason, result or {}) if how == BY_HAND else None
    with writing():
        row = Incident.objects.filter(case_id=case.pk, n=n, settled_at=None).first()
        if row is None:
            raise errors.TaskGone
        row.settled_at, row.settled_by, row.how, row.reason = clock.now(), person.ref, how, reason.strip()
        row.save()
        _record_incident(case, row, "incident.settled", actor)
        if how == RETRY:
            queue.put(CALL, {"case": str(case.ref), "n": n})
        if act is not None:
            act.save("effect.answered", {"n": n, "error": "", "by_hand": True})


def _answer(case: Case, n: int, actor: Actor, reason: str, result: Mapping[str, Any]) -> Act | None:
    """Return the act that answers the call by hand; None when the case no longer waits for it."""
    wrong = {} if reason.strip() else {"reason": "required"}
    element = case.open_state()["open_calls"].get(str(n))
    if element is None:
        return None
    taken = by_hand.read(case, element, result)
    wrong |= taken.wrong
    if wrong:
        raise InvalidInput(fields=wrong)
    act = Act(case, actor)
    act.feed("effect_answered", {"n": n, "result": taken.values, "by_hand": reason.strip()})
    return act


def _head_of(case: Case, person: Person) -> Actor:
    actor = people.authority_as_head(person, case.offer.agency_id, clock.now())
    if actor is None:
        raise errors.NoMandate
    return actor


def _record_incident(case: Case, row: Incident, action: str, actor: Actor) -> None:
    ledger.record(
        action=action,
        government_id=case.government_id,
        subject=f"case:{case.ref}",
        key=case.key,
        rows=[row],
        actor=actor.snapshot(),
        details={"n": row.n, "element": row.element},
    )
