"""Read examples/*.toml: worked examples, one inheriting from another with `like`."""

import copy
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from balai.kernel.definition import types
from balai.kernel.definition.reader import Table, nearest_name, open_toml
from balai.kernel.forms import Form
from balai.kernel.problem import Problem

INHERITED = ("agency", "calendar", "submitted", "serials", "form", "register", "step", "expect")
KEY_BY_KEY = ("form", "register", "serials")


def read_examples(
    files: Mapping[str, bytes], form: Form, problems: list[Problem]
) -> tuple[types.Example, ...]:
    """Return every example with `like` resolved, in the order of their names."""
    roots = {
        path.removeprefix("examples/").removesuffix(".toml"): open_toml(path, content, problems, exact=True)
        for path, content in sorted(files.items())
        if path.startswith("examples/")
    }
    data = {name: _inherited(name, roots, ()) for name in roots}
    return tuple(
        one for name, root in roots.items() if (one := _example(name, root, data[name], form)) is not None
    )


def _inherited(name: str, roots: Mapping[str, Table], seen: tuple[str, ...]) -> dict[str, Any]:
    own = dict(roots[name].data)
    like = own.get("like")
    if like is None:
        return own
    if not isinstance(like, str) or like not in roots or like in (*seen, name):
        roots[name].problem("like", "unknown-example", f'There is no example "{like}" to begin from.',
                            nearest_name(str(like), set(roots) - {name}))  # fmt: skip
        return {}
    parent = copy.deepcopy(_inherited(like, roots, (*seen, name)))
    for path in parent.pop("without", None) or []:
        _remove(parent, path)
    merged = {key: value for key, value in parent.items() if key in INHERITED}
    for key, value in own.items():
        merged[key] = _merge(merged.get(key), value) if key in KEY_BY_KEY else value
    return merged


def _merge(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _merge(below.get(key), value) for key, value in above.items()}}
    return above


def _remove(data: dict[str, Any], path: Any) -> bool:
    *groups, last = str(path).split(".")
    inner: Any = data
    for group in groups:
        inner = inner.get(group) if isinstance(inner, dict) else None
    return isinstance(inner, dict) and inner.pop(last, data) is not data


def _example(name: str, root: Table, data: dict[str, Any], form: Form) -> types.Example | None:
    if not data and any(one.file == root.sink.file for one in root.sink.problems):
        return None
    table = Table(root.sink, (), data)
    table.text("like")
    for path in table.texts("without"):
        if not _remove(data, path):
            table.problem("without", "nothing-removed", f'"{path}" is not there to remove.', "Mend the path.")
    title, agency = table.text("title", required=True), table.text("agency", required=True)
    calendar = table.text("calendar", required=True)
    submitted = table.moment("submitted", required=True)
    serials = table.table("serials")
    found = {key: serials.integer(key) for key in serials.data}
    facts = {key: table.table(key).data for key in ("form", "register")}
    steps = tuple(_step(step, form) for step in table.rows("step"))
    expect = _expect(table.table("expect", required=True))
    table.done()
    if submitted is None or not agency:
        return None
    answers = written(facts["form"], form, ())
    return types.Example(
        name, title, agency, calendar, submitted, answers, _json(facts["register"]), found, steps, expect, 1
    )


def _step(table: Table, form: Form) -> types.ExampleStep:
    task = table.text("task")
    gives = table.table("gives").data if table.has("gives") else None
    fields = form.tasks.get(task, form)
    step = types.ExampleStep(
        task=task,
        outcome=table.text("outcome"),
        reason=table.text("reason"),
        note=table.text("note"),
        fields=table.texts("fields"),
        gives=None if gives is None else written(gives, fields, ()),
        after=table.limit("after"),
        wait=table.text("wait"),
        fails=table.text("fails"),
    )
    table.done()
    if bool(step.task) == bool(step.wait):
        table.problem(
            "", "bad-step", "A step names either a task or a timer to wait for.", "Write task or wait."
        )
    return step


def _expect(table: Table) -> types.Expect:
    expect = types.Expect(
        decisions=_optional(table, "decisions"),
        first=_optional(table, "first"),
        rows=table.texts("rows") if table.has("rows") else None,
        path=table.texts("path") if table.has("path") else None,
        by_law=table.texts("by_law") if table.has("by_law") else None,
        end=table.text("end") if table.has("end") else None,
        number=table.text("number") if table.has("number") else None,
        clock_used=table.limit("clock_used"),
    )
    table.done()
    return expect


def _optional(table: Table, key: str) -> Mapping[str, Any] | None:
    if not table.has(key):
        return None
    found: dict[str, Any] = _json(table.table(key).data)
    return found


def written(value: Any, form: Form, path: tuple[str, ...]) -> Any:
    """Write TOML values as answers are written: dates as ISO text, a number field as a decimal text."""
    if isinstance(value, Mapping):
        return {key: written(inner, form, (*path, key)) for key, inner in value.items()}
    field = form.fields.get(".".join(path))
    if (
        field is not None
        and field.kind == "number"
        and isinstance(value, int)
        and not isinstance(value, bool)
    ):
        return str(value)
    return _json(value)


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date | datetime) else value
