"""Answers as nested JSON: look up, put in, compare, take over from other sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from balai.kernel.forms.types import Answers, Field, Form, Json


def get(answers: Answers, path: str) -> Json:
    """Return the answer at a path; None if there is none."""
    group, _, name = path.rpartition(".")
    if not group:
        return answers.get(name)
    inner = answers.get(group)
    return inner.get(name) if isinstance(inner, dict) else None


def is_empty(value: Json) -> bool:
    """Say whether a value counts as no answer: null, "" or an empty list."""
    return value is None or value in ("", [])


def merge(answers: Answers, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return answers with values put in by path; an empty value takes its answer out, and its group when
    empty.
    """
    found = {name: dict(value) if isinstance(value, dict) else value for name, value in answers.items()}
    for path, value in values.items():
        group, _, name = path.rpartition(".")
        holder = found
        if group:
            if not isinstance(found.get(group), dict):
                found[group] = {}
            holder = found[group]
        holder.pop(name, None)
        if not is_empty(value):
            holder[name] = value
        if group and not holder:
            del found[group]
    return found


def changed(form: Form, old: Answers, new: Answers) -> tuple[str, ...]:
    """Return the paths whose answers differ, in form order; no answer and an empty one are equal."""
    return tuple(path for path in form.fields if _differ(get(old, path), get(new, path)))


def _differ(old: Json, new: Json) -> bool:
    if is_empty(old) or is_empty(new):
        return is_empty(old) != is_empty(new)
    return type(old) is not type(new) or bool(old != new)


def with_defaults(form: Form, answers: Answers) -> dict[str, Json]:
    """Return answers with the defaults of fields nobody answered, where the field's group is there or
    required.
    """
    absent = {
        field.path: field.default
        for field in form.defaults
        if is_empty(get(answers, field.path)) and _is_open(form, field, answers)
    }
    return merge(answers, absent) if absent else dict(answers)


def _is_open(form: Form, field: Field, answers: Answers) -> bool:
    return field.group not in form.open_groups or bool(answers.get(field.group))


def from_values(form: Form, values: Mapping[str, Any]) -> dict[str, Json]:
    """Return answers from values of Python, TOML or a JSON reader that keeps decimals: dates, times and
    numbers become what answers hold. What does not fit is left as it is, for `validate` to name.
    """
    found: dict[str, Json] = {name: value for name, value in values.items() if name not in form.fields}
    for name, value in found.items():
        if name in form.groups and isinstance(value, Mapping):
            found[name] = {
                key: _from_value(form.fields.get(f"{name}.{key}"), inner) for key, inner in value.items()
            }
    return found | {
        name: _from_value(form.fields[name], value) for name, value in values.items() if name in form.fields
    }


def _from_value(field: Field | None, value: Any) -> Json:
    if field is None or isinstance(value, bool | str | datetime):
        return value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if field.kind == "number" and isinstance(value, int | Decimal):
        return plain_number(Decimal(value))
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return int(value) if abs(value) < 10**18 else value
    return value


def plain_number(number: Decimal) -> str:
    """Write a decimal in the one way answers hold it: no exponent, no trailing zeros, no "-0"."""
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return str(number)
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
