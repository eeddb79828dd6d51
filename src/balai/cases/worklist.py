"""What waits on an official's desk: filtered, counted and worded, without any personal data.

Everything here starts from the tasks that `access.worklist` lets a person see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from balai.cases.models import Incident, Task
from balai.catalog import selectors as catalog
from balai.catalog.types import Words
from balai.kernel import calendar as calendars
from balai.kernel.calendar import OutsideCalendar
from balai.lib import clock
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.kernel.calendar import Calendar
    from balai.people.models import Person

__all__ = ["Desk", "Line", "Totals", "Wanted", "days_left", "desks", "lines", "narrowed", "totals", "wanted"]

WHOSE = ("", "free", "mine", "overdue")
SORTS = {"due": ("due_at", "opened_at"), "age": ("opened_at",), "number": ("case__number",)}


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of a worklist. `sort` is a key of SORTS, with a minus for the other way round."""

    service: str = ""
    task: str = ""
    whose: str = ""
    number: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Desk:
    """One kind of task of one service, and how much of it waits."""

    service: str
    element: str
    service_title: str
    task_title: str
    open: int
    overdue: int


@dataclass(frozen=True)
class Totals:
    """How much waits, by the filters that are one click away."""

    all: int
    free: int
    mine: int
    overdue: int


@dataclass(frozen=True)
class Line:
    """One task as a list shows it. `left` counts working days until the due date (negative: overdue); None without one."""

    task: Task
    number: str
    service: str
    title: str
    age: int
    left: int | None
    overdue: bool
    mine: bool
    taken_by: str
    waits: str


def wanted(query: Mapping[str, str]) -> Wanted:
    """Read filters from a query; what is unknown is left out."""
    whose, sort = query.get("whose", ""), query.get("sort", "")
    return Wanted(
        service=query.get("service", ""),
        task=query.get("task", ""),
        whose=whose if whose in WHOSE else "",
        number=query.get("number", "").strip().upper(),
        sort=sort if sort.removeprefix("-") in SORTS else "",
    )


def narrowed(tasks: QuerySet[Task], wish: Wanted, person: Person) -> QuerySet[Task]:
    """Return the tasks that fit the filters, in the order asked for."""
    exact = {"case__name": wish.service, "element": wish.task}
    found = tasks.filter(**{name: value for name, value in exact.items() if value})
    if wish.number:
        found = found.filter(case__number__contains=wish.number)
    if wish.whose:
        found = found.filter(_whose(person)[wish.whose])
    return found.order_by(*_order(wish.sort)) if wish.sort else found


def _whose(person: Person) -> dict[str, Q]:
    return {
        "free": Q(taken_by=None),
        "mine": Q(taken_by=person.ref),
        "overdue": Q(due_at__lte=clock.now()),
    }


def _order(sort: str) -> list[str]:
    back = "-" if sort.startswith("-") else ""
    return [back + name for name in SORTS[sort.removeprefix("-")]] + ["case_id", "n"]


def totals(tasks: QuerySet[Task], person: Person) -> Totals:
    """Count what waits for a person, in one query."""
    counts = {name: Count("case_id", filter=test) for name, test in _whose(person).items()}
    return Totals(**tasks.order_by().aggregate(all=Count("case_id"), **counts))


def desks(tasks: QuerySet[Task]) -> list[Desk]:
    """Count what waits by service and kind of task, the most urgent service first."""
    overdue = Count("case_id", filter=Q(due_at__lte=clock.now()))
    rows = (
        tasks.order_by()
        .values("element", name=F("case__name"), version=F("case__offer__version_id"))
        .annotate(open=Count("case_id"), late=overdue)
    )
    found = [_desk(row["name"], row["version"], row["element"], row["open"], row["late"]) for row in rows]
    return sorted(found, key=lambda desk: (-desk.overdue, -desk.open, desk.service, desk.element))


def _desk(name: str, version: str, element: str, waiting: int, overdue: int) -> Desk:
    words = Words(catalog.service(version), get_language() or "id")
    return Desk(name, element, words.title, words.task(element), waiting, overdue)


def lines(tasks: QuerySet[Task], person: Person) -> list[Line]:
    """Return the tasks as a list shows them; `tasks` is sliced already."""
    incident = Incident.objects.filter(case_id=OuterRef("case_id"), settled_at=None)
    rows = list(tasks.defer("case__state", "case__secret_hash").annotate(stuck=Exists(incident)))
    names = people.names_of({row.taken_by for row in rows if row.taken_by})
    return [_line(row, person, names) for row in rows]


def _line(task: Task, person: Person, names: Mapping[UUID, str]) -> Line:
    case, now = task.case, clock.now()
    words = Words(catalog.service(case.version), get_language() or "id")
    calendar = catalog.calendar(case.offer.calendar_id)
    return Line(
        task=task,
        number=str(case.number),
        service=words.title,
        title=words.task(task.element),
        age=max(0, days_between(calendar, calendar.local(task.opened_at).date(), calendar.local(now).date())),
        left=days_left(calendar, task.due_on, now),
        overdue=task.due_at is not None and task.due_at <= now,
        mine=task.taken_by == person.ref,
        taken_by=names.get(task.taken_by, "") if task.taken_by else "",
        waits=_waits(task),
    )


def _waits(task: Task) -> str:
    """Return why the case cannot go on, as a code: `applicant`, `incident` or "" (it waits for this task)."""
    if getattr(task, "stuck", False):
        return "incident"
    return "applicant" if task.case.paused else ""


def days_left(calendar: Calendar, due_on: date | None, now: datetime) -> int | None:
    """Return the working days until a due date, negative when it has passed; None without one."""
    return None if due_on is None else days_between(calendar, calendar.local(now).date(), due_on)


def days_between(calendar: Calendar, start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; beyond the calendar, plain days."""
    try:
        return calendars.count(calendar, start, end, "working days")
    except OutsideCalendar:
        return (end - start).days
