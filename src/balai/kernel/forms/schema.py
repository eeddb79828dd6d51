"""The JSON Schema of an answer as it is stored: what the validator compiles and what the API publishes.

It differs from form.json in one thing: a decimal is a string in its one canonical writing, for JSON numbers
lose digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from balai.kernel.forms.types import NUMERIC, Field

# Ceilings for what the form leaves open, so that no answer can grow without end.
LONGEST_TEXT = 5000
MOST_ITEMS = 100
LARGEST_INTEGER = 2**53 - 1

CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
DECIMAL = re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,9}[1-9])?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_NIK = re.compile(r"[0-9]{16}", re.ASCII)
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)


def is_date(text: str) -> bool:
    """Say whether the text is a real day written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "time": _matches(_CLOCK),
    "decimal": _matches(DECIMAL),
    "nik": _matches(_NIK),
    "document": _matches(_REFERENCE),
    "signature": _matches(_REFERENCE),
}


def of_field(asked: Field) -> dict[str, Any]:
    """Return the schema of one answer, without title."""
    if asked.kind in {"documents", "list"}:
        return _array(asked)
    if asked.kind == "boolean":
        return {"const": True} if asked.agreed else {"type": "boolean"}
    if asked.kind in NUMERIC:
        return _number(asked)
    if asked.choices:
        return {"enum": [choice.value for choice in asked.choices]}
    return _string(asked)


def _array(asked: Field) -> dict[str, Any]:
    items = of_field(asked.items) if asked.items else {"type": "string"}
    most = MOST_ITEMS if asked.max_items is None else asked.max_items
    return {
        "type": "array",
        "items": items,
        "minItems": asked.min_items or 0,
        "maxItems": most,
        "uniqueItems": True,
    }


def _number(asked: Field) -> dict[str, Any]:
    if asked.kind == "number":
        return {"type": "string", "format": "decimal"}
    least, most = asked.minimum, asked.maximum
    return {
        "type": "integer",
        "minimum": -LARGEST_INTEGER if least is None else _whole(least),
        "maximum": LARGEST_INTEGER if most is None else _whole(most),
    }


def _whole(bound: Decimal) -> int | Decimal:
    return int(bound) if bound == bound.to_integral_value() else bound


def _string(asked: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if asked.kind in {"date", "time", "nik", "document", "signature"}:
        schema["format"] = asked.kind
    if asked.kind in {"text", "choice"}:
        schema["minLength"] = 1 if asked.min_length is None else max(1, asked.min_length)
        schema["maxLength"] = LONGEST_TEXT if asked.max_length is None else asked.max_length
    if asked.pattern and asked.kind != "time":
        schema["pattern"] = asked.pattern
    return schema


def of_form(
    title: str, fields: Mapping[str, Field], groups: Mapping[str, str], needed: set[str]
) -> dict[str, Any]:
    """Return the schema of all answers of a form. `groups` is name -> title; `needed` are paths always
    wanted.
    """
    members: dict[str, Any] = {name: _object(heading) for name, heading in groups.items()}
    whole = _object(title) | {"properties": members}
    for path, asked in fields.items():
        holder = members[asked.group] if asked.group else whole
        holder["properties"][asked.name] = {"title": asked.title, **asked.schema}
        if path in needed:
            holder.setdefault("required", []).append(asked.name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def _object(title: str) -> dict[str, Any]:
    return {"title": title, "type": "object", "properties": {}, "additionalProperties": False}
