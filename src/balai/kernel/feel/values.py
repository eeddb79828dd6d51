"""The values of FEEL (DMN 1.5 clause 10.3.2) as Python holds them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any, TypeAlias

from balai.kernel.feel.instants import ExactDateTime, ExactTime, FarDate

# DMN 1.5 clause 10.3.2.3.1: numbers are IEEE 754-2008 decimal128, rounded half even.
NUMBERS = Context(prec=34, Emin=-6143, Emax=6144, traps=[DivisionByZero, InvalidOperation, Overflow])


@dataclass(frozen=True, slots=True)
class YearMonthDuration:
    """A duration in whole months; negative when it looks back."""

    months: int


@dataclass(frozen=True, slots=True)
class DayTimeDuration:
    """A duration in seconds, exact; negative when it looks back."""

    seconds: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end of None is open for ever."""

    start: "Value"
    end: "Value"
    start_included: bool = True
    end_included: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value: `call` takes exactly one argument per parameter name, `repeats` more of the last."""

    name: str
    parameters: tuple[str, ...]
    call: Callable[..., Any]
    required: int
    repeats: bool = False
    types: tuple[Any, ...] = ()  # of the parameters, None where none is declared
    result: Any = None


# A recursive alias cannot name list["Value"] without losing list's invariance to callers, hence Any inside.
Value: TypeAlias = (
    bool
    | Decimal
    | str
    | date
    | time
    | datetime
    | YearMonthDuration
    | DayTimeDuration
    | list[Any]
    | dict[str, Any]
    | Range
    | Function
    | None
)

_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    int: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    FarDate: "date",
    ExactTime: "time",
    ExactDateTime: "date and time",
    YearMonthDuration: "years and months duration",
    DayTimeDuration: "days and time duration",
    list: "list",
    tuple: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind_of(value: Any) -> str:
    """Name the FEEL type of a value; "" for what FEEL does not know (a float, say)."""
    return _KINDS.get(type(value), "")


def number(value: Any) -> Decimal | None:
    """Take a number as a decimal of 34 digits, None for anything else (booleans and floats included)."""
    if type(value) is Decimal:
        return value if value.is_finite() else None
    return Decimal(value) if type(value) is int else None


def as_list(value: Any) -> Sequence[Any]:
    """Take a list as it is, null as nothing, any other value as a list of one (clause 10.3.2.9.4)."""
    if isinstance(value, (list, tuple)):
        return value
    return [] if value is None else [value]
