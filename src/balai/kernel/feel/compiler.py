"""From syntax tree to closures: each node becomes one Python function of a Scope.

No source text is ever made.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from balai.kernel.feel import tree
from balai.kernel.feel.builtins import BUILTINS, as_function
from balai.kernel.feel.calls import Calls
from balai.kernel.feel.loops import Loops
from balai.kernel.feel.operators import ARITHMETIC, COMPARISONS, between, negative, satisfies
from balai.kernel.feel.paths import follow, step
from balai.kernel.feel.scopes import Binding, Run, Scope
from balai.kernel.feel.tree import mentions
from balai.kernel.feel.types import NO_TYPES, Types, coerced, is_instance
from balai.kernel.feel.values import Range

Env: TypeAlias = tuple[Binding, ...]  # innermost first
_CONTAINERS = frozenset((list, dict, tuple))


class Compiler(Calls, Loops):
    """Compiles one tree and notes on the way which facts it reads and which calls can only be null."""

    def __init__(self, types: Types = NO_TYPES) -> None:
        self.types = types
        self.names: set[tuple[str, ...]] = set()
        self.fields: set[tuple[str, ...]] = set()
        self.faults: list[str] = []
        self.slots = 0
        self._compilers: dict[type, Callable[[Any, Env], Run]] = {
            tree.Literal: self.literal, tree.Name: self.name, tree.Path: self.path, tree.Filter: self.filter,
            tree.Negative: self.negative, tree.Arithmetic: self.arithmetic, tree.Comparison: self.comparison,
            tree.Junction: self.junction, tree.Between: self.between, tree.In: self.contained, tree.Tests:
            self.cell, tree.InstanceOf: self.instance_of, tree.If: self.if_form, tree.For: self.for_form,
            tree.Quantified: self.quantified, tree.FunctionLiteral: self.function, tree.Call: self.call,
            tree.ListNode: self.list_form, tree.ContextNode: self.context, tree.RangeNode: self.range_form,
            tree.Hosted: self.hosted, tree.Typed: self.typed, tree.External: lambda _node, _env: _nothing,
        }  # fmt: skip

    def compile(self, node: tree.Node, env: Env = ()) -> Run:
        """Compile a node within the names that surround it."""
        return self._compilers[type(node)](node, env)

    def bind(self, name: str) -> Binding:
        """Give a name a slot of its own; "" is the item of a filter."""
        self.slots += 1
        return Binding(name, self.slots)

    def literal(self, node: tree.Literal, _env: Env) -> Run:
        """Compile a constant (clause 10.3.2.3)."""
        value = node.value
        return lambda _scope: value

    def name(self, node: tree.Name, env: Env) -> Run:
        """Compile a name: a variable, a key of the item that a filter looks at, or a fact (clause 10.3.2.11)."""
        return self.lookup(node.name, env, (node.name,))

    def lookup(self, name: str, env: Env, path: tuple[str, ...]) -> Run:
        """Find what a name means here, from the inside out; `path` is the whole dotted path for `names` (clause 10.3.2.11)."""
        items: list[int] = []
        for binding in env:
            if binding.name == name:
                return _through_items(name, items, _local(binding.slot))
            if not binding.name:
                items.append(binding.slot)
        (self.fields if items else self.names).add(path)
        return _through_items(name, items, _fact(name))

    def path(self, node: tree.Path, env: Env) -> Run:
        """Compile `a.b.c` (clause 10.3.2.6)."""
        keys: list[str] = []
        base: tree.Node = node
        while isinstance(base, tree.Path):
            keys.insert(0, base.key)
            base = base.base
        if isinstance(base, tree.Name):
            root = self.lookup(base.name, env, (base.name, *keys))
            if (base.name, *keys) in self.names and not env:
                return follow(base.name, tuple(keys))
        else:
            root = self.compile(base, env)
        return _steps(root, tuple(keys))

    def negative(self, node: tree.Negative, env: Env) -> Run:
        """Compile `-value` (clause 10.3.2.13)."""
        value = self.compile(node.value, env)
        return lambda scope: negative(value(scope))

    def arithmetic(self, node: tree.Arithmetic, env: Env) -> Run:
        """Compile + - * / ** (clause 10.3.2.13)."""
        by, left, right = ARITHMETIC[node.op], self.compile(node.left, env), self.compile(node.right, env)
        if isinstance(node.right, tree.Literal):
            constant = node.right.value
            return lambda scope: by(left(scope), constant)
        return lambda scope: by(left(scope), right(scope))

    def comparison(self, node: tree.Comparison, env: Env) -> Run:
        """Compile = != < <= > >= (clause 10.3.2.13)."""
        by, left, right = COMPARISONS[node.op], self.compile(node.left, env), self.compile(node.right, env)
        if isinstance(node.right, tree.Literal):
            constant = node.right.value
            return lambda scope: by(left(scope), constant)

        def run(scope: Scope) -> Any:
            value = left(scope)
            if type(value) in _CONTAINERS:
                scope.charge(value)
            return by(value, right(scope))

        return run

    def junction(self, node: tree.Junction, env: Env) -> Run:
        """Compile `and` and `or`: one decisive answer wins, then null (clause 10.3.2.4)."""
        terms = tuple(self.compile(term, env) for term in node.terms)
        decisive = node.op == "or"

        costs = len(terms) if len(terms) > 8 else 0  # a step for what takes about as long as one

        def run(scope: Scope) -> Any:
            if costs:
                scope.meter.spend(costs)
            answer: bool | None = not decisive
            for term in terms:
                value = term(scope)
                if value is decisive:
                    return decisive
                if value is not answer:
                    answer = None
            return answer

        return run

    def between(self, node: tree.Between, env: Env) -> Run:
        """Compile `value between low and high` (clause 10.3.2.13)."""
        value, low, high = (self.compile(part, env) for part in (node.value, node.low, node.high))
        return lambda scope: between(value(scope), low(scope), high(scope))

    def contained(self, node: tree.In, env: Env) -> Run:
        """Compile `value in tests`; null only if the one test has no answer (clause 10.3.2.13)."""
        subject = self.compile(node.value, env)
        binding = self.bind("?")
        tests = [self.test(test, (binding, *env), binding.slot) for test in node.tests.tests]

        def run(scope: Scope) -> Any:
            scope.meter.spend(len(tests))
            inner = scope.inner(binding.slot, subject(scope))
            answers = [test(inner) for test in tests]
            return True if True in answers else None if None in answers else False

        return run

    def cell(self, node: tree.Tests, env: Env) -> Run:
        """Compile a cell of a decision table; "?" must be bound around it (clause 10.3.2.10)."""
        slot = next(binding.slot for binding in env if binding.name == "?")
        tests = tuple(self.test(test, env, slot) for test in node.tests)
        if not tests:
            return lambda _scope: True
        if node.negated:
            return _none_of(tests)
        return tests[0] if len(tests) == 1 else lambda scope: any(test(scope) is True for test in tests)

    def test(self, node: tree.Test, env: Env, slot: int) -> Run:
        """Compile one unary test of the value in a slot (clause 10.3.2.10)."""
        wanted = self.compile(node.value, env)
        if node.op:
            by = COMPARISONS[node.op]
            return lambda scope: by(scope.locals[slot], wanted(scope))
        if mentions(node.value, "?"):
            return wanted
        if isinstance(node.value, tree.Literal) and node.value.value is not None:
            constant = node.value.value
            return lambda scope: satisfies(scope.locals[slot], constant)
        return _meets(wanted, slot)

    def instance_of(self, node: tree.InstanceOf, env: Env) -> Run:
        """Compile `value instance of type` (clause 10.3.2.9)."""
        value, wanted = self.compile(node.value, env), node.type
        types = self.types
        return lambda scope: is_instance(value(scope), wanted, types)

    def typed(self, node: tree.Typed, env: Env) -> Run:
        """Compile a value that must be of a type (clause 10.3.2.9.4)."""
        value, wanted, types = self.compile(node.value, env), node.type, self.types
        return lambda scope: coerced(value(scope), wanted, types)

    def if_form(self, node: tree.If, env: Env) -> Run:
        """Compile `if`; whatever is not true takes `else` (clause 10.3.2.13)."""
        test, yes, no = (self.compile(part, env) for part in (node.test, node.yes, node.no))
        if node.strict:
            return lambda scope: {True: yes, False: no, None: no}.get(_truth(test(scope)), _nothing)(scope)
        return lambda scope: yes(scope) if test(scope) is True else no(scope)

    def list_form(self, node: tree.ListNode, env: Env) -> Run:
        """Compile `[a, b]` (clause 10.3.2.5)."""
        items = tuple(self.compile(item, env) for item in node.items)

        def run(scope: Scope) -> list[Any]:
            scope.meter.spend(len(items))
            return [item(scope) for item in items]

        return run

    def context(self, node: tree.ContextNode, env: Env) -> Run:
        """Compile `{a: 1, b: a + 1}` (clause 10.3.2.6)."""
        entries: list[tuple[str, int, Run]] = []
        for key, value in node.entries:
            run_value = self.compile(value, env)
            binding = self.bind(key)
            env = (binding, *env)
            entries.append((key, binding.slot, run_value))
        result = self.compile(node.result, env) if node.result is not None else None

        def run(scope: Scope) -> Any:
            scope.meter.spend(len(entries))
            made: dict[str, Any] = {}
            # One scope for all entries: what was compiled earlier cannot name the variables added later.
            inner = Scope(scope.facts, {**scope.locals}, scope.meter)
            for key, slot, value in entries:
                made[key] = inner.locals[slot] = value(inner)
            return made if result is None else result(inner)

        return run

    def hosted(self, node: tree.Hosted, env: Env) -> Run:
        """Compile an expression of another form (clause 10.3.2.10).

        It gets the facts and, over them, the variables around it.
        """
        visible = {binding.name: binding.slot for binding in reversed(env) if binding.name}
        self.names |= {path for path in node.names if path[0] not in visible}

        def run(scope: Scope) -> Any:
            variables = {name: scope.locals[slot] for name, slot in visible.items()}
            return node.run({**scope.facts, **variables}, scope.meter)

        return run

    def range_form(self, node: tree.RangeNode, env: Env) -> Run:
        """Compile `[a..b]`; null when the ends cannot be compared (clause 10.3.2.7)."""
        start = self.compile(node.start, env) if node.start is not None else None
        end = self.compile(node.end, env) if node.end is not None else None
        low, high = node.start_included, node.end_included
        if isinstance(node.start, tree.Literal) and isinstance(node.end, tree.Literal):
            constant = _range(node.start.value, node.end.value, low, high)
            return lambda _scope: constant
        return lambda scope: _half(start, end, scope, low, high)


def _half(start: Run | None, end: Run | None, scope: Scope, low: Any, high: Any) -> Range | None:
    if start is not None and end is not None:
        return _range(start(scope), end(scope), low, high)
    first = start(scope) if start is not None else None
    last = end(scope) if end is not None else None
    return None if first is None and last is None else Range(first, last, low, high)


def _range(start: Any, end: Any, low: bool, high: bool) -> Range | None:  # noqa: FBT001
    if COMPARISONS["<="](start, end) is None:
        return None
    return Range(start, end, low, high)


def _truth(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else ""


def _nothing(_scope: Scope) -> None:
    """A function in another language."""


def _local(slot: int) -> Run:
    return lambda scope: scope.locals[slot]


def _fact(name: str) -> Run:
    function = as_function(name) if name in BUILTINS else None
    if function is None:
        return lambda scope: scope.facts.get(name)
    return lambda scope: scope.facts.get(name, function)


def _through_items(name: str, items: list[int], otherwise: Run) -> Run:
    if not items:
        return otherwise

    def run(scope: Scope) -> Any:
        for slot in items:
            item = scope.locals[slot]
            if isinstance(item, dict) and name in item:
                return item[name]
        return otherwise(scope)

    return run


def _steps(root: Run, keys: tuple[str, ...]) -> Run:
    def run(scope: Scope) -> Any:
        value = root(scope)
        for key in keys:
            value = step(scope.meter, value, key)
        return value

    return run


def _none_of(tests: tuple[Run, ...]) -> Run:
    def run(scope: Scope) -> bool:
        return all(test(scope) is False for test in tests)

    return run


def _meets(wanted: Run, slot: int) -> Run:
    def run(scope: Scope) -> Any:
        subject, value = scope.locals[slot], wanted(scope)
        if type(value) in _CONTAINERS:
            scope.charge(value)
        if value is True and type(subject) is not bool:
            return True
        return satisfies(subject, value)

    return run
