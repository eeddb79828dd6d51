"""Trying a decision table with facts, where boxes prove nothing: the same facts in every run, no chance in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any, NamedTuple

from balai.kernel.decisions.boxes import bits
from balai.kernel.decisions.domains import Domain, holds, values
from balai.kernel.decisions.logic import Table
from balai.kernel.feel import Exhausted, Expression, Meter, UnaryTests, Value, tree

DomainOf = Callable[[tree.Node], Domain]
MAX_TRIES = 2_000
_LISTS: tuple[list[Any], ...] = ([], [{}], [{}, {}], [{}, {}, {}])
Path = tuple[str, ...]


class Trial(NamedTuple):
    """Facts that were tried, by their paths, and the rows they met."""

    facts: Mapping[Path, Value]
    inputs: Sequence[Value]
    rows: tuple[int, ...]


class Mixer:
    """Facts for some expressions: for each path that they read, a value of every stretch that their constants cut.

    `sure`: what each path can be is known.
    """

    def __init__(self, expressions: Sequence[Expression | UnaryTests], domain_of: DomainOf) -> None:
        names = {path for one in expressions for path in one.names}
        self.paths = sorted(path for path in names if len(path) > 1 or domain_of(_node(path)).kinds)
        nodes = [one.tree for one in expressions]
        points = [one.value for node in nodes for one in tree.walk(node) if isinstance(one, tree.Literal)]
        known = [domain_of(_node(path)) for path in self.paths]
        self.sure = all(domain.kinds for domain in known)
        self.choices = [_values_of(domain, points) for domain in known]

    def facts(self) -> Iterator[tuple[Mapping[Path, Value], dict[str, Any]]]:
        """Yield all combinations, or MAX_TRIES spread over them: by path, and as facts."""
        for chosen in self._combinations():
            given = dict(zip(self.paths, chosen, strict=True))
            yield given, _nested(given)

    def _combinations(self) -> Iterator[tuple[Value, ...]]:
        if prod(map(len, self.choices)) <= MAX_TRIES:
            yield from product(*self.choices)
            return
        for turn in range(MAX_TRIES):
            # Multiplying by a large odd number spreads the turns: each column takes its values in an order of its own.
            yield tuple(
                one[((turn + 1) * (2 * at + 1) * 2_654_435_761 >> 11) % len(one)]
                for at, one in enumerate(self.choices)
            )


class Sampler:
    """Facts for one table."""

    def __init__(self, table: Table, domain_of: DomainOf) -> None:
        self.table = table
        self.domains = [domain_of(heading.expression.tree) for heading in table.headings]
        self.mixer = Mixer(read_by(table), domain_of)
        self.sure = self.mixer.sure

    def trials(self) -> Iterator[Trial]:
        """Try combinations of facts; those that no column may be given are left out."""
        meter = Meter()  # one for all: rules from outside may not hang whoever checks them
        for given, facts in self.mixer.facts():
            try:
                inputs = self.table.resolve(facts, meter)
                if self._possible(inputs):
                    yield Trial(given, inputs, tuple(bits(self.table.hits(inputs, facts, meter))))
            except Exhausted:
                return

    def _possible(self, inputs: Sequence[Value]) -> bool:
        return all(
            (value is not None or domain.nullable) and holds(value, heading.allowed, domain)
            for value, heading, domain in zip(inputs, self.table.headings, self.domains, strict=True)
        )


def read_by(table: Table) -> list[Expression | UnaryTests]:
    """List everything in a table that may read facts: its columns, cells and results."""
    cells = [cell for line in table.lines for cell in line.cells]
    outputs = [output for line in table.lines for output in line.outputs]
    return [*(heading.expression for heading in table.headings), *cells, *outputs]


def _values_of(domain: Domain, points: Sequence[Value]) -> list[Value]:
    if "list" in domain.kinds:
        return list(_LISTS)
    constants = [point for point in points if point is not None]
    found = list(values(constants, (), replace(domain, nullable=domain.nullable or not domain.kinds)))
    return found or [None]


def _node(path: Path) -> tree.Node:
    node: tree.Node = tree.Name(path[0])
    for key in path[1:]:
        node = tree.Path(node, key)
    return node


def _nested(given: Mapping[Path, Value]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for path, value in given.items():
        inner = facts
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                break
        else:
            inner.setdefault(path[-1], value)
    return facts
