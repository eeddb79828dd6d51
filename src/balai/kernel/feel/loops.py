"""Compiling what visits items: for, some, every, and filters."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from balai.kernel.feel import tree
from balai.kernel.feel.instants import day_numbered, days
from balai.kernel.feel.limits import MAX_LIST, Exhausted
from balai.kernel.feel.scopes import Binding, Run, Scope
from balai.kernel.feel.values import Range, as_list, kind_of, number

_TRUTH = (tree.Comparison, tree.Junction, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)
_Source = Callable[[Scope], Iterable[Any] | None]


class _Step(NamedTuple):
    slot: int
    source: _Source
    cost: int


class _Nothing(Exception):
    """A loop has nothing to go over."""


class Loops:
    """The part of the compiler that knows loops."""

    if TYPE_CHECKING:

        def compile(self, node: tree.Node, env: tuple[Binding, ...] = ()) -> Run: ...
        def bind(self, name: str) -> Binding: ...

    def for_form(self, node: tree.For, env: tuple[Binding, ...]) -> Run:
        """Compile `for`; `partial` is the list of results so far (clause 10.3.2.13)."""
        partial = self.bind("partial")
        steps, env = self.iterations(node.iterations, env, tree.weight(node.body), strict=node.strict)
        looks_back = tree.mentions(node.body, "partial")
        body = self.compile(node.body, (partial, *env) if looks_back else env)

        def run(scope: Scope) -> Any:
            results: list[Any] = []
            try:
                for one in _visit(scope, steps):
                    inner = one
                    if looks_back:
                        scope.meter.spend(len(results))
                        inner = one.inner(partial.slot, list(results))
                    results.append(_paid(scope, body(inner)))
                    if len(results) > MAX_LIST:
                        raise Exhausted(f"a list grows beyond {MAX_LIST} items")
            except _Nothing:
                return None
            return results

        return run

    def quantified(self, node: tree.Quantified, env: tuple[Binding, ...]) -> Run:
        """Compile `some` and `every`: one decisive answer wins, then null (clause 10.3.2.13)."""
        steps, env = self.iterations(node.iterations, env, tree.weight(node.test), strict=node.strict)
        test, decisive = self.compile(node.test, env), not node.every

        def run(scope: Scope) -> Any:
            answer: bool | None = not decisive
            try:
                for inner in _visit(scope, steps):
                    value = test(inner)
                    if value is decisive:
                        return decisive
                    if not isinstance(value, bool):
                        if node.strict:
                            return None
                        answer = None
            except _Nothing:
                return None
            return answer

        return run

    def iterations(
        self, iterations: tuple[tree.Iteration, ...], env: tuple[Binding, ...], cost: int, *, strict: bool
    ) -> tuple[tuple[_Step, ...], tuple[Binding, ...]]:
        """Compile the sources of a loop; each sees the variables before it, and each item costs steps."""
        steps: list[_Step] = []
        for one in iterations:
            source = self.compile(one.source, env)
            end = self.compile(one.end, env) if one.end is not None else None
            binding = self.bind(one.name)
            steps.append(_Step(binding.slot, _source(source, end, strict=strict), cost))
            env = (binding, *env)
        return tuple(steps), env

    def filter(self, node: tree.Filter, env: tuple[Binding, ...]) -> Run:
        """Compile `base[test]`: by truth for every item, or by number (clause 10.3.2.5)."""
        base = self.compile(node.base, env)
        strict = node.strict
        if isinstance(node.test, tree.Literal) and number(node.test.value) is not None and not strict:
            at = int(node.test.value)
            return lambda scope: _pick(base(scope), at)
        item = self.bind("item")
        keys = self.bind("")
        test = self.compile(node.test, (keys, item, *env))
        truth, cost = isinstance(node.test, _TRUTH), tree.weight(node.test)

        def run(scope: Scope) -> Any:
            value = base(scope)
            if value is None or (strict and not isinstance(value, (list, tuple))):
                return None
            items = as_list(value)
            scope.meter.spend(cost * len(items))
            if strict:
                return _strictly(scope, items, test, (keys.slot, item.slot))
            return _filtered(scope, items, test, (keys.slot, item.slot), truth=truth)

        return run


def _paid(scope: Scope, value: Any) -> Any:
    """Long texts cost steps, so that a loop cannot fill the memory with them."""
    if type(value) is str:
        scope.meter.spend(len(value) >> 6)
    return value


def _filtered(scope: Scope, items: Any, test: Run, slots: tuple[int, int], *, truth: bool) -> Any:
    kept: list[Any] = []
    keys, item = slots
    for at, one in enumerate(items):
        answer = test(Scope(scope.facts, {**scope.locals, keys: one, item: one}, scope.meter))
        if answer is True:
            kept.append(one)
        elif at == 0 and not truth and number(answer) is not None:
            return _pick(items, int(answer))
    return kept


def _strictly(scope: Scope, items: Any, test: Run, slots: tuple[int, int]) -> list[Any] | None:
    """Filter as a boxed filter does (clause 10.5.8): every answer must be true or false."""
    keys, item = slots
    answers = [test(Scope(scope.facts, {**scope.locals, keys: one, item: one}, scope.meter)) for one in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [one for one, answer in zip(items, answers, strict=True) if answer]


def _pick(value: Any, at: int) -> Any:
    items = as_list(value)
    if at == 0 or abs(at) > len(items):
        return None
    return items[at - 1 if at > 0 else at]


def _visit(scope: Scope, steps: tuple[_Step, ...]) -> Iterator[Scope]:
    if not steps:
        yield scope
        return
    slot, source, cost = steps[0]
    items = source(scope)
    if items is None:
        raise _Nothing
    for item in items:
        scope.meter.spend(cost)
        yield from _visit(scope.inner(slot, item), steps[1:])


def _source(source: Run, end: Run | None, *, strict: bool) -> _Source:
    if end is not None:
        return lambda scope: _between(source(scope), end(scope))

    def items(scope: Scope) -> Iterable[Any] | None:
        value = source(scope)
        if isinstance(value, Range):
            return _within(value)
        if strict and not isinstance(value, (list, tuple)):
            return None
        return None if value is None else as_list(value)

    return items


def _within(interval: Range) -> Iterable[Any] | None:
    items = _between(interval.start, interval.end)
    if items is None:
        return None
    outside = [] if interval.start_included else [interval.start]
    outside += [] if interval.end_included else [interval.end]
    return (item for item in items if item not in outside)


def _between(start: Any, end: Any) -> Iterable[Any] | None:
    if kind_of(start) == kind_of(end) == "date":
        low, high = days(start), days(end)
        return map(day_numbered, range(low, high + 1) if low <= high else range(low, high - 1, -1))
    first, last = number(start), number(end)
    if first is None or last is None or first != int(first) or last != int(last):
        return None
    low, high = int(first), int(last)
    return map(Decimal, range(low, high + 1) if low <= high else range(low, high - 1, -1))
