"""Types: whether a value is of one, and how it becomes one (DMN 1.5 clause 10.3.2.9)."""

from collections.abc import Mapping
from datetime import UTC, time
from typing import Any, TypeAlias

from balai.kernel.feel.instants import join
from balai.kernel.feel.tree import TypeName
from balai.kernel.feel.values import Function, Range, kind_of

Types: TypeAlias = Mapping[str, TypeName]  # the types that a model declares, by name
NO_TYPES: Types = {}
SIMPLE = frozenset(
    (
        "number", "string", "boolean", "date", "time", "date and time", "years and months duration",
        "days and time duration", "context", "list", "function", "range", "Null", "Any",
    )
)  # fmt: skip
_OTHER_NAMES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}


def is_instance(value: Any, wanted: TypeName, types: Types = NO_TYPES) -> bool | None:
    """Tell whether a value is of a type (clause 10.3.2.9.3); None for a type that nobody declared.

    Null is of the type Null and of no other.
    """
    if resolved(wanted, types).name not in SIMPLE:
        return None
    if value is None:
        return wanted.name == "Null"
    return _is_of(value, wanted, types)


def conforms(value: Any, wanted: TypeName, types: Types = NO_TYPES) -> bool:
    """Tell whether a value may stand where a type is wanted (clause 10.3.2.9.2); null may everywhere.

    The tests of allowed values count here; `instance of` looks at the type alone.
    """
    return _is_of(value, wanted, types) and _allowed(value, wanted, types)


def _is_of(value: Any, wanted: TypeName, types: Types) -> bool:
    shape = resolved(wanted, types)
    if value is None or shape.name == "Any" or shape.name not in SIMPLE:  # what nobody declared says nothing
        return True
    return kind_of(value) == shape.name and (not shape.inner or _fits_inside(value, shape, types))


def _allowed(value: Any, wanted: TypeName, types: Types) -> bool:
    """Tell whether a value, and all within it, pass the tests of allowed values (clause 7.3.3)."""
    if value is None:
        return True
    chain = _chain(wanted, types)
    if not all(one.allowed is None or one.allowed.matches(value, {}) for one in chain):
        return False
    shape = chain[-1]
    if isinstance(value, (list, tuple)) and shape.name == "list" and shape.inner:
        return all(_allowed(item, shape.inner[0], types) for item in value)
    if isinstance(value, dict) and shape.name == "context":
        return all(
            _allowed(value[key], type_, types) for key, type_ in zip(shape.keys, shape.inner, strict=True)
        )
    return True


def resolved(wanted: TypeName, types: Types) -> TypeName:
    """Follow the name of a declared type to what it stands for (clause 7.3.3)."""
    return _chain(wanted, types)[-1]


def _chain(wanted: TypeName, types: Types) -> list[TypeName]:
    """List a type and what its name stands for, step by step; one that stands for itself ends there."""
    chain, seen = [wanted], set()
    while wanted.name in types and wanted.name not in seen:
        seen.add(wanted.name)
        wanted = types[wanted.name]
        chain.append(wanted)
    last = _OTHER_NAMES.get(wanted.name)
    return [*chain, TypeName(last)] if last else chain


def _fits_inside(value: Any, wanted: TypeName, types: Types) -> bool:
    if wanted.name == "list":
        return all(_is_of(item, wanted.inner[0], types) for item in value)
    if wanted.name == "context":
        return all(
            key in value and _is_of(value[key], type_, types)
            for key, type_ in zip(wanted.keys, wanted.inner, strict=True)
        )
    if isinstance(value, Range):
        return all(end is None or _is_of(end, wanted.inner[0], types) for end in (value.start, value.end))
    return isinstance(value, Function) and _like(value, wanted, types)


def _like(function: Function, wanted: TypeName, types: Types) -> bool:
    """Tell whether a function takes at least, and gives at most, what a type says."""
    taken, given = wanted.inner[:-1], wanted.inner[-1]
    if len(function.parameters) != len(taken):
        return False
    declared = function.types or (None,) * len(taken)
    fits = all(within(one, own, types) for one, own in zip(taken, declared, strict=True) if own is not None)
    return fits and (function.result is None or within(function.result, given, types))


def within(inner: TypeName, outer: TypeName, types: Types) -> bool:
    """Tell whether all values of one type are values of another (clause 10.3.2.9.2)."""
    one, other = resolved(inner, types), resolved(outer, types)
    if other.name == "Any" or one.name == "Null" or inner == outer:
        return True
    if one.name != other.name:
        return False
    if one.name == "context":
        has = dict(zip(one.keys, one.inner, strict=True))
        return all(
            key in has and within(has[key], type_, types)
            for key, type_ in zip(other.keys, other.inner, strict=True)
        )
    return not other.inner or (
        len(one.inner) == len(other.inner)
        and all(within(a, b, types) for a, b in zip(one.inner, other.inner, strict=True))
    )


def coerced(value: Any, wanted: TypeName, types: Types = NO_TYPES) -> Any:
    """Convert a value to a type as the standard does unasked (clause 10.3.2.9.4); null when it cannot.

    A list of one becomes its item, an item a list of one, a date its midnight in UTC.
    """
    if value is None or conforms(value, wanted, types):
        return value
    if isinstance(value, (list, tuple)) and len(value) == 1 and conforms(value[0], wanted, types):
        return value[0]
    shape = resolved(wanted, types)
    if shape.name == "list" and conforms([value], wanted, types):
        return [value]
    if shape.name == "date and time" and kind_of(value) == "date":
        return join(value, time(tzinfo=UTC))
    return None
