"""Pure rules of registers: from arguments to a record, from values to what is compared, the parts of
a NIK.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from balai.kernel import canonical
from balai.registers.definition import Definition, Field

LAST_SERIAL = 9999
_WOMEN_ADD = 40


def collected(definition: Definition, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record's fields from the caller's arguments; a field that nobody brings is left out."""
    found = {name: _first(one, arguments) for name, one in definition.fields.items()}
    return {name: value for name, value in found.items() if value is not None}


def missing(definition: Definition, fields: Mapping[str, Any]) -> list[str]:
    """Return the required fields that a record lacks."""
    return [
        name for name, one in definition.fields.items() if one.required and fields.get(name) in {None, ""}
    ]


def _first(one: Field, arguments: Mapping[str, Any]) -> Any:
    for path in one.sources:
        value = _at(path, arguments)
        if value is not None:
            return plain(value)
    return None


def _at(path: str, arguments: Mapping[str, Any]) -> Any:
    value: Any = arguments
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def plain(value: Any) -> Any:
    """Return a value as canonical JSON has it: dates in ISO 8601, other decimals as strings."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def compared(definition: Definition, names: Iterable[str], fields: Mapping[str, Any]) -> str | None:
    """Return the one text by which these fields are compared; None when one of them is empty."""
    values = [_comparable(definition.fields[name], fields.get(name)) for name in sorted(names)]
    if any(value in {None, ""} for value in values):
        return None
    return canonical.dumps(values).decode()


def _comparable(one: Field, value: Any) -> Any:
    value = plain(value)
    if one.loose and isinstance(value, str):
        return re.sub(r"[\W_]+", "", value).casefold()
    return value.strip() if isinstance(value, str) else value


def nik_series(parts: Mapping[str, str], fields: Mapping[str, Any]) -> str:
    """Return the first twelve digits of a NIK: six of the region, then DDMMYY of birth, 40 added to a woman's
    day.

    `parts` names the fields they come from. Raises ValueError when one of them does not fit.
    """
    region = str(fields.get(parts["region"], ""))[:6]
    if not re.fullmatch(r"\d{6}", region):
        raise ValueError("region")
    born = date.fromisoformat(str(fields.get(parts["birth_date"], "")))
    day = born.day + (_WOMEN_ADD if fields.get(parts["sex"]) == parts["women"] else 0)
    return f"{region}{day:02d}{born:%m%y}"
