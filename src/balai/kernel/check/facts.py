"""The tree of names that an expression of this folder may use (docs/format.md section 1)."""

from collections.abc import Mapping
from typing import TypeAlias

from balai.kernel.definition.operations import OPERATIONS
from balai.kernel.definition.types import Service, Task
from balai.kernel.forms import Form

Tree: TypeAlias = "Mapping[str, Tree] | None"
"""Names inside a name; None = anything may stand below (records of a register, rows of a list)."""

CASE = ("number", "submitted_on", "today", "due", "reason", "reason_basis")
CERTIFICATE = (
    "id", "title", "number", "code", "date", "place", "government", "agency", "address", "basis", "law",
    "granted_by_law", "signature_block", "verify_page", "verify_url", "demo",
)  # fmt: skip
TASK = ("outcome", "reason", "note", "fields", "by", "at", "due")
EMPTY: Mapping[str, Tree] = {}
LOOKED_UP = ("applicant", "person", "business")


def tree(service: Service) -> Mapping[str, Tree]:
    """Return every fact that exists in some case of this service."""
    return {
        **dict.fromkeys(service.rules.decisions),
        "form": _form(service.form),
        "register": {name: None for name, one in service.form.groups.items() if one.subject in LOOKED_UP},
        "task": {task.id: _task(service, task) for task in service.tasks.values()},
        "span": dict.fromkeys(service.spans, EMPTY),
        "case": dict.fromkeys(CASE, EMPTY),
        "list": dict.fromkeys(service.lists),
        "certificate": dict.fromkeys(CERTIFICATE, EMPTY),
    }


def early(service: Service) -> frozenset[str]:
    """Return the top names known while a draft is still being answered (no task has happened)."""
    known = {"form", "register", "span", "list", "case"}
    needs = {name: {path[0] for path in one.names} for name, one in service.rules.decisions.items()}
    decided = {name for name, tops in needs.items() if not tops & {"task", "certificate"}}
    return frozenset(known | decided)


def unknown(path: tuple[str, ...], names: Mapping[str, Tree]) -> str | None:
    """Return the shortest dotted part of `path` that does not exist, or None when all of it does."""
    inner: Tree = names
    for depth, part in enumerate(path):
        if inner is None:
            return None
        if part not in inner:
            return ".".join(path[: depth + 1])
        inner = inner[part]
    return None


def siblings(path: str, names: Mapping[str, Tree]) -> list[str]:
    """Return the dotted names that exist beside `path`, for a hint."""
    *above, _ = path.split(".")
    inner: Tree = names
    for part in above:
        inner = (inner or EMPTY).get(part)
    return [".".join([*above, name]) for name in inner or EMPTY]


def _form(form: Form) -> Mapping[str, Tree]:
    found: dict[str, dict[str, Tree]] = {}
    for path in form.fields:
        group, _, name = path.partition(".")
        found.setdefault(group, {})
        if name:
            found[group][name] = EMPTY
    return found


def _task(service: Service, task: Task) -> Tree:
    found: dict[str, Tree] = dict.fromkeys(TASK, EMPTY)
    operation = OPERATIONS.get(task.call)
    if task.kind == "serviceTask" and operation is None:
        return None  # reported where its operation is looked up
    if operation is not None:
        found |= {
            name: None if kind in {"list", "context"} else EMPTY for name, kind in operation.results.items()
        }
    if task.id in service.form.tasks:
        found |= _form(service.form.tasks[task.id])
    return found
