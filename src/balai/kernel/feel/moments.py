"""Arithmetic with dates, times and durations (DMN 1.5 clause 10.3.2.13).

Null where it has no meaning.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from balai.kernel.feel.instants import (
    DAY,
    MAX_YEAR,
    NANO,
    clock_counted,
    clock_of,
    count,
    day_numbered,
    days,
    join,
    make_date,
    moment_counted,
    zoned,
)  # fmt: skip
from balai.kernel.feel.values import NUMBERS, DayTimeDuration, YearMonthDuration

_LONGEST = Decimal(MAX_YEAR) * 366 * DAY


def nanoseconds(duration: DayTimeDuration) -> int:
    """Count a duration's nanoseconds, rounded half even; raises ArithmeticError when it is too long."""
    if abs(duration.seconds) > _LONGEST:
        raise OverflowError("longer than all years")
    return int(NUMBERS.multiply(duration.seconds, Decimal(NANO)).to_integral_value())


def as_duration(counted: int) -> DayTimeDuration:
    """Turn nanoseconds into exact seconds."""
    return DayTimeDuration(NUMBERS.divide(Decimal(counted), Decimal(NANO)))


def add_months(day: Any, months: int) -> Any:
    """Move a date or date and time by months, to the last day of a shorter month (clause 10.3.2.13).

    Raises ValueError out of range.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 31 if month == 11 else (days(make_date(year, month + 2, 1)) - days(make_date(year, month + 1, 1)))
    moved = make_date(year, month + 1, min(day.day, last))
    return join(moved, clock_of(day)) if isinstance(day, datetime) else moved


def add_seconds(value: Any, duration: DayTimeDuration, sign: int) -> Any:
    """Move a date, time or date and time; a time goes round the clock. Raises ValueError, OverflowError (clause 10.3.2.13)."""
    by = nanoseconds(duration) * sign
    if isinstance(value, datetime):
        return moment_counted(count(value) + by, value.tzinfo)  # elapsed time, also across summer time
    if isinstance(value, date):
        return day_numbered((count(value) + by) // (DAY * NANO))
    told = count(value) + by + _offset(value) * NANO
    return clock_counted(told % (DAY * NANO), value.tzinfo)


def _offset(value: time) -> int:
    return (value.utcoffset() or timedelta()) // timedelta(seconds=1)


def difference(left: Any, right: Any) -> DayTimeDuration | None:
    """Count the time from right to left; null when only one of them says its offset (clause 10.3.2.13)."""
    if isinstance(left, time) != isinstance(right, time):
        return None
    if isinstance(left, time):
        return as_duration(count(left) - count(right)) if zoned(left) == zoned(right) else None
    # a date is its midnight in UTC (clause 10.3.2.3.6)
    sure = [not isinstance(one, datetime) or zoned(one) for one in (left, right)]
    return as_duration(count(left) - count(right)) if sure[0] == sure[1] else None


def plus(left: Any, right: Any, sign: int) -> Any:
    """Add (sign 1) or subtract (sign -1) when at least one side is a date, time or duration (clause 10.3.2.13)."""
    try:
        return _plus(left, right, sign)
    except (ValueError, OverflowError, ArithmeticError):
        return None


def _plus(left: Any, right: Any, sign: int) -> Any:
    if isinstance(right, YearMonthDuration):
        if isinstance(left, YearMonthDuration):
            return YearMonthDuration(left.months + sign * right.months)
        return add_months(left, sign * right.months) if isinstance(left, date) else None
    if isinstance(right, DayTimeDuration):
        if isinstance(left, DayTimeDuration):
            return DayTimeDuration(NUMBERS.add(left.seconds, right.seconds * sign))
        return add_seconds(left, right, sign) if isinstance(left, (date, time)) else None
    if isinstance(right, (date, time)):
        if sign < 0:
            return difference(left, right) if isinstance(left, (date, time)) else None
        return _plus(right, left, 1) if isinstance(left, (YearMonthDuration, DayTimeDuration)) else None
    return None


def times(left: Any, right: Any) -> Any:
    """Multiply a duration by a number, in either order (clause 10.3.2.13)."""
    if isinstance(right, (YearMonthDuration, DayTimeDuration)):
        left, right = right, left
    return _scaled(left, right, NUMBERS.multiply)


def over(left: Any, right: Any) -> Any:
    """Divide a duration by a number, or by a duration of its kind (a number then) (clause 10.3.2.13)."""
    try:
        if isinstance(left, YearMonthDuration) and isinstance(right, YearMonthDuration):
            return NUMBERS.divide(Decimal(left.months), Decimal(right.months))
        if isinstance(left, DayTimeDuration) and isinstance(right, DayTimeDuration):
            return NUMBERS.divide(left.seconds, right.seconds)
    except ArithmeticError:
        return None
    return _scaled(left, right, NUMBERS.divide)


def _scaled(duration: Any, factor: Any, by: Callable[[Decimal, Decimal], Decimal]) -> Any:
    if type(factor) is int:
        factor = Decimal(factor)
    if not isinstance(factor, Decimal):
        return None
    try:
        if isinstance(duration, DayTimeDuration):
            return DayTimeDuration(by(duration.seconds, factor))
        if isinstance(duration, YearMonthDuration):
            months = by(Decimal(duration.months), factor)
            return YearMonthDuration(int(months)) if abs(months) < 10**12 else None
    except ArithmeticError:
        return None
    return None
