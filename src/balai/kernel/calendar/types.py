"""The values of the legal clock: an agency's calendar, a due date, and what is refused."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from balai.kernel import canonical


class OutsideCalendar(LookupError):
    """The calendar does not know whether `date` is a working day: its data begins later or ends sooner."""

    def __init__(self, outside: date) -> None:
        super().__init__(f"the calendar does not cover {outside.isoformat()}")
        self.date = outside


class ClockStopped(LookupError):
    """There is no due date while the clock stands still, as it has `since` that instant."""

    def __init__(self, since: datetime) -> None:
        super().__init__(f"the clock stands still since {since.isoformat()}")
        self.since = since


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: its local date, the IANA zone of that date, and the UTC instant at which it passes."""

    date: date
    zone: str
    at: datetime


@dataclass(frozen=True)
class Calendar:
    """When an agency works: zone (IANA name), working weekdays (ISO, 1 = Monday), closed days, cut-off hour.

    Working days are known from `first` to `last`, both included. Raises ValueError if the parts make no
    calendar.
    """

    zone: str
    week: tuple[int, ...]
    closed: Mapping[date, str]
    cutoff: time | None
    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a calendar in which nothing can be counted."""
        if not self.week or set(self.week) - set(range(1, 8)) or list(self.week) != sorted(set(self.week)):
            raise ValueError("the working week lists ISO weekdays, 1 to 7, in order")
        if self.first > self.last:
            raise ValueError("the calendar ends before it begins")
        _ = self.tz

    def __hash__(self) -> int:
        """Hash by content, as equality compares it."""
        return hash(self.version)

    @cached_property
    def tz(self) -> ZoneInfo:
        """Return the zone's rules. Raises ValueError for an unknown name."""
        try:
            return ZoneInfo(self.zone)
        except (LookupError, OSError) as error:
            raise ValueError(f"unknown time zone: {self.zone}") from error

    @cached_property
    def working(self) -> tuple[int, ...]:
        """Return the ordinals of all working days, ascending."""
        shut = {day.toordinal() for day in self.closed}
        span = range(self.first.toordinal(), self.last.toordinal() + 1)
        # date.toordinal() 1 is a Monday, so the ISO weekday of n is (n - 1) % 7 + 1.
        return tuple(n for n in span if (n - 1) % 7 + 1 in self.week and n not in shut)

    @cached_property
    def version(self) -> str:
        """Return the content hash, 64 hexadecimal characters, that a deadline names as its source."""
        return canonical.digest(self.to_json())

    def local(self, at: datetime) -> datetime:
        """Return the instant on the office's wall clock. Raises ValueError for an instant without a zone."""
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return at.astimezone(self.tz)

    def received(self, at: datetime) -> int:
        """Return the ordinal of the day of receipt of an instant: from the cut-off hour on, the next day."""
        local = self.local(at)
        late = self.cutoff is not None and local.time() >= self.cutoff
        return local.toordinal() + late

    def begins(self, day: int) -> datetime:
        """Return the UTC instant at which the local day of this ordinal begins."""
        return datetime.fromordinal(day).replace(tzinfo=self.tz).astimezone(UTC)

    def index(self, day: int) -> int:
        """Return how many working days lie before the day of this ordinal."""
        return bisect_left(self.working, day)

    def covers(self, day: int) -> None:
        """Raise OutsideCalendar unless the day of this ordinal is covered."""
        if not self.first.toordinal() <= day <= self.last.toordinal():
            raise OutsideCalendar(date.fromordinal(day))

    def to_json(self) -> dict[str, Any]:
        """Return the calendar as canonical JSON: ISO dates, ISO weekdays."""
        return {
            "zone": self.zone,
            "week": list(self.week),
            "closed": {day.isoformat(): self.closed[day] for day in sorted(self.closed)},
            "cutoff": None if self.cutoff is None else self.cutoff.isoformat(),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what to_json() wrote. Raises KeyError or ValueError for anything else."""
        return cls(
            zone=value["zone"],
            week=tuple(value["week"]),
            closed=dict(_dated(value["closed"].items())),
            cutoff=None if value["cutoff"] is None else time.fromisoformat(value["cutoff"]),
            first=date.fromisoformat(value["first"]),
            last=date.fromisoformat(value["last"]),
        )


def _dated(items: Iterable[tuple[str, str]]) -> Iterable[tuple[date, str]]:
    return ((date.fromisoformat(day), name) for day, name in items)
