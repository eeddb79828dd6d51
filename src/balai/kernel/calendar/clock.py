"""Counting: when a limit is due, how much of it is used, how many days lie between two dates.

Days are ordinals (date.toordinal()) inside; a pause is the half-open range of days at whose end the clock
stood still.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from balai.kernel.calendar.limit import Limit, Unit
from balai.kernel.calendar.types import Calendar, ClockStopped, Due, OutsideCalendar

_HOUR = timedelta(hours=1)
_NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `start` on and runs again from `end` on; None: it still stands still."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Still:
    """Days, from `start` up to but without `end`, that do not count; `since`: a stop without an end yet."""

    start: int
    end: int
    since: datetime | None


class _Days(Protocol):
    """The days that count, numbered: how many lie before a day, which is the n-th."""

    def index(self, day: int) -> int: ...

    def day(self, index: int) -> int: ...

    def reach(self, day: int) -> None: ...


class _AllDays:
    """Every day counts and is known."""

    def index(self, day: int) -> int:
        return day

    def day(self, index: int) -> int:
        return index

    def reach(self, day: int) -> None:
        pass


class _WorkingDays:
    """Only the calendar's working days count, and only as far as it goes."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.index = calendar.index

    def day(self, index: int) -> int:
        if index >= len(self._calendar.working):
            raise OutsideCalendar(self._calendar.last + timedelta(days=1))
        return self._calendar.working[index]

    def reach(self, day: int) -> None:
        if day > self._calendar.last.toordinal() + 1:
            raise OutsideCalendar(self._calendar.last + timedelta(days=1))


def due(calendar: Calendar, start: datetime, limit: Limit, pauses: Sequence[Pause] = ()) -> Due:
    """Return when a limit that starts at an instant is due; the day of receipt is not counted.

    Raises ClockStopped while a pause without an end holds the limit open, and OutsideCalendar when working
    days beyond the calendar would be needed.
    """
    if limit.unit == "hours":
        return _due_hours(calendar, start, limit.count, pauses)
    received = calendar.received(start)
    days: _Days = _AllDays()
    if limit.unit == "working days":
        calendar.covers(received)
        days = _WorkingDays(calendar)
    return _end_of(calendar, _nth(days, received, _length(limit, received), _stills(calendar, pauses)))


def recount(
    passed: Due,
    known: datetime,
    calendar: Calendar,
    start: datetime,
    limit: Limit,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return the due date after something was learned at the instant `known`: a day closed, a pause begun.

    A due instant that has passed by then stays that instant. Raises as due() does.
    """
    return passed if passed.at <= known else due(calendar, start, limit, pauses)


def used(
    calendar: Calendar,
    start: datetime,
    end: datetime,
    pauses: Sequence[Pause] = (),
    unit: Unit = "working days",
) -> int:
    """Return how many whole units the clock ran up to `end`; the day of `end` counts if it ran at `end`.

    Raises OutsideCalendar when working days beyond the calendar would be needed.
    """
    if end <= start:
        return 0
    if unit == "hours":
        return (end - start - _paused(start, end, pauses)) // _HOUR
    received, last = calendar.received(start), calendar.local(end).toordinal()
    stills = _stills(calendar, [_until(pause, end) for pause in pauses if pause.start <= end])
    if unit == "working days":
        calendar.covers(received)
        calendar.covers(last)
        return _running(_WorkingDays(calendar), received, last, stills)
    ran = _running(_AllDays(), received, last, stills)
    return _between(received, received + ran, unit)


def count(calendar: Calendar, from_date: date, to_date: date, unit: Unit = "days") -> int:
    """Return the whole units after from_date up to and with to_date; negative when to_date comes first.

    Hours do not lie between dates: ValueError. Raises OutsideCalendar for working days beyond the calendar.
    """
    first, last = from_date.toordinal(), to_date.toordinal()
    if unit == "hours":
        raise ValueError("hours lie between instants, not between dates")
    if unit != "working days":
        return _between(first, last, unit)
    calendar.covers(first)
    calendar.covers(last)
    return calendar.index(last + 1) - calendar.index(first + 1)


def before(deadline: Due, limit: Limit, calendar: Calendar) -> datetime:
    """Return the UTC instant from which at most `limit` is left: the start of its first day, or exact hours.

    Raises OutsideCalendar when working days before the calendar would be needed.
    """
    if limit.unit == "hours":
        return deadline.at - limit.count * _HOUR
    last = deadline.date.toordinal()
    if limit.unit == "working days":
        calendar.covers(last)
        index = calendar.index(last + 1) - limit.count
        if index < 0:
            raise OutsideCalendar(calendar.first - timedelta(days=1))
        return calendar.begins(calendar.working[index])
    if limit.unit == "days":
        return calendar.begins(last - limit.count + 1)
    return calendar.begins(_later(last, -_months(limit)) + 1)


def _end_of(calendar: Calendar, day: int) -> Due:
    return Due(date.fromordinal(day), calendar.zone, calendar.begins(day + 1))


def _due_hours(calendar: Calendar, start: datetime, hours: int, pauses: Sequence[Pause]) -> Due:
    at = start.astimezone(UTC) + hours * _HOUR
    for begin, end in _merged(pauses):
        if begin >= at:
            break
        if end is None:
            raise ClockStopped(begin)
        if end > start:
            at += end - max(begin, start)
    return Due(calendar.local(at).date(), calendar.zone, at)


def _merged(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime | None]]:
    """Join pauses that overlap or touch, ascending; nothing follows one without an end."""
    merged: list[tuple[datetime, datetime | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        if not merged or (merged[-1][1] is not None and pause.start > merged[-1][1]):
            merged.append((pause.start, pause.end))
            continue
        begin, end = merged[-1]
        if end is not None:
            merged[-1] = (begin, None if pause.end is None else max(end, pause.end))
    return merged


def _paused(start: datetime, end: datetime, pauses: Iterable[Pause]) -> timedelta:
    spans = ((max(begin, start), end if stop is None else min(stop, end)) for begin, stop in _merged(pauses))
    return sum((stop - begin for begin, stop in spans if stop > begin), timedelta())


def _stills(calendar: Calendar, pauses: Iterable[Pause]) -> list[_Still]:
    """Turn pauses into days that do not count: from the day of the stop up to the day of the return."""
    return [
        _Still(
            calendar.local(begin).toordinal(),
            _NEVER if end is None else calendar.received(end),
            begin if end is None else None,
        )
        for begin, end in _merged(pauses)
    ]


def _nth(days: _Days, received: int, n: int, stills: Iterable[_Still]) -> int:
    """Return the n-th counted day after the day of receipt. Raises ClockStopped, OutsideCalendar."""
    index = days.index(received + 1)
    for still in stills:
        free = max(0, days.index(still.start) - index)
        if n <= free:
            break
        if still.since is not None:
            days.reach(still.start)
            raise ClockStopped(still.since)
        n -= free
        index = max(index, days.index(still.end))
    return days.day(index + n - 1)


def _running(days: _Days, received: int, last: int, stills: Iterable[_Still]) -> int:
    """Return the counted days after the day of receipt, up to and with the last."""
    ran, begin = 0, received + 1
    for still in stills:
        stop = min(still.start, last + 1)
        if stop > begin:
            ran += days.index(stop) - days.index(begin)
        begin = max(begin, still.end)
    return ran + (days.index(last + 1) - days.index(begin) if begin <= last else 0)


def _until(pause: Pause, end: datetime) -> Pause:
    """Return the pause as it was known at `end`: still open if its own end lay ahead."""
    return Pause(pause.start, None) if pause.end is not None and pause.end > end else pause


def _length(limit: Limit, received: int) -> int:
    """Return the number of days that the limit has when it starts on this day."""
    if limit.unit in {"days", "working days"}:
        return limit.count
    return _later(received, _months(limit)) - received


def _months(limit: Limit) -> int:
    return limit.count * 12 if limit.unit == "years" else limit.count


def _later(day: int, months: int) -> int:
    """Return the day of the same number some months later, or that month's last if it has no such day."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for number in range(start.day, start.day - 4, -1):
        try:
            return date(year, month + 1, number).toordinal()
        except ValueError:
            continue
    raise ValueError(f"no date {months} months from {start.isoformat()}")


def _between(first: int, last: int, unit: Unit) -> int:
    """Return the whole days, months or years from one day to another; negative when it runs back."""
    if unit == "days":
        return last - first
    if last < first:
        return -_between(last, first, unit)
    begin, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    months -= _later(first, months) > last
    return months // 12 if unit == "years" else months
