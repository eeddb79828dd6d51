"""Where two versions of a decision answer otherwise, with values that show it.

Both tables are laid over one another: the columns of both are cut into the same stretches, and a box is a set of rows of
the old table and of the new one that match together. Exact where cells and results are constants and no two columns look
at the same fact; otherwise both are tried with the same facts.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from balai.kernel.decisions.boxes import TooLarge
from balai.kernel.decisions.domains import Stretch, constants, in_feel, stretches
from balai.kernel.decisions.logic import Formula, Table
from balai.kernel.decisions.policies import same
from balai.kernel.decisions.sampling import DomainOf, Mixer, read_by
from balai.kernel.decisions.types import Decision, Reason
from balai.kernel.feel import Expression, Meter, UnaryTests, Value, parse_tests, render

MOST_BOXES = 50_000
MOST = 12  # pairs of answers that one decision reports
_ANY = parse_tests("-")


class Differing(NamedTuple):
    """Two answers to the same values: `facts` are titles of columns, or paths of facts, with values in FEEL."""

    was: Reason
    now: Reason
    facts: tuple[tuple[str, str], ...]


class Compared(NamedTuple):
    """What a comparison found; `proved`: there is nothing else. `tried`: so many combinations of facts were tried."""

    found: tuple[Differing, ...]
    proved: bool
    tried: int = 0


def alike(old: Decision, new: Decision) -> bool:
    """Tell whether two decisions are written alike as far as their answers go: labels, ids and articles aside."""
    return _written(old) == _written(new)


def _written(one: Decision) -> tuple[object, ...]:
    columns = [(column.expression, column.allowed) for column in one.columns]
    outputs = [(output.name, output.allowed, output.default) for output in one.outputs]
    rows = [(row.cells, row.outputs) for row in one.rows]
    return one.hit_policy, one.aggregation, one.expression, columns, outputs, rows


def differing(old: Decision, new: Decision, domain_of: DomainOf) -> Compared:
    """Return where two versions of a decision answer otherwise: one example of each pair of answers.

    `domain_of` tells what an expression can be, in either version.
    """
    if isinstance(old.logic, Table) and isinstance(new.logic, Table):
        over = _Overlay(old.logic, new.logic, domain_of)
        try:
            if over.exact:
                return Compared(_each_pair(over.boxes()), proved=True)
        except TooLarge:
            pass
    return _tried(old, new, domain_of)


class _Overlay:
    """Two tables over the same columns. Bits: rows of the old table, of the new one, then allowed values of each."""

    def __init__(self, old: Table, new: Table, domain_of: DomainOf) -> None:
        self.old, self.new = old, new
        headings = {
            repr(one.expression.tree): one.expression for table in (new, old) for one in table.headings
        }
        self.expressions = list(headings.values())
        self.titles = [_title(one, (new, old)) for one in headings]
        self.cells = [self._cells(key) for key in headings]
        self.domains = [domain_of(one.tree) for one in self.expressions]

    def _cells(self, key: str) -> list[UnaryTests]:
        cells: list[UnaryTests] = []
        allowed: list[UnaryTests] = []
        for table in (self.old, self.new):
            at = next((n for n, one in enumerate(table.headings) if repr(one.expression.tree) == key), None)
            cells += [_ANY if at is None else line.cells[at] for line in table.lines]
            allowed.append((None if at is None else table.headings[at].allowed) or _ANY)
        return cells + allowed

    @property
    def exact(self) -> bool:
        """Tell whether boxes say all: constants everywhere, and no fact behind two columns that are tested."""
        plain = all(constants(cell) is not None for column in self.cells for cell in column)
        lines = (*self.old.lines, *self.new.lines)
        tables = (self.old, self.new)
        settled = all(line.constant is not None for line in lines) and not any(one.defaults for one in tables)
        used = [
            one.names | one.fields
            for one, cells in zip(self.expressions, self.cells, strict=True)
            if not all(cell.always for cell in cells)
        ]
        apart = not any(one & two for at, one in enumerate(used) for two in used[at + 1 :])
        return plain and settled and apart

    def boxes(self) -> Iterator[Differing]:
        """Yield every pair of answers that differ, with one value of each column.

        Raises TooLarge, also where nobody knows what a column of lists meets.
        """
        columns = [
            stretches(cells, None, domain) for cells, domain in zip(self.cells, self.domains, strict=True)
        ]
        if any(one.rows != one.maybe for column in columns for one in column):
            raise TooLarge
        for alive, values in _boxes(columns, len(self.old.lines) + len(self.new.lines) + 2).items():
            was, now = self._answers(alive)
            if not _equal(was, now):
                pairs = zip(self.titles, values, strict=True)
                yield Differing(was, now, tuple((title, in_feel(value)) for title, value in pairs))

    def _answers(self, alive: int) -> tuple[Reason, Reason]:
        first, second = len(self.old.lines), len(self.new.lines)
        allowed = alive >> first + second
        was = self.old.answer(alive & (1 << first) - 1 if allowed & 1 else 0)
        return was, self.new.answer(alive >> first & (1 << second) - 1 if allowed & 2 else 0)


def _title(key: str, tables: Sequence[Table]) -> str:
    titles = (
        title
        for table in tables
        for title, one in zip(table.titles, table.headings, strict=True)
        if repr(one.expression.tree) == key
    )
    return next(titles)


def _boxes(columns: Sequence[Sequence[Stretch]], count: int) -> dict[int, tuple[Value, ...]]:
    """Return every set of rows that can match together, with values that they match."""
    found: dict[int, tuple[Value, ...]] = {(1 << count) - 1: ()}
    for column in columns:
        further: dict[int, tuple[Value, ...]] = {}
        for alive, values in found.items():
            for one in column:
                further.setdefault(alive & one.rows, (*values, one.value))
        if len(further) > MOST_BOXES:
            raise TooLarge
        found = further
    return found


def _tried(old: Decision, new: Decision, domain_of: DomainOf) -> Compared:
    """Try both with the same facts; nothing is proved by it."""
    mixer = Mixer([*_read(old), *_read(new)], domain_of)
    found: list[Differing] = []
    count = 0
    meter = Meter()  # one for all: rules from outside may not hang whoever compares them
    for given, facts in mixer.facts():
        was, now = (one.logic.decide(facts, meter, plain=True) for one in (old, new))
        if meter.steps < 0:
            break
        count += 1
        if not _equal(was, now):
            said = tuple((".".join(path), in_feel(value)) for path, value in given.items())
            found.append(Differing(was, now, said))
    return Compared(_each_pair(iter(found)), proved=False, tried=count)


def _read(one: Decision) -> list[Expression | UnaryTests]:
    if isinstance(one.logic, Table):
        return read_by(one.logic)
    return [one.logic.expression] if isinstance(one.logic, Formula) else []


def _equal(was: Reason, now: Reason) -> bool:
    return bool(was.error) == bool(now.error) and same(was.value, now.value)


def _each_pair(found: Iterator[Differing]) -> tuple[Differing, ...]:
    """Keep one of each pair of answers, at most MOST."""
    pairs: dict[tuple[str, str], Differing] = {}
    for one in found:
        pairs.setdefault((_said(one.was), _said(one.now)), one)
    return tuple(islice(pairs.values(), MOST))


def _said(reason: Reason) -> str:
    return reason.error or render(reason.value, inside=True)
