"""Office time: hours of work counted from the first morning, and the calendar around them.

People work only while the office is open, so their queues run on office time, in which nights and closed days do not
exist. Limits and applicants run on the calendar. Beyond the years that the calendar knows, its closed days are
repeated 52 weeks later: good enough for an estimate, and never done for a real case.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from balai.kernel import calendar as days
from balai.kernel.calendar import Calendar, Limit, Pause

Hours: TypeAlias = float
"""Office time: hours of work since the morning of the first day."""

_WEEKS = timedelta(weeks=52)


class Office:
    """One office's hours from `start` on; `opens` and `length` in hours of the day."""

    def __init__(self, calendar: Calendar, start: date, opens: float, length: float, until: Hours) -> None:
        self.calendar = stretched(calendar, start + timedelta(days=2 * until / length + 800))
        self.opens, self.length = opens, length
        self.first = self.calendar.index(start.toordinal())
        shut = calendar.cutoff
        self.cutoff = 25.0 if shut is None else shut.hour + shut.minute / 60
        self._due: dict[tuple[Limit, int, bool], Hours] = {}
        self._days = self.calendar.working

    def instant(self, at: Hours) -> datetime:
        """Return the moment, in UTC, of an office time."""
        day, hour = divmod(at, self.length)
        begin = self.calendar.begins(self._days[self.first + int(day)])
        return begin + timedelta(hours=self.opens + hour)

    def at(self, moment: datetime) -> Hours:
        """Return the office time of a moment; when closed, that of the next opening."""
        local = self.calendar.local(moment)
        day = local.toordinal()
        number = bisect_left(self._days, day)
        if self._days[number] != day:
            return (number - self.first) * self.length
        hour = local.hour + local.minute / 60 + local.second / 3600 - self.opens
        return (number - self.first) * self.length + min(max(hour, 0.0), self.length)

    def later(self, at: Hours, elapsed: float) -> Hours:
        """Return the office time some calendar days later."""
        return max(at, self.at(self.instant(at) + timedelta(days=elapsed)))

    def due(self, at: Hours, limit: Limit, pauses: Sequence[tuple[Hours, Hours]] = ()) -> Hours:
        """Return when a limit that starts at `at` has passed, by the rules of the legal clock."""
        if pauses or limit.unit == "hours":
            stops = [Pause(self.instant(start), self.instant(end)) for start, end in pauses]
            return self.at(days.due(self.calendar, self.instant(at), limit, stops).at)
        day, hour = divmod(at, self.length)
        key = (limit, int(day), self.opens + hour >= self.cutoff)
        if key not in self._due:
            self._due[key] = self.at(days.due(self.calendar, self.instant(at), limit).at)
        return self._due[key]


def stretched(calendar: Calendar, until: date) -> Calendar:
    """Return the calendar with its closed days repeated every 52 weeks as far as `until`."""
    closed, last = dict(calendar.closed), calendar.last
    while last < until:
        begin = last - _WEEKS
        closed |= {day + _WEEKS: name for day, name in closed.items() if begin < day <= last}
        last += _WEEKS
    return replace(calendar, closed=closed, last=last)
