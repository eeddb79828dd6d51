"""The worker's door: carry out calls, fire timers, sequence the proof log. Each handler may run twice."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from balai.cases import actions, incidents, operations
from balai.cases.act import CALL
from balai.cases.errors import CaseMoved
from balai.cases.models import Case, Timer
from balai.ledger import actions as ledger
from balai.lib import clock
from balai.lib.jobs import queue

_log = logging.getLogger("balai.worker")


def register() -> None:
    """Register the handlers of jobs that cases put into the outbox; called once at start."""
    queue.handles(CALL, _call, _given_up)


def _call(_job: int, payload: dict[str, Any]) -> None:
    case = Case.objects.select_related("offer__agency", "government", "applicant__government").get(
        pk=payload["case"]
    )
    answer = operations.carry_out(case, payload["n"])
    if answer is None:
        return
    try:
        actions.answer_call(case_ref=case.pk, n=payload["n"], result=answer.result, error=answer.error)
    except CaseMoved as overtaken:
        raise queue.Retry("overtaken") from overtaken


def _given_up(_job: int, payload: dict[str, Any], error: str) -> None:
    incidents.open_incident(case_ref=UUID(payload["case"]), n=payload["n"], error=error)


def turn() -> int:
    """Do one round of what is due: timers, jobs, sequencing; return how much was done (0 = nothing to do)."""
    due = Timer.objects.filter(status="waiting", due_at__lte=clock.now()).order_by("due_at")
    cases = list(dict.fromkeys(due.values_list("case_id", flat=True)[:50]))
    fired = sum(_fire(ref) for ref in cases)
    return fired + queue.run_due() + ledger.sequence()


def _fire(ref: UUID) -> int:
    """Fire a case's timers; a case that cannot go on must not stop the others."""
    try:
        return actions.fire_due_timers(ref)
    except Exception:
        _log.exception("timers of case %s", ref)
        return 0
