"""Types: whether a value is of one, and how it becomes one (DMN 1.5 clause 10.3.2.9)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

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
_OTHER_NAMES = {"dateTime": "date and time", "dayTimeDuration": "days and time duration",
                "yearMonthDuration": "years and months duration", "day and time duration": "days and time duration",
                "year and month duration": "years and months duration"}  # fmt: skip


def is_instance(value: Any, wanted: TypeName, types: Types = NO_TYPES) -> bool | None:
    """Tell whether a value is of a type (clause 10.3.2.9.3); None for a type that nobody declared.

    Null is of the type Null and of no other.
    """
    if wanted.name not in SIMPLE and _declared(wanted, types) is None and wanted.name not in _OTHER_NAMES:
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
    declared = _declared(wanted, types)
    if declared is not None:
        return _is_of(value, declared, types)
    name = _OTHER_NAMES.get(wanted.name, wanted.name)
    if value is None or name == "Any" or name not in SIMPLE:  # a type that nobody declared says nothing
        return True
    return kind_of(value) == name and (not wanted.inner or _fits_inside(value, wanted, types))


def _allowed(value: Any, wanted: TypeName, types: Types) -> bool:
    """Tell whether a value, and all within it, pass the tests of allowed values (clause 7.3.3)."""
    declared = _declared(wanted, types)
    if value is None or (declared is not None and not _allowed(value, declared, types)):
        return value is None
    if wanted.allowed is not None and not wanted.allowed.matches(value, {}):
        return False
    if isinstance(value, (list, tuple)) and wanted.name == "list" and wanted.inner:
        return all(_allowed(item, wanted.inner[0], types) for item in value)
    if isinstance(value, dict) and wanted.name == "context":
        return all(
            _allowed(value[key], type_, types) for key, type_ in zip(wanted.keys, wanted.inner, strict=True)
        )
    return True


def _declared(wanted: TypeName, types: Types) -> TypeName | None:
    found = types.get(wanted.name)
    return None if found is wanted else found


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
    if other.name == "Any" or one.name == "Null" or inner.name == outer.name:
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


def resolved(wanted: TypeName, types: Types) -> TypeName:
    """Follow the name of a declared type to what it stands for (clause 7.3.2)."""
    for _ in range(len(types)):
        declared = _declared(wanted, types)
        if declared is None:
            break
        wanted = declared
    return wanted


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
    if shape.name in ("date and time", "dateTime") and type(value) is date:
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None
