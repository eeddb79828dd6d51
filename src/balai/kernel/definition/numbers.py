"""The pattern of a certificate number: "{region}-{=kode_akta}-{date:DDMMYYYY}-{serial:4}"."""

import re

from balai.kernel.definition.types import NumberPart
from balai.kernel.feel import parse

_PART = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_DATE = re.compile(r"^(?:DD|MM|YYYY|YY|[-./ ])+$")


def parse_number(pattern: str) -> tuple[NumberPart, ...]:
    """Split the pattern into parts. Raises ValueError (what is wrong) or FeelSyntaxError (in `{=...}`)."""
    parts = tuple(_part(match) for match in _PART.finditer(pattern))
    serials = sum(part.kind == "serial" for part in parts)
    if serials != 1 or not parts or parts[-1].kind != "serial":
        raise ValueError("a number ends in exactly one {serial:N}")
    return parts


def _part(match: re.Match[str]) -> NumberPart:
    inside, text, stray = match.groups()
    if stray:
        raise ValueError(f'"{stray}" stands alone')
    if text:
        return NumberPart("text", text=text)
    if inside.startswith("="):
        return NumberPart("value", text=inside[1:], expression=parse(inside[1:]))
    name, _, detail = inside.partition(":")
    if name == "region" and not detail:
        return NumberPart("region")
    if name == "date" and _DATE.match(detail):
        return NumberPart("date", text=detail)
    if name == "serial" and detail.isdecimal() and 1 <= int(detail) <= 18:
        return NumberPart("serial", digits=int(detail))
    raise ValueError(f'"{{{inside}}}" is none of {{region}}, {{date:DDMMYYYY}}, {{=decision}}, {{serial:4}}')
