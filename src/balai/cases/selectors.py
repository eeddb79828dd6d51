"""Reads of cases. What is read for a person starts from `access`; the rest is for the machine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balai.cases.models import Task

if TYPE_CHECKING:
    from balai.people.models import Government


def open_tasks(government: Government) -> list[Task]:
    """Return every open task of a government with its case, nearest deadline first: for the machine, not for a person."""
    tasks = Task.objects.filter(government=government, status="open")
    cases = tasks.select_related("case__applicant__government", "case__offer__agency")
    return list(cases.order_by("due_at", "case__number", "n"))
