"""Running one decision: a table or an expression, against facts, to a reason."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from balai.kernel.decisions.index import ColumnIndex
from balai.kernel.decisions.policies import RANKED, SINGLE, aggregate, all_same, ranker
from balai.kernel.decisions.shortcut import Shortcut, shortcut
from balai.kernel.decisions.types import Reason
from balai.kernel.feel import Exhausted, Expression, Meter, UnaryTests, Value, render
from balai.kernel.feel.scopes import Scope, weigh

Facts = Mapping[str, Any]
_NO_LOCALS: dict[int, Any] = {}
_HEAVY = frozenset((list, dict))


class Logic(Protocol):
    """What decides; `shortcut` is a quicker way that may give up, if there is one."""

    shortcut: Shortcut | None

    def decide(self, facts: Facts, meter: Meter, *, plain: bool = False) -> Reason:
        """Decide; `plain` tries every cell and uses no index.

        A limit that is reached is an error of the reason.
        """
        ...


class Wrong(Exception):
    """A table cannot answer; says why, and which rows were involved."""

    def __init__(self, message: str, rows: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.rows = rows


class Line(NamedTuple):
    """A compiled row; `constant` holds its output values when no fact matters."""

    id: str
    citations: tuple[str, ...]
    cells: tuple[UnaryTests, ...]
    outputs: tuple[Expression, ...]
    constant: tuple[Value, ...] | None
    hit: tuple[str]


class Heading(NamedTuple):
    """A compiled input column."""

    title: str
    expression: Expression
    allowed: UnaryTests | None


class Result(NamedTuple):
    """A compiled output column."""

    name: str
    allowed: UnaryTests | None
    priorities: tuple[Value, ...]
    default: Expression | None


class Table:
    """A compiled decision table."""

    def __init__(
        self, id_: str, policy: str, aggregation: str, headings: Sequence[Heading], results: Sequence[Result],
        lines: Sequence[Line],
    ) -> None:  # fmt: skip
        self.id, self.policy, self.aggregation = id_, policy, aggregation
        self.headings, self.results, self.lines = tuple(headings), tuple(results), tuple(lines)
        self.single = policy in SINGLE
        self.limited = any(heading.allowed is not None for heading in self.headings)
        self.defaults = any(result.default is not None for result in self.results)
        self.titles = _titles(self.headings)
        self.inputs = tuple(heading.expression.run for heading in self.headings)
        self.columns = tuple(
            ColumnIndex([line.cells[at] for line in self.lines], heading.allowed)
            for at, heading in enumerate(self.headings)
        )
        self.lookups = tuple(column.rows for column in self.columns)
        self.every = (1 << len(self.lines)) - 1
        self.live = any(column.live for column in self.columns)
        self.rank = ranker([result.priorities for result in self.results])
        self.shortcut = self._shortcut() if self.single else None

    def decide(self, facts: Facts, meter: Meter, *, plain: bool = False) -> Reason:
        """Decide by the table."""
        if self.shortcut is not None and not plain and (short := self.shortcut(facts)) is not None:
            return short.reasons[0]
        values: list[Value] = []
        try:
            values = self.resolve(facts, meter)
            hits = self.plain_hits(values, facts, meter) if plain else self.hits(values, facts, meter)
            return self._answer(hits, values, facts, meter)
        except Wrong as wrong:
            return self._failed(str(wrong), values, wrong.rows)
        except Exhausted as exhausted:
            return self._failed(str(exhausted), values, ())

    def answer(self, hits: int) -> Reason:
        """Answer for a set of rows that match, in a table whose results are constants: no facts are looked at."""
        try:
            return self._answer(hits, (), {}, Meter())
        except Wrong as wrong:
            return self._failed(str(wrong), (), wrong.rows)

    def _answer(self, hits: int, values: Sequence[Value], facts: Facts, meter: Meter) -> Reason:
        if not hits:
            return self._unmatched(values, facts, meter)
        return self._matched(hits, values, facts, meter)

    def _shortcut(self) -> Shortcut | None:
        ready = {
            1 << row: (line.constant[0], line.hit, line.citations)
            for row, line in enumerate(self.lines)
            if line.constant is not None
            and len(line.constant) == 1  # several outputs are a context, made anew
        }
        expressions = [heading.expression for heading in self.headings]
        return shortcut(self.id, self.titles, expressions, self.columns, ready, first=self.policy == "FIRST")

    def resolve(self, facts: Facts, meter: Meter) -> list[Value]:
        """Evaluate the input expressions; raises Exhausted."""
        scope = Scope(facts, _NO_LOCALS, meter)
        try:
            values = [run(scope) for run in self.inputs]
        except RecursionError:
            raise Exhausted("an input expression is nested too deeply") from None
        for value in values:
            if type(value) in _HEAVY:
                weigh(value, meter.steps)
        return values

    def hits(self, values: Sequence[Value], facts: Facts, meter: Meter) -> int:
        """Find the rows that match, by the index of each column; live cells are tried last."""
        rows = self.every
        for lookup, value in zip(self.lookups, values, strict=True):
            rows &= lookup(value)
            if not rows:
                return 0
        return self._tried(rows, values, facts, meter) if self.live else rows

    def _tried(self, rows: int, values: Sequence[Value], facts: Facts, meter: Meter) -> int:
        for at, column in enumerate(self.columns):
            for row in _bits(rows & column.live):
                if not self.lines[row].cells[at].try_matches(values[at], facts, meter):
                    rows &= ~(1 << row)
        return rows

    def plain_hits(self, values: Sequence[Value], facts: Facts, meter: Meter) -> int:
        """Find the rows that match by trying every cell of every row."""
        if not all(column.allows(value) for column, value in zip(self.columns, values, strict=True)):
            return 0
        rows = 0
        for row, line in enumerate(self.lines):
            tests = zip(line.cells, values, strict=True)
            if all(cell.try_matches(value, facts, meter) for cell, value in tests):
                rows |= 1 << row
        return rows

    def _matched(self, hits: int, values: Sequence[Value], facts: Facts, meter: Meter) -> Reason:
        if hits & (hits - 1) == 0 or self.policy == "FIRST":
            row = (hits & -hits).bit_length() - 1
            return self._reason(self._value([self._outputs(row, facts, meter)]), (row,), values)
        rows = tuple(_bits(hits))
        if self.policy == "UNIQUE":
            raise Wrong("more than one row matches, but the hit policy is UNIQUE", rows)
        outputs = {row: self._outputs(row, facts, meter) for row in rows}
        if self.policy in RANKED:
            rows = tuple(sorted(rows, key=lambda row: self.rank(outputs[row])))
        if self.policy == "ANY" and not all_same([self._shape(outputs[row]) for row in rows]):
            raise Wrong("rows match that differ, but the hit policy is ANY", rows)
        if self.policy == "PRIORITY":
            rows = rows[:1]
        return self._reason(self._value([outputs[row] for row in rows]), rows, values)

    def _value(self, outputs: list[tuple[Value, ...]]) -> Value:
        if self.single:
            return self._shape(outputs[0])
        values = [self._shape(output) for output in outputs]
        return aggregate(self.aggregation, values) if self.aggregation else values

    def _shape(self, outputs: tuple[Value, ...]) -> Value:
        if len(outputs) == 1:
            return outputs[0]
        return {result.name: value for result, value in zip(self.results, outputs, strict=True)}

    def _outputs(self, row: int, facts: Facts, meter: Meter) -> tuple[Value, ...]:
        line = self.lines[row]
        if line.constant is not None:
            return line.constant
        values = tuple(expression.try_evaluate(facts, meter) for expression in line.outputs)
        for result, value in zip(self.results, values, strict=True):
            if result.allowed is not None and value is not None and not result.allowed.matches(value, facts):
                raise Wrong(f"{render(value)} is not among the output values of {result.name}", (row,))
        return values

    def _unmatched(self, values: Sequence[Value], facts: Facts, meter: Meter) -> Reason:
        if self.limited and values:
            self._check_allowed(values)
        if self.defaults:
            defaults = tuple(
                result.default.try_evaluate(facts, meter) if result.default is not None else None
                for result in self.results
            )
            return self._reason(self._value([defaults]), (), values)
        if self.single:
            return self._reason(None, (), values)
        return self._reason(aggregate(self.aggregation, []) if self.aggregation else [], (), values)

    def _check_allowed(self, values: Sequence[Value]) -> None:
        for title, column, value in zip(self.titles, self.columns, values, strict=True):
            if not column.allows(value):
                raise Wrong(f"{render(value)} is not among the input values of {title}")

    def _reason(
        self, value: Value, rows: tuple[int, ...], values: Sequence[Value], error: str = ""
    ) -> Reason:
        inputs = dict(zip(self.titles, values, strict=False))  # fewer values when an input failed
        if not rows:
            return Reason(self.id, value, (), (), inputs, error)
        if len(rows) == 1:
            line = self.lines[rows[0]]
            return Reason(self.id, value, line.hit, line.citations, inputs, error)
        lines = [self.lines[row] for row in rows]
        citations = tuple(dict.fromkeys(one for line in lines for one in line.citations))
        return Reason(self.id, value, tuple(line.id for line in lines), citations, inputs, error)

    def _failed(self, error: str, values: Sequence[Value], rows: tuple[int, ...]) -> Reason:
        return self._reason(None, rows, values, error)


class Formula:
    """A compiled expression as a decision; it always rests on the same articles."""

    def __init__(
        self, id_: str, expression: Expression, citations: tuple[str, ...], shown: Sequence[tuple[str, ...]]
    ) -> None:
        self.id, self.expression, self.citations = id_, expression, citations
        self.shown = tuple((".".join(path), path) for path in shown)
        self.shortcut: Shortcut | None = None

    def decide(self, facts: Facts, meter: Meter, *, plain: bool = False) -> Reason:  # noqa: ARG002
        """Decide by the expression."""
        inputs = {title: value for title, path in self.shown if _simple(value := _at(facts, path))}
        try:
            value = self.expression.try_evaluate(facts, meter)
        except Exhausted as exhausted:
            return Reason(self.id, None, (), self.citations, inputs, str(exhausted))
        return Reason(self.id, value, (), self.citations, inputs)


def _titles(headings: Sequence[Heading]) -> tuple[str, ...]:
    """Name the columns.

    Where two share a label, by their expressions, and a number if those are the same too.
    """
    labels = [heading.title for heading in headings]
    titles = [one.expression.text if labels.count(one.title) > 1 else one.title for one in headings]
    return tuple(
        title if titles.count(title) == 1 else f"{title} ({at})" for at, title in enumerate(titles, 1)
    )


def _bits(rows: int) -> list[int]:
    found = []
    while rows:
        low = rows & -rows
        found.append(low.bit_length() - 1)
        rows ^= low
    return found


def _at(facts: Facts, path: tuple[str, ...]) -> Any:
    value: Any = facts
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _simple(value: Any) -> bool:
    """Tell whether a value is worth keeping as evidence: whole tables are part of the definition already."""
    if isinstance(value, list):
        return all(not isinstance(item, (dict, list)) for item in value)
    return not isinstance(value, Mapping)
