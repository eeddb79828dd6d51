"""What is wrong with answers, as codes on fields.

The Rust validator looks at shapes (compiled once per form); numbers are compared exactly, as decimals;
conditions and checks are expressions. Sound answers cost one pass; only defective ones are looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any
from weakref import WeakKeyDictionary

import jsonschema_rs

from balai.kernel.forms import schema
from balai.kernel.forms.answers import get, is_empty
from balai.kernel.forms.conditions import Shown, surroundings, wanted
from balai.kernel.forms.types import NUMERIC, Answers, Facts, Field, FieldError, Form, Json, Lists

# What the validator's keywords mean; `type` and `format` depend on the kind of field (WRONG_KIND).
CODES: Mapping[str, str] = {
    "minLength": "too_short",
    "maxLength": "too_long",
    "pattern": "pattern",
    "enum": "not_a_choice",
    "const": "not_true",
    "minimum": "minimum",
    "maximum": "maximum",
    "minItems": "too_few",
    "maxItems": "too_many",
    "uniqueItems": "repeated",
}
WRONG_KIND: Mapping[str, str] = {
    "text": "not_text",
    "choice": "not_a_choice",
    "date": "not_a_date",
    "time": "not_a_time",
    "number": "not_a_number",
    "integer": "not_whole",
    "rupiah": "not_rupiah",
    "boolean": "not_yes_or_no",
    "document": "not_a_document",
    "documents": "not_a_document",
    "signature": "not_signed",
    "nik": "not_a_nik",
    "list": "not_a_list",
}
LIMITS: Mapping[str, str] = {
    "too_short": "min_length",
    "too_long": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "too_few": "min_items",
    "too_many": "max_items",
}
CEILINGS: Mapping[str, int] = {
    "too_short": 1,
    "too_long": schema.LONGEST_TEXT,
    "minimum": -schema.LARGEST_INTEGER,
    "maximum": schema.LARGEST_INTEGER,
    "too_few": 1,
    "too_many": schema.MOST_ITEMS,
}

_compiled: WeakKeyDictionary[Form, Any] = WeakKeyDictionary()


def validate(
    form: Form, answers: Answers, facts: Facts, paths: Iterable[str] | None = None, lists: Lists | None = None
) -> tuple[FieldError, ...]:
    """Return what is wrong with answers, in the order of the form; () if nothing is.

    `facts` are all others that conditions and checks name (register, case, decisions ...). With `paths`
    (fields or groups) only these are looked at. With `lists` (name -> code -> title) choices from lists are
    looked up; a list that is not among them knows no code. What is not shown is not looked at: `prune` drops
    it. Never raises on any answers, whatever their shape.
    """
    if not isinstance(answers, dict):
        return (FieldError("", "not_answers"),)
    found = _shapes(form, answers)
    is_shown = Shown(form, surroundings(form, answers, facts))
    for path in wanted(form, answers, is_shown):
        found.setdefault(path, FieldError(path, "required"))
    for field, value in _answered(form, answers):
        if field.path not in found:
            error = _beyond(field, value, lists) or _check(form, field, answers, is_shown)
            if error is not None:
                found[field.path] = error
    return _in_order(form, found, is_shown, paths)


def _in_order(
    form: Form, found: Mapping[str, FieldError], is_shown: Shown, paths: Iterable[str] | None
) -> tuple[FieldError, ...]:
    """Return the errors of shown fields in form order, then those of what is no field; only `paths` if
    given.
    """
    if not found:
        return ()
    asked = form.fields if paths is None else set(form.expand(paths))
    known = [found[path] for path in form.fields if path in found and path in asked and is_shown(path)]
    others = [] if paths is not None else [error for path, error in found.items() if path not in form.fields]
    return (*known, *others)


# -- shapes


def _validator(form: Form) -> Any:
    """Compile the form's schema, once. What is wanted is decided by conditions, so nothing is `required`
    here.
    """
    validator = _compiled.get(form)
    if validator is None:
        titles = {name: group.title for name, group in form.groups.items()}
        validator = _compiled[form] = jsonschema_rs.Draft202012Validator(
            schema.of_form(form.title, form.fields, titles, set()),
            formats=schema.FORMATS,
            validate_formats=True,
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    return validator


def _shapes(form: Form, answers: Answers) -> dict[str, FieldError]:
    """Return the first error of shape for each path; a value that is no JSON is one too."""
    validator = _validator(form)
    try:
        if validator.is_valid(answers):
            return {}
        errors = list(validator.iter_errors(answers))
    except (ValueError, TypeError, RecursionError, OverflowError):
        return _shapes_apart(form, answers)
    found: dict[str, FieldError] = {}
    for error in errors:
        for said in _said(form, error):
            if not is_empty(get(answers, said.path)):  # an empty answer is none
                found.setdefault(said.path, said)
    return found


def _said(form: Form, error: Any) -> Iterator[FieldError]:
    """Put one error of the validator into codes, by its keyword and where in the answers it stands."""
    where = [str(step) for step in error.instance_path]
    keyword = error.schema_path[-1] if error.schema_path else ""
    if keyword == "additionalProperties":
        for name in error.kind.unexpected:
            yield FieldError(".".join([*where, name]), "unknown")
        return
    field = form.fields.get(".".join(where[:2])) or form.fields.get(where[0] if where else "")
    if field is None:
        yield FieldError(".".join(where[:1]), "not_a_group")
        return
    part = field.items if len(where) > len(field.path.split(".")) and field.items else field
    wrong_kind = WRONG_KIND[part.kind]
    code = wrong_kind if part.kind == "nik" else CODES.get(str(keyword), wrong_kind)
    yield _error(field, code, part)


def _error(field: Field, code: str, part: Field | None = None) -> FieldError:
    """Make an error with the limit that was passed, and its unit."""
    if code not in LIMITS:
        return FieldError(field.path, code)
    limit = getattr(part or field, LIMITS[code])
    details = {"limit": CEILINGS[code] if limit is None else limit}
    return FieldError(field.path, code, details | ({"unit": field.unit} if field.unit else {}))


def _shapes_apart(form: Form, answers: Answers) -> dict[str, FieldError]:
    """Look at answers that are not all JSON: name those that are not, then look at the rest."""
    found: dict[str, FieldError] = {}
    rest: dict[str, Json] = {}
    for name, value in answers.items():
        inner = value if isinstance(value, dict) and name in form.groups else None
        if inner is None:
            rest |= _plain_part(form, "", {name: value}, found)
        else:
            rest[name] = _plain_part(form, f"{name}.", inner, found)
    return _shapes(form, rest) | found


def _plain_part(
    form: Form, prefix: str, values: Mapping[Any, Json], found: dict[str, FieldError]
) -> dict[str, Json]:
    """Return what is plain JSON; note what is not."""
    rest: dict[str, Json] = {}
    for name, value in values.items():
        path = prefix + (name if isinstance(name, str) else repr(name))
        field = form.fields.get(path)
        if field is not None and _is_plain(value):
            rest[name] = value
        elif field is not None:
            found[path] = FieldError(path, WRONG_KIND[field.kind])
        else:
            found[path] = FieldError(path, "not_a_group" if path in form.groups else "unknown")
    return rest


def _is_plain(value: Json) -> bool:
    """Say whether a value is JSON of a shape that some field could have."""
    if isinstance(value, list):
        return all(not isinstance(item, list) and _is_plain(item) for item in value)
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, int):
        return abs(value) < 2**63
    return value is None or (isinstance(value, float) and isfinite(value))


# -- what no schema can say


def _answered(form: Form, answers: Answers) -> Iterator[tuple[Field, Json]]:
    """Yield the fields that need a closer look and have an answer."""
    for field in form.closer:
        holder = answers.get(field.group) if field.group else answers
        value = holder.get(field.name) if isinstance(holder, dict) else None
        if not is_empty(value):
            yield field, value


def _beyond(field: Field, value: Json, lists: Lists | None) -> FieldError | None:
    """Compare numbers exactly and look choices up in their list."""
    if field.kind in NUMERIC:
        return _out_of_bounds(field, value)
    if lists is None or not field.list:
        return None
    known: Mapping[str, str] = lists.get(field.list, {})
    codes = value if isinstance(value, list) else [value]
    return None if all(code in known for code in codes) else FieldError(field.path, "not_in_list")


def _out_of_bounds(field: Field, value: Json) -> FieldError | None:
    if field.kind != "number" and type(value) is not int:  # 1.0 is an integer to JSON Schema, not to us
        return FieldError(field.path, WRONG_KIND[field.kind])
    number = Decimal(value)
    if field.minimum is not None and number < field.minimum:
        return _error(field, "minimum")
    if field.maximum is not None and number > field.maximum:
        return _error(field, "maximum")
    return None


def _check(form: Form, field: Field, answers: Answers, is_shown: Shown) -> FieldError | None:
    """Evaluate `check`; it rests as long as another answer that it names is not there."""
    if field.check is None or is_shown.holds(field.check):
        return None
    start = len(form.root)
    named = [".".join(name[start:][:2]) for name in field.check.names if name[:start] == form.root]
    if any(path in form.fields and is_empty(get(answers, path)) for path in named):
        return None
    return FieldError(field.path, "check")
