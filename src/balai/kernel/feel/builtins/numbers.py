"""Functions on numbers and logic (DMN 1.5 clause 10.3.4.2 and 10.3.4.5)."""

import re
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.operators import equal
from balai.kernel.feel.scopes import weigh
from balai.kernel.feel.values import NUMBERS, DayTimeDuration, YearMonthDuration, kind_of, number

_UNITS = Decimal(0)
_FIGURE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_SCALES = -6111, 6176  # what decimal128 holds


def _round(value: Decimal, scale: Decimal, rounding: str) -> Decimal | None:
    places = int(scale)
    if not _SCALES[0] <= places <= _SCALES[1]:
        return None
    if int(value.as_tuple().exponent) >= -places and places >= 0:
        return value  # nothing to round; to write out zeros could need more than 34 digits
    context = NUMBERS.copy()
    context.rounding = rounding
    return value.quantize(Decimal(1).scaleb(-places), context=context) + 0


@builtin("decimal", "n:number, scale:number")
def decimal(value: Decimal, scale: Decimal) -> Decimal | None:
    """Round half even to so many decimals (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_HALF_EVEN)


@builtin("floor", "n:number")
@builtin("floor", "n:number, scale:number")
def floor(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round down, towards minus infinity (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_FLOOR)


@builtin("ceiling", "n:number")
@builtin("ceiling", "n:number, scale:number")
def ceiling(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round up, towards infinity (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_CEILING)


@builtin("round up", "n:number")
@builtin("round up", "n:number, scale:number")
def round_up(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round away from zero (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_UP)


@builtin("round down", "n:number")
@builtin("round down", "n:number, scale:number")
def round_down(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round towards zero (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_DOWN)


@builtin("round half up", "n:number")
@builtin("round half up", "n:number, scale:number")
def round_half_up(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round, a half away from zero (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_HALF_UP)


@builtin("round half down", "n:number")
@builtin("round half down", "n:number, scale:number")
def round_half_down(value: Decimal, scale: Decimal = _UNITS) -> Decimal | None:
    """Round, a half towards zero (clause 10.3.4.5)."""
    return _round(value, scale, ROUND_HALF_DOWN)


@builtin("abs", "n:some")
def absolute(value: Any) -> Any:
    """Take the size of a number or duration (clause 10.3.4.5)."""
    figure = number(value)
    if figure is not None:
        return NUMBERS.abs(figure)
    if isinstance(value, YearMonthDuration):
        return YearMonthDuration(abs(value.months))
    return DayTimeDuration(abs(value.seconds)) if isinstance(value, DayTimeDuration) else None


@builtin("modulo", "dividend:number, divisor:number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Take the rest; its sign is the divisor's (clause 10.3.4.5)."""
    rest = NUMBERS.remainder(dividend, divisor)
    return NUMBERS.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt", "number:number")
def sqrt(value: Decimal) -> Decimal:
    """Take the square root; null below zero (clause 10.3.4.5)."""
    return NUMBERS.sqrt(value)


@builtin("log", "number:number")
def log(value: Decimal) -> Decimal | None:
    """Take the natural logarithm; null unless positive (clause 10.3.4.5)."""
    return NUMBERS.ln(value) if value > 0 else None


@builtin("exp", "number:number")
def exp(value: Decimal) -> Decimal:
    """Take e to a power (clause 10.3.4.5)."""
    return NUMBERS.exp(value)


@builtin("odd", "number:number")
def odd(value: Decimal) -> bool:
    """Tell whether a number is odd (clause 10.3.4.5)."""
    return NUMBERS.remainder(value, Decimal(2)) in (1, -1)


@builtin("even", "number:number")
def even(value: Decimal) -> bool:
    """Tell whether a number is even (clause 10.3.4.5)."""
    return NUMBERS.remainder(value, Decimal(2)) == 0


@builtin("number", "from:any, grouping separator:text?, decimal separator:text?")
def to_number(value: Any, grouping: str | None = None, point: str | None = None) -> Decimal | None:
    """Read a number; the separators say how the text writes it (clause 10.3.4.1)."""
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", ".") or (grouping or "") == point:
        return None
    if not isinstance(value, str):
        return number(value)
    text = value.replace(grouping, "") if grouping else value
    if point and point != ".":
        if "." in text:
            return None
        text = text.replace(point, ".")
    return NUMBERS.create_decimal(text) if _FIGURE.fullmatch(text) else None


@builtin("not", "negand:any")
def negation(value: Any) -> bool | None:
    """Turn true and false around; null stays null (clause 10.3.4.2)."""
    return not value if isinstance(value, bool) else None


@builtin("is", "value1:any~, value2:any~")
def is_same(meter: Meter, left: Any, right: Any) -> bool:
    """Tell whether two values are the same, kind and offset included (clause 10.3.4.6)."""
    meter.spend(weigh(left, meter.steps))
    if kind_of(left) != kind_of(right):
        return False
    zones = getattr(left, "tzinfo", None), getattr(right, "tzinfo", None)
    return zones[0] == zones[1] and equal(left, right) is True
