"""Days and clocks as FEEL has them: years of nine digits, nanoseconds (DMN 1.5 clause 10.3.2.3.4 to 10.3.2.3.6).

Python's own types hold the years 1 to 9999 and microseconds; they are used wherever they suffice. The
calendar repeats after 400 years of 146,097 days, so a day outside is kept as one inside and a number of eras.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from operator import ge, gt, le, lt
from typing import Any

MAX_YEAR = 999_999_999
DAY = 86_400
NANO = 10**9
_ERA_YEARS, _ERA_DAYS = 400, 146_097


class _Exact:
    """Comparison by point in time; two of which only one says its zone have no order."""

    eras = 0
    nanos = 0

    def __eq__(self, other: object) -> bool:
        return _alike(self, other) and zoned(self) == zoned(other) and count(self) == count(other)

    def __hash__(self) -> int:
        return hash(count(self))

    def __lt__(self, other: object) -> bool:
        return _ordered(self, other, lt)

    def __le__(self, other: object) -> bool:
        return _ordered(self, other, le)

    def __gt__(self, other: object) -> bool:
        return _ordered(self, other, gt)

    def __ge__(self, other: object) -> bool:
        return _ordered(self, other, ge)


class FarDate(_Exact, date):
    """A day in a year below 1 or above 9999."""

    def __new__(cls, near: date, eras: int) -> "FarDate":
        """Move a day by eras."""
        self = super().__new__(cls, near.year, near.month, near.day)
        self.eras = eras
        return self

    @property
    def year(self) -> int:
        """The year, negative before the year 0."""
        return super().year + _ERA_YEARS * self.eras


class ExactTime(_Exact, time):
    """A time with nanoseconds, of which `nanos` are those below a microsecond."""

    def __new__(cls, near: time, nanos: int) -> "ExactTime":
        """Add nanoseconds to a time."""
        parts = near.hour, near.minute, near.second, near.microsecond
        self = super().__new__(cls, *parts, tzinfo=near.tzinfo)
        self.nanos = nanos
        return self


class ExactDateTime(_Exact, datetime):
    """A date and time in a far year, or with nanoseconds."""

    def __new__(cls, near: datetime, eras: int, nanos: int) -> "ExactDateTime":
        """Move a date and time by eras and nanoseconds."""
        parts = near.hour, near.minute, near.second, near.microsecond
        self = super().__new__(cls, near.year, near.month, near.day, *parts, tzinfo=near.tzinfo)
        self.eras, self.nanos = eras, nanos
        return self

    @property
    def year(self) -> int:
        """The year, negative before the year 0."""
        return super().year + _ERA_YEARS * self.eras


def _alike(left: object, right: object) -> bool:
    kinds = tuple(datetime if isinstance(one, datetime) else date if isinstance(one, date) else time if
                  isinstance(one, time) else type(one) for one in (left, right))  # fmt: skip
    return kinds[0] is kinds[1]


def _ordered(left: Any, right: Any, by: Callable[[int, int], bool]) -> bool:
    if not _alike(left, right) or zoned(left) != zoned(right):
        raise TypeError("these have no order")
    return by(count(left), count(right))


def zoned(value: Any) -> bool:
    """Tell whether a time, or date and time, says its offset or zone."""
    return getattr(value, "tzinfo", None) is not None


def days(value: date) -> int:
    """Count the days since the first of the year 1 (which has the number 1)."""
    return value.toordinal() + _ERA_DAYS * getattr(value, "eras", 0)


def count(value: Any) -> int:
    """Count nanoseconds: of a date and time in UTC if it has a zone, of a time likewise, of a date's midnight."""
    day = days(value) if isinstance(value, date) else 0
    if not isinstance(value, (datetime, time)):
        return day * DAY * NANO
    seconds = (day * 24 + value.hour) * 3600 + value.minute * 60 + value.second
    whole = seconds * NANO + value.microsecond * 1000 + getattr(value, "nanos", 0)
    offset = value.utcoffset()
    return whole - (offset // timedelta(microseconds=1)) * 1000 if offset else whole


def nanosecond(value: datetime | time) -> int:
    """Give the fraction of a second in nanoseconds."""
    return value.microsecond * 1000 + int(getattr(value, "nanos", 0))


def make_date(year: int, month: int, day: int) -> date:
    """Make a day of any year of nine digits; raises ValueError for one that does not exist."""
    if 1 <= year <= 9999:
        return date(year, month, day)
    if abs(year) > MAX_YEAR:
        raise ValueError("the year has more than nine digits")
    near = year % _ERA_YEARS + 2000
    return FarDate(date(near, month, day), (year - near) // _ERA_YEARS)


def make_time(hour: int, minute: int, second: int, nano: int = 0, zone: tzinfo | None = None) -> time:
    """Make a time; raises ValueError for one that does not exist."""
    near = time(hour, minute, second, nano // 1000, tzinfo=zone)
    return ExactTime(near, nano % 1000) if nano % 1000 else near


def join(day: date, clock: time) -> datetime:
    """Join a day and a time of it."""
    eras, nanos = getattr(day, "eras", 0), getattr(clock, "nanos", 0)
    near = date.fromordinal(day.toordinal())
    at = time(clock.hour, clock.minute, clock.second, clock.microsecond, tzinfo=clock.tzinfo)
    joined = datetime.combine(near, at)
    return ExactDateTime(joined, eras, nanos) if eras or nanos else joined


def day_of(value: date) -> date:
    """Take the day of a date and time."""
    if not isinstance(value, datetime):
        return value
    near = date.fromordinal(value.toordinal())
    eras = getattr(value, "eras", 0)
    return FarDate(near, eras) if eras else near


def clock_of(value: datetime) -> time:
    """Take the time of a date and time, with its zone."""
    return make_time(value.hour, value.minute, value.second, nanosecond(value), value.tzinfo)


def day_numbered(number: int) -> date:
    """Find the day of a number that `days` gave; raises ValueError beyond nine digits of years."""
    if 1 <= number <= date.max.toordinal():
        return date.fromordinal(number)
    start = date(2000, 1, 1).toordinal()
    eras, within = divmod(number - start, _ERA_DAYS)
    near = date.fromordinal(start + within)
    return make_date(near.year + _ERA_YEARS * eras, near.month, near.day)


def clock_counted(counted: int, zone: tzinfo | None) -> time:
    """Find the time of day that lies so many nanoseconds after midnight."""
    seconds, nano = divmod(counted, NANO)
    return make_time(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, zone)


def moment_counted(counted: int, zone: tzinfo | None) -> datetime:
    """Find the date and time of a number that `count` gave, told in a zone; raises ValueError."""
    number, rest = divmod(counted, DAY * NANO)
    moment = join(day_numbered(number), clock_counted(rest, None if zone is None else UTC))
    if zone is None:
        return moment
    offset = offset_at(moment, zone)
    number, rest = divmod(counted + offset * NANO, DAY * NANO)
    told = join(day_numbered(number), clock_counted(rest, zone))
    return told if told.utcoffset() == timedelta(seconds=offset) else _later(told)


def _later(told: datetime) -> datetime:
    """Mark the second of two equal clock readings, when the clock is set back."""
    if isinstance(told, ExactDateTime):
        return told
    return told.replace(fold=1)


def offset_at(moment: datetime, zone: tzinfo) -> int:
    """Give a zone's offset, in seconds, at a moment of UTC."""
    near = datetime(
        2000 + moment.year % 400 if isinstance(moment, ExactDateTime) and moment.eras else moment.year,
        moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=UTC,
    )  # fmt: skip
    return (near.astimezone(zone).utcoffset() or timedelta()) // timedelta(seconds=1)


def fixed(seconds: int) -> tzinfo:
    """Make the zone of an offset; raises ValueError beyond 18 hours."""
    if abs(seconds) > 18 * 3600:
        raise ValueError("no place is so far from Greenwich")
    return timezone(timedelta(seconds=seconds)) if seconds else UTC
