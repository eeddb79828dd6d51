"""A value as text, the way FEEL's `string` writes it (DMN 1.5 clause 10.3.4.1)."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from balai.kernel.feel.limits import MAX_TEXT, Exhausted
from balai.kernel.feel.temporal import write
from balai.kernel.feel.values import DayTimeDuration, Range, YearMonthDuration


def render(value: Any, *, inside: bool = False) -> str:
    """Write a value as text; texts inside a list or context stand in quotes (clause 10.3.4.1).

    Raises Exhausted when too long.
    """
    text = _render(value, inside=inside)
    if len(text) > MAX_TEXT:
        raise Exhausted(f"a text grows beyond {MAX_TEXT} characters")
    return text


def _render(value: Any, *, inside: bool) -> str:
    if isinstance(value, str):
        return _quoted(value) if inside else value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (date, time, YearMonthDuration, DayTimeDuration)):
        return write(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(render(item, inside=True) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {render(item, inside=True)}' for key, item in value.items())}}}"
    return _range(value) if isinstance(value, Range) else str(value) if isinstance(value, int) else "function"


def plain(value: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key(key: str) -> str:
    return key if key.replace(" ", "_").isidentifier() else _quoted(key)


def _range(value: Range) -> str:
    if value.start is None:
        return f"{'<=' if value.end_included else '<'} {_render(value.end, inside=True)}"
    if value.end is None:
        return f"{'>=' if value.start_included else '>'} {_render(value.start, inside=True)}"
    opens, closes = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opens}{_render(value.start, inside=True)}..{_render(value.end, inside=True)}{closes}"
