"""The operators of FEEL on values.

Null on error, three-valued logic (DMN 1.5 clause 10.3.2.4 to 10.3.2.13).
"""

import operator
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

from balai.kernel.feel import moments
from balai.kernel.feel.limits import MAX_TEXT, Exhausted
from balai.kernel.feel.values import NUMBERS, DayTimeDuration, Range, YearMonthDuration, kind_of, number

_ADD, _SUBTRACT, _MULTIPLY, _DIVIDE = NUMBERS.add, NUMBERS.subtract, NUMBERS.multiply, NUMBERS.divide
_ORDERED = frozenset((
    "number", "string", "date", "time", "date and time", "years and months duration", "days and time duration",
))  # fmt: skip
_PLAIN = frozenset((Decimal, str, bool, date))  # `==` of Python on two of the same is FEEL's


def add(left: Any, right: Any) -> Any:
    """Add numbers, join texts, move dates; None where it has no meaning (clause 10.3.2.13)."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numbers(_ADD, left, right)
    if type(left) is str and type(right) is str:
        if len(left) + len(right) > MAX_TEXT:
            raise Exhausted(f"a text grows beyond {MAX_TEXT} characters")
        return left + right
    return _mixed(_ADD, left, right, lambda a, b: moments.plus(a, b, 1))


def subtract(left: Any, right: Any) -> Any:
    """Subtract numbers, dates, durations (clause 10.3.2.13)."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numbers(_SUBTRACT, left, right)
    return _mixed(_SUBTRACT, left, right, lambda a, b: moments.plus(a, b, -1))


def multiply(left: Any, right: Any) -> Any:
    """Multiply numbers, or a duration by a number (clause 10.3.2.13)."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numbers(_MULTIPLY, left, right)
    return _mixed(_MULTIPLY, left, right, moments.times)


def divide(left: Any, right: Any) -> Any:
    """Divide numbers or durations; None for a division by zero (clause 10.3.2.13)."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numbers(_DIVIDE, left, right)
    return _mixed(_DIVIDE, left, right, moments.over)


def power(left: Any, right: Any) -> Any:
    """Raise a number to a power (clause 10.3.2.13)."""
    return _mixed(_power, left, right, lambda _a, _b: None)


def _power(left: Decimal, right: Decimal) -> Decimal:
    return NUMBERS.power(left, right) if left or right else Decimal(1)


def _numbers(by: Callable[[Decimal, Decimal], Decimal], left: Decimal, right: Decimal) -> Decimal | None:
    try:
        return by(left, right)
    except ArithmeticError:
        return None


def _mixed(
    by: Callable[[Decimal, Decimal], Decimal], left: Any, right: Any, other: Callable[[Any, Any], Any]
) -> Any:
    a, b = number(left), number(right)
    if a is not None and b is not None:
        return _numbers(by, a, b)
    return None if left is None or right is None else other(left, right)


def negative(value: Any) -> Any:
    """Turn the sign of a number or a duration (clause 10.3.2.13)."""
    figure = number(value)
    if figure is not None:
        return NUMBERS.minus(figure)
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(-value.months)
    return DayTimeDuration(NUMBERS.minus(value.seconds)) if isinstance(value, DayTimeDuration) else None


def equal(left: Any, right: Any) -> bool | None:
    """Compare for equality; None when the kinds differ (null excepted) or cannot be compared (clause 10.3.2.2)."""
    if type(left) is type(right) and type(left) in _PLAIN:
        return bool(left == right)
    if left is None or right is None:
        return left is right
    kind = kind_of(left)
    if not kind or kind != kind_of(right):
        return None
    by = _EQUALITIES.get(kind)
    return bool(left == right) if by is None else by(left, right)


def _equal_lists(left: Any, right: Any) -> bool | None:
    if len(left) != len(right):
        return False
    return _all_equal(equal(a, b) for a, b in zip(left, right, strict=True))


def _equal_contexts(left: Any, right: Any) -> bool | None:
    if left.keys() != right.keys():
        return False
    return _all_equal(equal(value, right[key]) for key, value in left.items())


def _all_equal(answers: Any) -> bool | None:
    return all(answer is True for answer in answers)


def _equal_times(left: time, right: time) -> bool:
    return (left.tzinfo is None) == (right.tzinfo is None) and left == right


def _equal_ranges(left: Range, right: Range) -> bool | None:
    same_ends = (left.start_included, left.end_included) == (right.start_included, right.end_included)
    return same_ends and equal(left.start, right.start) is True and equal(left.end, right.end) is True


def _never(_left: Any, _right: Any) -> None:
    return None


_EQUALITIES: dict[str, Callable[[Any, Any], bool | None]] = {
    "list": _equal_lists,
    "context": _equal_contexts,
    "range": _equal_ranges,
    "time": _equal_times,
    "function": _never,
}


def unequal(left: Any, right: Any) -> bool | None:
    """Tell that two values differ; None where equality has no answer (clause 10.3.2.2)."""
    same = equal(left, right)
    return None if same is None else not same


def _ordering(by: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool | None]:
    def compare(left: Any, right: Any) -> bool | None:
        try:
            if type(left) is Decimal and type(right) is Decimal:
                return bool(by(left, right))
            kind = kind_of(left)
            if kind not in _ORDERED or kind != kind_of(right):
                return None
            a, b = _key(left), _key(right)
            return None if a is None or b is None else bool(by(a, b))
        except (TypeError, ArithmeticError):  # only one of two times says its offset; a NaN
            return None

    return compare


def _key(value: Any) -> Any:
    """What a value is ordered by; None for a number that is none."""
    kind = type(value)
    if kind in (Decimal, int):
        return number(value)
    if kind is YearMonthDuration:
        return value.months
    return value.seconds if kind is DayTimeDuration else value


less, less_equal = _ordering(operator.lt), _ordering(operator.le)
greater, greater_equal = _ordering(operator.gt), _ordering(operator.ge)


def between(value: Any, low: Any, high: Any) -> bool | None:
    """Tell whether low <= value <= high (clause 10.3.2.13)."""
    return both(greater_equal(value, low), less_equal(value, high))


def both(left: Any, right: Any) -> bool | None:
    """Join with `and`: false wins, then null (clause 10.3.2.4)."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def within(value: Any, interval: Range) -> bool | None:
    """Tell whether a value lies in a range (clause 10.3.2.7)."""
    low: bool | None = True
    if interval.start is not None:
        low = (greater_equal if interval.start_included else greater)(value, interval.start)
    high: bool | None = low if interval.start is not None else None
    if interval.end is not None:
        high = (less_equal if interval.end_included else less)(value, interval.end)
    return both(low, high)


def satisfies(value: Any, wanted: Any) -> bool | None:
    """Tell whether a value meets a unary test without operator: equal to it, in that list, in that range (clause 10.3.2.10)."""
    if type(wanted) is Range and type(value) is not Range:
        return within(value, wanted)
    if isinstance(wanted, (list, tuple)):
        if isinstance(value, (list, tuple)):
            return equal(value, wanted) is True or any(equal(value, item) is True for item in wanted)
        return any(satisfies(value, item) is True for item in wanted)
    return equal(value, wanted)


COMPARISONS: dict[str, Callable[[Any, Any], bool | None]] = {
    "=": equal, "!=": unequal, "<": less, "<=": less_equal, ">": greater, ">=": greater_equal,
}  # fmt: skip
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": add, "-": subtract, "*": multiply, "/": divide, "**": power,
}  # fmt: skip
