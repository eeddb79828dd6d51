"""Decision tables are complete and unambiguous, seen with what the form and the rules say their inputs can be.

An absent fact is null, and null meets only `-` and tests that name it. A form field may be absent when the form does
not want it in every case; whoever reads it in a table must say what holds then. A day count, a task's outcome and
another decision are taken as there: the first two are known by the time a table asks, and a decision that has no
answer is reported at its own table.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from balai.kernel.check.folder import Folder
from balai.kernel.decisions import Decision, Domain, examine
from balai.kernel.decisions.domains import KINDS
from balai.kernel.decisions.logic import Table
from balai.kernel.definition.operations import OPERATIONS
from balai.kernel.definition.types import Service
from balai.kernel.feel import Value, tree
from balai.kernel.forms import Field, Form
from balai.kernel.forms.types import UPLOADED

ADVICE = frozenset({"rows-alike", "not-proved"})
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("string",), "nik": ("string",), "choice": ("string",), "date": ("date",), "time": ("time",),
    "number": ("number",), "integer": ("number",), "rupiah": ("number",), "boolean": ("boolean",), "list": ("list",),
    "document": ("string",), "signature": ("string",), "documents": ("list",),
}  # fmt: skip
_TRUTHS = (tree.Comparison, tree.Junction, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)
_TESTS = frozenset(("not", "contains", "starts with", "ends with", "matches", "list contains", "all", "any"))
_COUNTS = frozenset(("count", "string length"))
_DATES = frozenset(("submitted_on", "today", "due"))
_NUMBERS = ("number",)


def check(folder: Folder) -> None:
    """Report what is wrong with each table; not of those in which a code was misspelt, for then all else follows."""
    lines = {one.line for one in folder.problems if one.file == "rules.dmn" and one.code == "unknown-value"}
    for decision in folder.service.rules.decisions.values():
        if lines & {row.line for row in decision.rows} | lines & {column.line for column in decision.columns}:
            continue
        for one in examine(decision, domains(folder.service, decision)):
            line = decision.line if one.row is None else decision.rows[one.row].line
            folder.add("rules.dmn", line, one.code, f"{decision.id}: {one.what}", one.mend)


def domains(service: Service, decision: Decision) -> Callable[[tree.Node], Domain]:
    """Return what tells of an expression in a decision's table what it can be; by its `typeRef` failing all else."""
    logic = decision.logic
    trees = [heading.expression.tree for heading in logic.headings] if isinstance(logic, Table) else []
    declared = {
        repr(node): column.type
        for node, column in zip(trees, decision.columns, strict=False)
        if column.type in KINDS
    }

    def domain_of(node: tree.Node) -> Domain:
        known = _known(service, node)
        kind = declared.get(repr(node))
        return Domain((kind,)) if kind and not known.kinds else known

    return domain_of


def _known(service: Service, node: tree.Node) -> Domain:
    """Tell what an expression can be; `Domain()` when that is not known."""
    if isinstance(node, _TRUTHS):
        return Domain(("boolean",))
    if isinstance(node, tree.Call) and isinstance(node.function, tree.Name):
        name = node.function.name
        if name in _COUNTS:
            return Domain(_NUMBERS, low=Decimal(0), whole=True)
        return Domain(("boolean",)) if name in _TESTS else Domain()
    return _of_path(service, _path(node))


def _path(node: tree.Node) -> tuple[str, ...]:
    keys: list[str] = []
    while isinstance(node, tree.Path):
        keys.insert(0, node.key)
        node = node.base
    return (node.name, *keys) if isinstance(node, tree.Name) else ()


def _of_path(service: Service, path: tuple[str, ...]) -> Domain:
    match path:
        case (name,) if name in service.rules.decisions:
            return _of_decision(service.rules.decisions[name])
        case ("form", *rest) if (field := service.form.fields.get(".".join(rest))) is not None:
            return _of_field(service, service.form, field)
        case ("span", _):
            return Domain(_NUMBERS, whole=True)
        case ("case", name):
            return Domain(("date",) if name in _DATES else ("string",))
        case ("list", _):
            return Domain(("list",))
        case ("task", id_, *rest) if id_ in service.tasks and rest:
            return _of_task(service, id_, ".".join(rest))
    return Domain()


def _of_task(service: Service, id_: str, name: str) -> Domain:
    task = service.tasks[id_]
    form = service.form.tasks.get(id_)
    if form is not None and name in form.fields:
        return _of_field(service, form, form.fields[name])
    if name == "outcome" and task.outcomes:
        return Domain(("string",), choices=tuple(task.outcomes))
    operation = OPERATIONS.get(task.call)
    result = operation.results.get(name, "") if operation else ""
    return Domain((result,)) if result in KINDS or result == "list" else Domain()


def _of_decision(decision: Decision) -> Domain:
    """Take the output values of a table with one output, or else the constants that its rows answer."""
    if len(decision.outputs) != 1 or decision.hit_policy not in {"UNIQUE", "ANY", "FIRST", "PRIORITY"}:
        return Domain(("list",)) if decision.hit_policy and not decision.aggregation else Domain()
    output = decision.outputs[0]
    lines = decision.logic.lines if isinstance(decision.logic, Table) else ()
    values = output.allowed_values or tuple(line.constant[0] if line.constant else None for line in lines)
    if not values or any(value is None for value in values):
        return Domain()
    kinds = {
        "string" if isinstance(one, str) else "boolean" if isinstance(one, bool) else "" for one in values
    }
    return Domain(tuple(kinds), choices=tuple(dict.fromkeys(values))) if "" not in kinds else Domain()


def _of_field(service: Service, form: Form, field: Field) -> Domain:
    choices: tuple[Value, ...] = tuple(choice.value for choice in field.choices)
    if field.list in service.lists:
        choices = tuple(next(iter(row.values())) for row in service.lists[field.list] if row)
    return Domain(
        _FIELDS[field.kind], choices, field.minimum, field.maximum,
        whole=field.kind in {"integer", "rupiah"}, nullable=_may_lack(form, field),
    )  # fmt: skip


def _may_lack(form: Form, field: Field) -> bool:
    """Tell whether an answer may be absent when the form is sent: not wanted, or wanted only where it is shown."""
    if field.kind in UPLOADED or field.agreed:
        return True
    wanted = (field.path in form.needed and field.path not in form.lapsing) or field.default is not None
    return not wanted or field.path in form.conditions
