"""Functions that make and read dates, times and durations (DMN 1.5 clause 10.3.4.1 and 10.3.4.8)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from balai.kernel.feel import temporal
from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.instants import (
    DAY,
    NANO,
    clock_of,
    count,
    day_of,
    days,
    fixed,
    join,
    make_date,
    make_time,
    nanosecond,
)  # fmt: skip
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.values import DayTimeDuration, YearMonthDuration

# Names in English, as the standard has them; screens name days in their own language.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@builtin("date", "from:some")
def to_date(value: Any) -> date | None:
    """Read a date, or take it from a date and time (clause 10.3.4.1)."""
    if isinstance(value, str):
        return temporal.parse_date(value)
    if isinstance(value, datetime):
        return day_of(value)
    return value if isinstance(value, date) else None


@builtin("date", "year:number, month:number, day:number")
def date_of(year: Decimal, month: Decimal, day: Decimal) -> date:
    """Make a date of its parts (clause 10.3.4.1)."""
    return make_date(_whole(year), _whole(month), _whole(day))


@builtin("time", "from:some")
def to_time(value: Any) -> time | None:
    """Read a time, or take it from a date and time (a bare date is its midnight in UTC) (clause 10.3.4.1)."""
    if isinstance(value, str):
        return temporal.parse_time(value.removeprefix("T"))
    if isinstance(value, datetime):
        return clock_of(value)
    if isinstance(value, date):
        return time(tzinfo=UTC)
    return value if isinstance(value, time) else None


@builtin("time", "hour:number, minute:number, second:number, offset:seconds?")
def time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: DayTimeDuration | None = None) -> time:
    """Make a time of its parts; seconds may have a fraction (clause 10.3.4.1)."""
    zone = None if offset is None else fixed(_whole(offset.seconds))
    whole = int(second)
    return make_time(_whole(hour), _whole(minute), whole, int((second - whole) * NANO), zone)


@builtin("date and time", "from:some")
def to_datetime(value: Any) -> datetime | None:
    """Read a date and time; a date is its midnight in UTC (clause 10.3.4.1)."""
    if isinstance(value, str):
        return temporal.parse_datetime(value)
    if isinstance(value, datetime):
        return value
    return join(value, time(tzinfo=UTC)) if isinstance(value, date) else None


@builtin("date and time", "date:date, time:time")
def datetime_of(day: date, at: time) -> datetime:
    """Join a date and a time (clause 10.3.4.1)."""
    return join(day_of(day), at)


@builtin("now", "")
def now(meter: Meter) -> datetime | None:
    """Give the date and time of the evaluation (clause 10.3.4.11); null when nobody said it."""
    return meter.now


@builtin("today", "")
def today(meter: Meter) -> date | None:
    """Give the date of the evaluation (clause 10.3.4.11); null when nobody said it."""
    return None if meter.now is None else day_of(meter.now)


@builtin("duration", "from:text")
def to_duration(text: str) -> YearMonthDuration | DayTimeDuration | None:
    """Read `P1Y2M` or `P1DT2H` (clause 10.3.4.1)."""
    return temporal.parse_duration(text)


@builtin("years and months duration", "from:date, to:date")
def months_between(start: date, end: date) -> YearMonthDuration:
    """Count the whole months from one date to another (clause 10.3.4.1)."""
    first, last = sorted((_moment(start), _moment(end)), key=count)
    months = (last.year - first.year) * 12 + last.month - first.month
    if (last.day, count(last) % (DAY * NANO)) < (first.day, count(first) % (DAY * NANO)):
        months -= 1
    return YearMonthDuration(months if count(_moment(start)) <= count(_moment(end)) else -months)


def _moment(value: date) -> datetime:
    """Take a date and time without its zone, a date as its midnight."""
    clock = clock_of(value) if isinstance(value, datetime) else time()
    at = make_time(clock.hour, clock.minute, clock.second, nanosecond(clock))
    return join(day_of(value), at)


@builtin("day of year", "date:date")
def day_of_year(day: date) -> Decimal:
    """Number the day within its year (clause 10.3.4.8)."""
    return Decimal(days(day) - days(make_date(day.year, 1, 1)) + 1)


@builtin("day of week", "date:date")
def day_of_week(day: date) -> str:
    """Name the day of the week, in English (clause 10.3.4.8)."""
    return _DAYS[day.weekday()]


@builtin("month of year", "date:date")
def month_of_year(day: date) -> str:
    """Name the month, in English (clause 10.3.4.8)."""
    return _MONTHS[day.month - 1]


@builtin("week of year", "date:date")
def week_of_year(day: date) -> Decimal:
    """Number the week (ISO 8601) (clause 10.3.4.8)."""
    return Decimal(day.isocalendar().week)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise ValueError("not a whole number")
    return int(value)


def _part(value: Any, key: str) -> Any:
    return Decimal(getattr(value, key))


def _duration_part(value: Any, key: str) -> Any:
    if isinstance(value, YearMonthDuration):
        years, months = divmod(abs(value.months), 12)
        size = {"years": years, "months": months}.get(key)
        return None if size is None else Decimal(-size if value.months < 0 else size)
    days, rest = divmod(abs(value.seconds), 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    part = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}.get(key)
    return None if part is None else (-part if value.seconds < 0 and part else part)


def property_of(value: Any, key: str) -> Any:
    """Take a property of a date, time, or duration; null when it has none of that name (clause 10.3.2.3)."""
    if isinstance(value, (YearMonthDuration, DayTimeDuration)):
        return _duration_part(value, key)
    if isinstance(value, date) and key in ("year", "month", "day"):
        return _part(value, key)
    if isinstance(value, date) and key == "weekday":
        return Decimal(value.isoweekday())
    if isinstance(value, (datetime, time)):
        return _clock_part(value, key)
    return Decimal(0) if key in ("hour", "minute", "second") else None


def _clock_part(value: datetime | time, key: str) -> Any:
    if key in ("hour", "minute", "second"):
        return _part(value, key)
    if key == "time offset":
        offset = value.utcoffset()
        return None if offset is None else DayTimeDuration(Decimal(offset // timedelta(seconds=1)))
    if key == "timezone":
        return getattr(value.tzinfo, "key", None)
    return None
