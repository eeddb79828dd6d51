"""Arithmetic with dates, times and durations (DMN 1.3 clause 10.3.2.13 table 55).

Null where it has no meaning.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from balai.kernel.feel.values import NUMBERS, DayTimeDuration, YearMonthDuration

_DAY = 86_400


def as_timedelta(seconds: Decimal) -> timedelta:
    """Turn exact seconds into a timedelta, rounded to the microsecond; raises OverflowError."""
    return timedelta(microseconds=int(NUMBERS.multiply(seconds, Decimal(1_000_000)).to_integral_value()))


def as_duration(delta: timedelta) -> DayTimeDuration:
    """Turn a timedelta into exact seconds."""
    whole = Decimal(delta.days * _DAY + delta.seconds)
    return DayTimeDuration(whole + Decimal(delta.microseconds).scaleb(-6) if delta.microseconds else whole)


def add_months(day: Any, months: int) -> Any:
    """Move a date or date and time by months, to the last day of a shorter month.

    Raises ValueError out of range.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (
        (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(1)).day
        if (year, month) != (9999, 11)
        else 31
    )
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def add_seconds(value: Any, seconds: Decimal) -> Any:
    """Move a date, time or date and time by seconds; a time goes round the clock; raises OverflowError."""
    delta = as_timedelta(seconds)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value + delta
        return (value.astimezone(UTC) + delta).astimezone(
            value.tzinfo
        )  # elapsed time, also across summer time
    if isinstance(value, date):
        return (datetime(value.year, value.month, value.day, tzinfo=UTC) + delta).date()
    moved = datetime(2000, 1, 1, value.hour, value.minute, value.second, value.microsecond, tzinfo=UTC)
    return (
        (moved + timedelta(microseconds=(delta // timedelta(microseconds=1)) % (_DAY * 10**6)))
        .time()
        .replace(tzinfo=value.tzinfo)
    )


def difference(left: Any, right: Any) -> DayTimeDuration | None:
    """Count the time from right to left; null when only one of them says its offset."""
    if isinstance(left, time) and isinstance(right, time):
        a, b = _clock(left), _clock(right)
        return as_duration(a - b) if (left.tzinfo is None) == (right.tzinfo is None) else None
    if isinstance(left, time) or isinstance(right, time):
        return None
    a_at, b_at = _instant(left), _instant(right)
    if (a_at.tzinfo is None) != (b_at.tzinfo is None):
        return None
    if a_at.tzinfo is not None:
        a_at, b_at = a_at.astimezone(UTC), b_at.astimezone(UTC)
    return as_duration(a_at - b_at)


def _clock(value: time) -> timedelta:
    offset = value.utcoffset() or timedelta()
    return (
        timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        - offset
    )


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime(
        value.year, value.month, value.day, tzinfo=UTC
    )  # a date is its midnight in UTC (clause 10.3.2.3.5)


def plus(left: Any, right: Any, sign: int) -> Any:
    """Add (sign 1) or subtract (sign -1) when at least one side is a date, time or duration."""
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
        return add_seconds(left, right.seconds * sign) if isinstance(left, (date, time)) else None
    if isinstance(right, (date, time)):
        if sign < 0:
            return difference(left, right) if isinstance(left, (date, time)) else None
        return _plus(right, left, 1) if isinstance(left, (YearMonthDuration, DayTimeDuration)) else None
    return None


def times(left: Any, right: Any) -> Any:
    """Multiply a duration by a number, in either order."""
    if isinstance(right, (YearMonthDuration, DayTimeDuration)):
        left, right = right, left
    return _scaled(left, right, NUMBERS.multiply)


def over(left: Any, right: Any) -> Any:
    """Divide a duration by a number, or by a duration of its kind (a number then)."""
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
