"""Which functions write to the database, whether inside `writing()`, and whether the proof log hears of it.

Calls are followed through the whole program: names, imports, methods of the program's own classes where a
variable's class can be seen. What cannot be followed counts as no entry.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.house.source import Function, Module, dotted, modules

RECORD = "balai.ledger.actions.record"
ROWS = {"balai.lib.db.rows.insert", "balai.lib.db.rows.update"}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
QUERIES = ("objects", "filter", "manager", "exclude", "using")


@dataclass
class Found:
    """What a function, or a part of it, does: whether it tells the proof log, and where (function:
    "path:line") it writes outside a transaction, or inside one of which the log does not hear.
    """

    records: bool = False
    outside: dict[str, str] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Found") -> None:
        """Take in what a part does."""
        self.records |= other.records
        self.outside |= other.outside
        self.silent |= other.silent


class Scope:
    """The names a module knows: its functions, classes, and what it imports from the program."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.defined = {
            node.name: node for node in module.tree.body if isinstance(node, (*_FUNCTIONS, ast.ClassDef))
        }
        self.imported = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("balai")
            for alias in node.names
        }

    def full(self, name: str) -> str:
        """Return the full name of a dotted name used here, as far as imports tell."""
        first, _, rest = name.partition(".")
        base = self.imported.get(first) or (f"{self.module.name}.{first}" if first in self.defined else first)
        return f"{base}.{rest}" if rest else base


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def scope(name: str) -> Scope:
    """Return the scope of a module."""
    return Scope(modules()[name])


@cache
def lookup(full: str) -> tuple[str, Function | ast.ClassDef] | None:
    """Return the module and the definition of a function, class or method by its full name."""
    parts = full.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        module, rest = ".".join(parts[:cut]), parts[cut:]
        if module in modules():
            return _member(module, rest)
    return None


def _member(module: str, names: list[str]) -> tuple[str, Function | ast.ClassDef] | None:
    here = scope(module)
    node = here.defined.get(names[0])
    if node is None:
        target = here.imported.get(names[0])
        return lookup(".".join([target, *names[1:]])) if target else None
    if len(names) == 1:
        return module, node
    methods = (
        {item.name: item for item in node.body if isinstance(item, _FUNCTIONS)} if len(names) == 2 else {}
    )
    method = methods.get(names[1]) if isinstance(node, ast.ClassDef) else None
    return (module, method) if method else None


@cache
def examine(full: str, *, inside: bool = False) -> Found:
    """Return what a function does, called inside a write or not."""
    if full == RECORD:
        return Found(records=True)
    target = lookup(full)
    if target is None or target[0].startswith("balai.kernel"):
        return Found()
    _open.append((full, inside))
    try:
        module, node = target
        body = node if isinstance(node, _FUNCTIONS) else ast.Module([], [])
        return Reader(scope(module), body, full).read(body, inside=inside)
    finally:
        _open.pop()


_open: list[tuple[str, bool]] = []


class Reader:
    """Reads one function."""

    def __init__(self, here: Scope, node: ast.AST, full: str) -> None:
        self.here, self.full = here, full
        owner = full.rpartition(".")[0]
        self.classes = {"self": owner, "cls": owner, **dict(self._variables(node))}

    def _variables(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        """Yield variables whose class can be seen: annotated, or assigned from a call."""
        for item in ast.walk(node):
            if isinstance(item, ast.arg) and item.annotation is not None:
                yield item.arg, self.here.full(_bare(item.annotation))
            elif isinstance(item, ast.Assign) and isinstance(item.value, ast.Call):
                for target in item.targets:
                    if isinstance(target, ast.Name):
                        yield target.id, self._made_by(item.value)

    def _made_by(self, call: ast.Call) -> str:
        full = self.here.full(dotted(call.func))
        target = lookup(full)
        if target and isinstance(target[1], _FUNCTIONS) and target[1].returns is not None:
            return scope(target[0]).full(_bare(target[1].returns))
        return full

    def read(self, node: ast.AST, *, inside: bool) -> Found:
        """Return what a node does."""
        found = Found()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.With):
                found.add(self._with(child, inside=inside))
            else:
                found.add(self.read(child, inside=inside))
        if isinstance(node, ast.Call):
            found.add(self._call(node, inside=inside))
        return found

    def own_writes(self, node: ast.AST) -> list[str]:
        """Return where the function itself writes, calls not followed."""
        calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
        written = [
            call
            for call in calls
            if (full := self._called(name := dotted(call.func))) in ROWS
            or (lookup(full) is None and is_write(call, name))
        ]
        return [place for call in written for place in self._place(call).values()]

    def _with(self, node: ast.With, *, inside: bool) -> Found:
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        writes = [call for call in calls if dotted(call.func) == "writing"]
        parts = [self.read(part, inside=inside or bool(writes)) for part in node.body]
        found = Found()
        for part in parts:
            found.add(part)
        if any(call.args for call in writes):
            return Found(records=found.records)
        if writes and not inside and not found.records:
            found.silent.update(self._place(node))
        for item in node.items:
            found.add(self.read(item, inside=inside))
        return found

    def _call(self, node: ast.Call, *, inside: bool) -> Found:
        name = dotted(node.func)
        full = self._called(name)
        if full in ROWS:
            return Found() if inside else Found(outside=self._place(node))
        if lookup(full) is not None:
            return Found() if (full, inside) in _open else examine(full, inside=inside)
        return Found(outside=self._place(node)) if not inside and is_write(node, name) else Found()

    def _called(self, name: str) -> str:
        first, _, rest = name.partition(".")
        if rest and "." not in rest and self.classes.get(first):
            return f"{self.classes[first]}.{rest}"
        return self.here.full(name)

    def _place(self, node: ast.stmt | ast.expr) -> dict[str, str]:
        return {self.full: f"{self.here.module.place}:{node.lineno}"}


def is_write(node: ast.Call, name: str) -> bool:
    """Return whether a call looks like a write of Django's; `save` of a picture or a PDF has arguments."""
    before, _, verb = name.rpartition(".")
    if not before:
        return False
    if verb == "update":
        return any(word in before for word in QUERIES)
    if verb in {"save", "delete"}:
        return not node.args and before not in {"session", "request.session"}
    return verb in WRITES and any(word in before for word in QUERIES)


def _bare(annotation: ast.expr) -> str:
    """Return the class that an annotation names: `Act`, `"Act"`, `Act | None`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return _bare(ast.parse(annotation.value, mode="eval").body)
    if isinstance(annotation, ast.BinOp):
        return _bare(annotation.left)
    return dotted(annotation)
