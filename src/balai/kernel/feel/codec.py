"""Values as JSON and back, without loss: for events, evidence and the wire."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from balai.kernel.feel import temporal
from balai.kernel.feel.render import plain
from balai.kernel.feel.values import DayTimeDuration, Range, Value, YearMonthDuration

_SAFE = 2**53  # canonical JSON holds integers below this only


def encode(value: Any) -> Any:
    """Turn a value into JSON of int, str, bool, null, list, dict; raises TypeError for functions and floats.

    Whole numbers below 2^53 stay ints; other values are tagged: {"$decimal": "2.5"}, {"$date": "2026-07-01"},
    {"$time"}, {"$datetime"}, {"$duration": "P1D"}, {"$range": [start, end, "[]"]}. Equal numbers encode
    alike.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (Decimal, int)):
        return _number(Decimal(value))
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return _context(value)
    if isinstance(value, Range):
        marks = ("[" if value.start_included else "(") + ("]" if value.end_included else ")")
        return {"$range": [encode(value.start), encode(value.end), marks]}
    return {_tag(value): temporal.write(value)}


def _number(value: Decimal) -> Any:
    if not value.is_finite():
        raise TypeError("no such number in FEEL")
    if value == value.to_integral_value() and abs(value) < _SAFE:
        return int(value)
    return {"$decimal": plain(value)}


def _context(value: dict[str, Any]) -> dict[str, Any]:
    inner = {key: encode(item) for key, item in value.items()}
    # A key of the data that looks like a tag of ours must not be taken for one.
    return {"$context": inner} if any(key.startswith("$") for key in value) else inner


def _tag(value: Any) -> str:
    for kind, tag in ((datetime, "$datetime"), (date, "$date"), (time, "$time")):
        if isinstance(value, kind):
            return tag
    if isinstance(value, (YearMonthDuration, DayTimeDuration)):
        return "$duration"
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON")


def decode(data: Any) -> Value:
    """Turn what `encode` made back into a value; raises ValueError for an unknown tag or a broken content."""
    if isinstance(data, int) and not isinstance(data, bool):
        return Decimal(data)
    if data is None or isinstance(data, (bool, str)):
        return data
    if isinstance(data, list):
        return [decode(item) for item in data]
    if not isinstance(data, dict):
        raise ValueError(f"{type(data).__name__} is no FEEL value")
    tag = next(iter(data), "")
    if len(data) == 1 and tag.startswith("$"):
        return _tagged(tag, data[tag])
    return {key: decode(item) for key, item in data.items()}


def _tagged(tag: str, content: Any) -> Value:
    if tag == "$context":
        return {key: decode(item) for key, item in content.items()}
    if tag == "$range":
        start, end, marks = content
        return Range(decode(start), decode(end), marks[0] == "[", marks[1] == "]")
    value = _READERS[tag](content) if tag in _READERS and isinstance(content, str) else None
    if value is None:
        raise ValueError(f"{tag} cannot be read")
    return value


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{text!r} is no number") from None
    if not value.is_finite():
        raise ValueError(f"{text!r} is no number in FEEL")
    return value


_READERS: dict[str, Callable[[str], Value]] = {
    "$decimal": _decimal,
    "$date": temporal.parse_date,
    "$time": temporal.parse_time,
    "$datetime": temporal.parse_datetime,
    "$duration": temporal.parse_duration,
}
