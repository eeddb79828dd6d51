"""Change the answers of an example until a row of a table, or a branch, is met: facts found from the cells.

Candidates are the constants of the cells and conditions, their neighbours, and the choices of the fields that are read.
The search climbs: of all single changes it keeps the one that satisfies the most cells, then goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from balai.kernel import feel, forms
from balai.kernel.calendar import Calendar
from balai.kernel.case.draft import draft_facts
from balai.kernel.case.example import merged
from balai.kernel.decisions import Decision
from balai.kernel.definition.types import Example, Service
from balai.kernel.feel import Expression, FeelSyntaxError
from balai.kernel.feel.tree import Literal, walk
from balai.kernel.forms import Field

Path = tuple[str, ...]
MOST_SAMPLES = 24
MOST_CHANGES = 6
MOST_PAIRS = 1_500


@dataclass(frozen=True)
class Variant:
    """The answers of an example with `changes` by path ("form", group, field) or ("register", ...); None removes."""

    base: Example
    changes: Mapping[Path, Any] = field(default_factory=dict)

    def with_change(self, path: Path, value: Any) -> "Variant":
        """Return the variant with one more change."""
        return Variant(self.base, {**self.changes, path: value})

    def example(self) -> Example:
        """Return the example that this describes, without steps and expectations."""
        both = {"form": dict(self.base.form), "register": dict(self.base.register)}
        for (root, *path), value in self.changes.items():
            if len(path) == 2 or value is not None:
                both[root] = merged(both[root], {".".join(path): value})
            else:
                both[root].pop(path[0], None)
        return replace(self.base, form=both["form"], register=both["register"], steps=())


@dataclass(frozen=True)
class Goal:
    """What must hold of the facts: each (expression, test of its value); the more hold, the nearer.

    `reads` are the facts that it rests on, those of cells that only show later included.
    """

    cells: tuple[tuple[Expression, Callable[[Any, Mapping[str, Any]], bool]], ...]
    reads: frozenset[Path]

    def met(self, facts: Mapping[str, Any]) -> int:
        """Return how many of the cells hold."""
        return sum(test(expression.evaluate(facts), facts) for expression, test in self.cells)


def row_goal(service: Service, decision: Decision, row: int) -> Goal:
    """Return what row number `row` of a table wants: every cell. Cells that read what people do later are left out."""
    wanted, names = [], set()
    for column, cell in zip(decision.columns, decision.rows[row].cells, strict=True):
        expression, tests = feel.parse(column.expression), feel.parse_tests(cell)
        names |= {*expression.names, *tests.names}
        if not _later(service, (*expression.names, *tests.names)):
            wanted.append((expression, tests.matches))
    return Goal(tuple(wanted), reads(service, names))


def _later(service: Service, names: Iterable[Path]) -> bool:
    return any(path[0] == "task" for path in reads(service, names))


def flow_goal(service: Service, flow: str) -> Goal:
    """Return what a flow wants that leaves a gateway: its condition; of a default flow, that no other holds."""
    drawing = service.process
    source = drawing.flows[flow].source
    own = drawing.conditions.get(flow)
    others = [
        drawing.conditions[one.id]
        for one in drawing.flows.values()
        if one.source == source and one.id in drawing.conditions and own is None
    ]
    every = [(one, _fails) for one in others] + ([(own, _holds)] if own is not None else [])
    names = {path for expression, _ in every for path in expression.names}
    now = tuple(cell for cell in every if not _later(service, cell[0].names))
    return Goal(now, reads(service, names))


def _holds(value: Any, _facts: Mapping[str, Any]) -> bool:
    return value is True


def _fails(value: Any, _facts: Mapping[str, Any]) -> bool:
    return value is not True


def reads(service: Service, names: Iterable[Path]) -> frozenset[Path]:
    """Return the facts of `form`, `register` and `task` that names rest on, through decisions and spans."""
    found: set[Path] = set()
    waiting, seen = list(names), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if path[0] in service.rules.decisions:
            waiting += service.rules.decisions[path[0]].names
        elif path[0] == "span" and len(path) > 1 and path[1] in service.spans:
            span = service.spans[path[1]]
            waiting += [*span.start.names, *span.end.names]
        elif path[0] in {"form", "register", "task"}:
            found.add(path)
    return frozenset(found)


class Climber:
    """Finds variants of the examples of one service that meet a goal."""

    def __init__(self, service: Service, calendars: Mapping[str, Calendar]) -> None:
        self.service = service
        self.calendars = calendars
        self.constants = sorted(set(_constants(service)))
        self.lists = {name: _titles(rows) for name, rows in service.lists.items()}

    def facts(self, variant: Variant) -> dict[str, Any]:
        """Return the facts of a variant as they are when it is submitted."""
        one = variant.example()
        return draft_facts(self.service, self.calendars[one.name], one.form, one.register, one.submitted)

    def climb(self, base: Example, goal: Goal) -> Variant | None:
        """Return a variant of an example that meets the goal and could be submitted; None when none was found."""
        best = Variant(base)
        score = goal.met(self.facts(best))
        while score < len(goal.cells) and len(best.changes) < MOST_CHANGES:
            scored = [(goal.met(self.facts(one)), one) for one in self.around(best, goal)]
            top = max(scored, key=lambda pair: pair[0], default=(score, best))
            if top[0] <= score:
                return self.pairs(best, goal)
            score, best = top
        return self.mended(best, goal) if score == len(goal.cells) else None

    def beside(self, variant: Variant, goal: Goal) -> Iterator[Variant]:
        """Yield what is one change further and still meets the goal: for cells that only show later."""
        for one in self.around(variant, goal):
            fit = self.mended(one, goal)
            if fit is not None:
                yield fit

    def pairs(self, variant: Variant, goal: Goal) -> Variant | None:
        """Try two changes at once, where no single one helps."""
        singles = [one.changes.items() - variant.changes.items() for one in self.around(variant, goal)]
        for tried, (left, right) in enumerate(combinations(singles, 2)):
            if tried == MOST_PAIRS:
                break
            both = Variant(variant.base, {**variant.changes, **dict(left), **dict(right)})
            if goal.met(self.facts(both)) == len(goal.cells):
                return self.mended(both, goal)
        return None

    def around(self, variant: Variant, goal: Goal) -> Iterator[Variant]:
        """Yield the variants that are one change away, in a fixed order."""
        for path in sorted(goal.reads):
            if path[0] == "task" or len(path) not in {2, 3}:
                continue
            for value in self.samples(path, variant.base):
                yield variant.with_change(path, value)

    def samples(self, path: Path, base: Example) -> list[Any]:
        """Return values to try for an answer or a fact of a register; None takes it away."""
        if path[0] == "register":
            return [True, False, None]
        one = self.service.form.fields.get(".".join(path[1:]))
        return [*self.values(one, base), None] if one else []

    def values(self, one: Field, base: Example) -> list[Any]:
        """Return answers that a field may have, as they are stored."""
        if one.choices:
            return [choice.value for choice in one.choices]
        if one.list:
            return list(self.lists.get(one.list, {}))[:MOST_SAMPLES]
        if one.kind in {"integer", "rupiah"}:
            return [int(number) for number in self.near() if number >= (one.minimum or 0)] or [1]
        if one.kind == "number":
            return [format(number, "f") for number in self.near()] or ["1"]
        if one.kind == "date":
            today = self.calendars[base.name].local(base.submitted).date()
            return [(today - timedelta(days=int(n))).isoformat() for n in self.near() if 0 <= n < 20_000]
        if one.kind == "documents":
            return [["contoh.pdf"] * max(1, one.min_items or 1)]
        plain: dict[str, list[Any]] = {
            "boolean": [True] if one.agreed else [True, False],
            "document": ["contoh.pdf"],
            "time": ["08:00"],
        }
        return plain.get(one.kind, ["contoh " * 3])

    def near(self) -> list[Decimal]:
        """Return the numbers of all cells and conditions, and their neighbours."""
        return sorted({n + step for n in (*self.constants, Decimal(0)) for step in (-1, 0, 1)})

    def mended(self, variant: Variant, goal: Goal) -> Variant | None:
        """Fill what the changes make wanted, so that the answers could be submitted; None when that fails."""
        for _ in range(MOST_CHANGES):
            one = variant.example()
            errors = forms.validate(self.service.form, dict(one.form), self.facts(variant), lists=self.lists)
            if not errors:
                return variant if goal.met(self.facts(variant)) == len(goal.cells) else None
            path = errors[0].path
            asked = self.service.form.fields.get(path)
            value = self.values(asked, one)[0] if asked and errors[0].code == "required" else None
            if variant.changes.get(("form", *path.split(".")), "") == value:
                return None
            variant = variant.with_change(("form", *path.split(".")), value)
        return None


def _titles(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    cells = [tuple(row.values()) for row in rows]
    return {cell[0]: cell[min(1, len(cell) - 1)] for cell in cells}


def _constants(service: Service) -> Iterator[Decimal]:
    """Yield the numbers that stand in tables and conditions."""
    trees = [condition.tree for condition in service.process.conditions.values()]
    for decision in service.rules.decisions.values():
        for text in (decision.expression, *(column.expression for column in decision.columns)):
            trees += _tree(feel.parse, text)
        for row in decision.rows:
            trees += [tree for cell in row.cells for tree in _tree(feel.parse_tests, cell)]
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Literal) and isinstance(node.value, Decimal):
                yield node.value


def _tree(parse: Callable[[str], Any], text: str) -> list[Any]:
    try:
        return [parse(text).tree] if text else []
    except FeelSyntaxError:
        return []
