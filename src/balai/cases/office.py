"""A whole office at a glance, for whoever heads it: how many cases stand where, and which limits are at risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from balai.cases.models import Case, Incident, Task
from balai.catalog import selectors as catalog
from balai.catalog.types import Words
from balai.lib import clock

if TYPE_CHECKING:
    from balai.people.models import Agency

AT_RISK = 20


@dataclass(frozen=True)
class ServiceFigures:
    """The cases of one service by where they stand."""

    title: str
    running: int
    waiting: int
    overdue: int
    granted: int
    refused: int
    withdrawn: int

    @property
    def all(self) -> int:
        """Every case of the service."""
        return self.running + self.waiting + self.granted + self.refused + self.withdrawn


@dataclass(frozen=True)
class StageFigures:
    """The open tasks of one kind in the office's cases: how many, how many of them late, and whose they are."""

    task: str
    service: str
    lane: str
    open: int
    overdue: int


def cases_of(agency: Agency) -> QuerySet[Case]:
    """Return the submitted cases of the services that an office offers; only for whoever heads it."""
    return Case.objects.filter(offer__agency=agency).exclude(status="draft")


def figures(agency: Agency) -> list[ServiceFigures]:
    """Count the office's cases by service and by where they stand, in one query."""
    running = Q(status="open", paused=False)
    rows = (
        cases_of(agency)
        .values("name", "offer__version_id")
        .annotate(
            running=Count("pk", filter=running),
            waiting=Count("pk", filter=Q(status="open", paused=True)),
            overdue=Count("pk", filter=Q(status="open", due_at__lte=clock.now())),
            granted=Count("pk", filter=Q(status="granted")),
            refused=Count("pk", filter=Q(status="refused")),
            withdrawn=Count("pk", filter=Q(status="withdrawn")),
        )
        .order_by("name")
    )
    return [_service(dict(row)) for row in rows]


def _service(row: dict[str, Any]) -> ServiceFigures:
    counts = {name: count for name, count in row.items() if name not in {"name", "offer__version_id"}}
    return ServiceFigures(_words(row["offer__version_id"]).title, **counts)


def stages(agency: Agency) -> list[StageFigures]:
    """Count the open tasks in the office's cases by kind: where it is slow, the count is high."""
    rows = (
        Task.objects.filter(case__offer__agency=agency, status="open")
        .values("element", "lane", "case__offer__version_id")
        .annotate(open=Count("case_id"), overdue=Count("case_id", filter=Q(due_at__lte=clock.now())))
    )
    found = [_stage(dict(row)) for row in rows]
    return sorted(found, key=lambda one: (-one.overdue, -one.open, one.service, one.task))


def _stage(row: dict[str, Any]) -> StageFigures:
    words = _words(row["case__offer__version_id"])
    return StageFigures(
        words.task(row["element"]), words.title, words.lane(row["lane"]), row["open"], row["overdue"]
    )


def at_risk(agency: Agency) -> list[Case]:
    """Return the open cases whose limit is nearest or has passed."""
    found = cases_of(agency).filter(status="open", due_at__isnull=False).select_related("offer__agency")
    return list(found.defer("state").order_by("due_at", "pk")[:AT_RISK])


def incidents(agency: Agency) -> list[Incident]:
    """Return the incidents that wait for the office's head."""
    found = Incident.objects.filter(case__offer__agency=agency, settled_at=None)
    return list(found.select_related("case").defer("case__state").order_by("opened_at"))


def _words(version: str) -> Words:
    return Words(catalog.service(version), get_language() or "id")
