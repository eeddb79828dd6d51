"""Functions on texts (DMN 1.5 clause 10.3.4.3)."""

from decimal import Decimal
from typing import Any

from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.limits import MAX_LIST, MAX_TEXT, Exhausted, Meter
from balai.kernel.feel.patterns import Pattern, pattern
from balai.kernel.feel.render import render


@builtin("string", "from:any")
def string(meter: Meter, value: Any) -> str | None:
    """Write any value as a text; null stays null (clause 10.3.4.1)."""
    if value is None:
        return None
    text = render(value)
    meter.spend(len(text) >> 6)
    return text


@builtin("string length", "string:text")
def string_length(text: str) -> Decimal:
    """Count characters (clause 10.3.4.3)."""
    return Decimal(len(text))


@builtin("substring", "string:text, start position:number, length:number?")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> str | None:
    """Cut from a position (1 is the first, -1 the last) (clause 10.3.4.3)."""
    first = int(start)
    if first == 0 or abs(first) > len(text) or (length is not None and length < 1):
        return None
    at = first - 1 if first > 0 else len(text) + first
    return text[at:] if length is None else text[at : at + int(length)]


@builtin("upper case", "string:text")
def upper_case(text: str) -> str:
    """Turn letters into capitals (clause 10.3.4.3)."""
    return text.upper()


@builtin("lower case", "string:text")
def lower_case(text: str) -> str:
    """Turn capitals into small letters (clause 10.3.4.3)."""
    return text.lower()


@builtin("substring before", "string:text, match:text")
def substring_before(text: str, match: str) -> str:
    """Take what stands before the first match; "" without one (clause 10.3.4.3)."""
    return text.partition(match)[0] if match and match in text else ""


@builtin("substring after", "string:text, match:text")
def substring_after(text: str, match: str) -> str:
    """Take what stands after the first match; "" without one (clause 10.3.4.3)."""
    return text.partition(match)[2] if match else text


@builtin("contains", "string:text, match:text")
def contains(text: str, match: str) -> bool:
    """Tell whether the text contains the match (clause 10.3.4.3)."""
    return match in text


@builtin("starts with", "string:text, match:text")
def starts_with(text: str, match: str) -> bool:
    """Tell whether the text begins with the match (clause 10.3.4.3)."""
    return text.startswith(match)


@builtin("ends with", "string:text, match:text")
def ends_with(text: str, match: str) -> bool:
    """Tell whether the text ends with the match (clause 10.3.4.3)."""
    return text.endswith(match)


@builtin("string join", "list:list, delimiter:text?")
def string_join(items: list[Any], delimiter: str | None = None) -> str | None:
    """Join texts, nulls left out; null when an item is no text (clause 10.3.4.3)."""
    texts = [item for item in items if item is not None]
    if any(not isinstance(item, str) for item in texts):
        return None
    gaps = len(delimiter or "") * len(texts)
    if sum(map(len, texts)) + gaps > MAX_TEXT:
        raise Exhausted(f"a text grows beyond {MAX_TEXT} characters")
    return (delimiter or "").join(texts)


@builtin("matches", "input:text, pattern:text, flags:text?")
def matches(meter: Meter, text: str, source: str, flags: str | None = None) -> bool:
    """Tell whether the pattern occurs in the text; null when it is no pattern (clause 10.3.4.3)."""
    return _program(meter, source, flags or "").search(text, 0, meter) is not None


@builtin("replace", "input:text, pattern:text, replacement:text, flags:text?")
def replace(meter: Meter, text: str, source: str, replacement: str, flags: str | None = None) -> str | None:
    """Put the replacement ($1 is the first group) in place of every match (clause 10.3.4.3).

    Null when the pattern matches nothing.
    """
    program = _program(meter, source, flags or "")
    if program.search("", 0, meter) is not None:
        return None  # XPath err:FORX0003
    pieces: list[str] = []
    size = end = 0
    for spans in _matches(program, text, meter):
        pieces += [text[end : spans[0]], program.expand(replacement, text, spans)]
        end = spans[1]
        size += len(pieces[-1])
        if size > MAX_TEXT:
            raise Exhausted(f"a text grows beyond {MAX_TEXT} characters")
    return "".join([*pieces, text[end:]])


@builtin("split", "string:text, delimiter:text")
def split(meter: Meter, text: str, source: str) -> list[str] | None:
    """Cut a text where the pattern matches (clause 10.3.4.3)."""
    program = _program(meter, source, "")
    if program.search("", 0, meter) is not None:
        return None
    parts: list[str] = []
    end = 0
    for spans in _matches(program, text, meter):
        parts.append(text[end : spans[0]])
        end = spans[1]
    if len(parts) >= MAX_LIST:
        raise Exhausted(f"a list grows beyond {MAX_LIST} items")
    return [*parts, text[end:]]


def _program(meter: Meter, source: str, flags: str) -> Pattern:
    program = pattern(source, flags)
    meter.spend(len(program.steps))  # whether it was at hand or not, so that the same rule costs the same
    return program


def _matches(program: Pattern, text: str, meter: Meter) -> Any:
    at = 0
    while at <= len(text):
        spans = program.search(text, at, meter)
        if spans is None:
            return
        yield spans
        at = spans[1] + (spans[0] == spans[1])
