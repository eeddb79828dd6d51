"""`instance of`: whether a value is of a type (DMN 1.3 clause 10.3.2.9)."""

from typing import Any

from balai.kernel.feel.tree import TypeName
from balai.kernel.feel.values import Function, Range, kind_of

SIMPLE = frozenset(
    (
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "context",
        "list",
        "function",
        "range",
        "Null",
    )
) | frozenset(("years and months duration", "days and time duration", "Any"))


def is_instance(value: Any, wanted: TypeName) -> bool | None:
    """Tell whether a value is of a type; None for a type that FEEL does not have."""
    if wanted.name not in SIMPLE:
        return None
    kind = kind_of(value)
    if wanted.name == "Any":
        return value is not None
    if wanted.name == "Null":
        return value is None
    if kind != wanted.name or not wanted.inner:
        return kind == wanted.name
    return _fits_inside(value, wanted)


def _fits_inside(value: Any, wanted: TypeName) -> bool:
    if wanted.name == "list":
        return all(_fits(item, wanted.inner[0]) for item in value)
    if wanted.name == "context":
        return all(
            key in value and _fits(value[key], type_)
            for key, type_ in zip(wanted.keys, wanted.inner, strict=True)
        )
    if isinstance(value, Range):
        return all(end is None or _fits(end, wanted.inner[0]) for end in (value.start, value.end))
    return isinstance(value, Function) and len(value.parameters) == len(wanted.inner) - 1


def _fits(value: Any, wanted: TypeName) -> bool:
    return value is None or is_instance(value, wanted) is True
