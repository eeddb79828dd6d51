"""What waits on an official's desk: filtered, counted and worded, without any personal data.

Everything here starts from the tasks that `access.worklist` lets a person see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
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
    free: int
    mine: int
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
    """One task as a list shows it: of a case, its `name` and `service` (title); of the task, `element` and `title`.

    `left` counts working days until the due date (negative: overdue), None without one; `taken_by` is a person's name;
    `waits` says why the case stands still, if not for this task.
    """

    case: UUID
    n: int
    number: str
    name: str
    service: str
    element: str
    title: str
    act: str
    opened_at: datetime
    due_on: date | None
    age: int
    left: int | None
    overdue: bool
    taken: Literal["", "mine", "other"]
    taken_by: str
    waits: Literal["", "applicant", "incident"]


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


def totals(desks: list[Desk]) -> Totals:
    """Add up what waits."""
    return Totals(
        all=sum(desk.open for desk in desks),
        free=sum(desk.free for desk in desks),
        mine=sum(desk.mine for desk in desks),
        overdue=sum(desk.overdue for desk in desks),
    )


def desks(tasks: QuerySet[Task], person: Person) -> list[Desk]:
    """Count what waits by service and kind of task, the most urgent service first."""
    counts = {name: Count("case_id", filter=test) for name, test in _whose(person).items()}
    rows = (
        tasks.order_by()
        .values("element", name=F("case__name"), version=F("case__offer__version_id"))
        .annotate(open=Count("case_id"), **counts)
    )
    found = [_desk(**row) for row in rows]
    return sorted(found, key=lambda desk: (-desk.overdue, -desk.open, desk.service, desk.element))


def _desk(*, name: str, version: str, element: str, **counts: int) -> Desk:
    words = Words(catalog.service(version), get_language() or "id")
    return Desk(name, element, words.title, words.task(element), **counts)


def lines(tasks: QuerySet[Task], person: Person) -> list[Line]:
    """Return the tasks as a list shows them; `tasks` is sliced already."""
    incident = Incident.objects.filter(case_id=OuterRef("case_id"), settled_at=None)
    rows = list(tasks.annotate(stuck=Exists(incident)).values(*_SHOWN, "stuck"))
    names = people.names_of({row["taken_by"] for row in rows if row["taken_by"]})
    return [_line(row, person, names) for row in rows]


_SHOWN = ("case_id", "n", "element", "act", "opened_at", "due_on", "due_at", "taken_by", "case__number",
          "case__name", "case__version", "case__paused", "case__offer__calendar_id")  # fmt: skip


def _line(row: dict[str, Any], person: Person, names: Mapping[UUID, str]) -> Line:
    now, due_at, taken_by = clock.now(), row["due_at"], row["taken_by"]
    words = Words(catalog.service(row["case__version"]), get_language() or "id")
    calendar = catalog.calendar(row["case__offer__calendar_id"])
    opened, today = calendar.local(row["opened_at"]).date(), calendar.local(now).date()
    return Line(
        case=row["case_id"],
        n=row["n"],
        number=str(row["case__number"]),
        name=row["case__name"],
        service=words.title,
        element=row["element"],
        title=words.task(row["element"]),
        act=row["act"],
        opened_at=row["opened_at"],
        due_on=row["due_on"],
        age=max(0, days_between(calendar, opened, today)),
        left=days_left(calendar, row["due_on"], now),
        overdue=due_at is not None and due_at <= now,
        taken="" if taken_by is None else "mine" if taken_by == person.ref else "other",
        taken_by=names.get(taken_by, ""),
        waits="incident" if row["stuck"] else "applicant" if row["case__paused"] else "",
    )


def days_left(calendar: Calendar, due_on: date | None, now: datetime) -> int | None:
    """Return the working days until a due date, negative when it has passed; None without one."""
    return None if due_on is None else days_between(calendar, calendar.local(now).date(), due_on)


def days_between(calendar: Calendar, start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; beyond the calendar, plain days."""
    try:
        return calendars.count(calendar, start, end, "working days")
    except OutsideCalendar:
        return (end - start).days
