"""The events of a case, read back: opened for the fold, and the actor of the last act on a task."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from balai.kernel import case as kernel
from balai.lib.keys.sealing import unseal

if TYPE_CHECKING:
    from balai.cases.models import Case, Event


def opened(case: Case, rows: list[Event] | None = None) -> list[kernel.Event]:
    """Return the case's events in order, their payloads opened. Raises KeyDestroyed, SealBroken."""
    rows = list(case.events.order_by("seq")) if rows is None else rows
    return [
        kernel.Event(
            row.seq,
            row.kind,
            row.at,
            row.actor,
            json.loads(unseal(case.key, f"event:{case.ref}:{row.seq}", bytes(row.sealed))),
        )
        for row in rows
    ]


def version_after(given: list[kernel.Event]) -> str:
    """Return the version that a case runs under after these events."""
    moved = [event.payload["to"] for event in given if event.kind == "version_changed"]
    return str(moved[-1] if moved else given[0].payload["version"])


def version_at(case: Case, seq: int) -> str:
    """Return the version under which the case's event `seq` happened. Raises KeyDestroyed, SealBroken."""
    later = case.events.filter(kind="version_changed", seq__gt=seq).order_by("seq")[:1]
    return str(opened(case, list(later))[0].payload["from"]) if later else case.version


def actor_of(case: Case, element: str) -> dict[str, Any]:
    """Return the snapshot of who last completed the task `element` ({} when nobody did)."""
    numbers = set(case.tasks.filter(element=element, status="done").values_list("n", flat=True))
    for event in reversed(opened(case)):
        if event.kind == "task_completed" and event.payload.get("n") in numbers:
            return event.actor
    return {}
