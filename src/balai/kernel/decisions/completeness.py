"""What is wrong with a decision table that reads well: gaps, overlaps, rows that do nothing (DMN 1.5 clause 8.2).

Exact where cells are unary tests of constants. Where a cell needs facts, or two columns look at the same fact, a
finding says "not proved", and the table is tried with facts instead (`sampling`). Each finding names values that anyone
can type in.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from balai.kernel.decisions.boxes import TooLarge, bits, neighbours, uncovered
from balai.kernel.decisions.domains import (
    Stretch,
    constants,
    constants_in,
    holds,
    in_feel,
    kind_fits,
    stretches,
)
from balai.kernel.decisions.logic import Line, Table
from balai.kernel.decisions.merging import alike
from balai.kernel.decisions.policies import SINGLE, all_same
from balai.kernel.decisions.sampling import DomainOf, Sampler, Trial
from balai.kernel.decisions.types import Decision
from balai.kernel.feel import UnaryTests, Value, tree

MOST = 3  # findings of one kind that a table reports; who mends them sees the next ones


class Finding(NamedTuple):
    """One thing wrong with a table. `row` counts from 0; None for the whole table."""

    code: str
    row: int | None
    what: str
    mend: str


def examine(decision: Decision, domain_of: DomainOf) -> list[Finding]:
    """Find everything that is wrong with a decision's table; nothing for an expression.

    `domain_of` tells what an expression can be; `Domain()` when nothing is known.
    """
    return Examiner(decision, domain_of).findings() if isinstance(decision.logic, Table) else []


class Examiner:
    """One table, its columns cut into stretches."""

    def __init__(self, decision: Decision, domain_of: DomainOf) -> None:
        assert isinstance(decision.logic, Table)  # noqa: S101 - for the type checker
        self.id, self.table, self.domain_of = decision.id, decision.logic, domain_of
        self.lines = self.table.lines
        self.domains = [domain_of(heading.expression.tree) for heading in self.table.headings]
        self.columns = [
            stretches([line.cells[at] for line in self.lines], heading.allowed, domain)
            for at, (heading, domain) in enumerate(zip(self.table.headings, self.domains, strict=True))
        ]
        self.fixed = [all(constants(cell) is not None for cell in line.cells) for line in self.lines]
        self.near = neighbours([[one.maybe for one in column] for column in self.columns], len(self.lines))
        self.answers = _answers(self.lines)
        self.doubts: list[str] = []

    def findings(self) -> list[Finding]:
        """Return all findings; when a cell names what cannot be, only that, for the rest follows from it."""
        outside = list(self.outside())
        if outside:
            return outside
        dead = dict(self.never())
        found = list(dead.values())
        found += self.masked(frozenset(dead))
        found += self.gaps()
        found += self.overlaps()
        if self.doubts:
            found += self.tried({one.code for one in found})
        return found + self.mergeable(frozenset(one.row for one in found))

    # -- cells and rows on their own

    def outside(self) -> Iterator[Finding]:
        """Find constants that a column can never be given: of another type, or not among its values."""
        for row, line in enumerate(self.lines):
            for at, cell in enumerate(line.cells):
                for value in self._impossible(at, cell):
                    yield Finding(
                        "cell-outside", row,
                        f'{in_feel(value)} in row "{line.id}" is no value that "{self.table.titles[at]}" can have.',
                        self._values_of(at),
                    )  # fmt: skip

    def _impossible(self, at: int, cell: UnaryTests) -> Iterator[Value]:
        domain, allowed = self.domains[at], self.table.headings[at].allowed
        for test in cell.tree.tests:
            listed = not test.op and not isinstance(test.value, tree.RangeNode)
            for value in constants_of(test):
                if not (holds(value, allowed, domain) if listed else kind_fits(value, domain)):
                    yield value

    def _values_of(self, at: int) -> str:
        allowed, choices = self.table.headings[at].allowed, self.domains[at].choices
        if allowed is not None:
            return f"Its input values are {allowed.text}."
        if choices:
            return f"It is one of {', '.join(map(in_feel, choices[:12]))}."
        return f"It is a {' or a '.join(self.domains[at].kinds) or 'value of another kind'}."

    def never(self) -> Iterator[tuple[int, Finding]]:
        """Find rows that no value of some column meets."""
        for row, line in enumerate(self.lines):
            for at, column in enumerate(self.columns):
                if not any(one.maybe >> row & 1 for one in column):
                    what = f'row "{line.id}" never matches: no value of "{self.table.titles[at]}" is {line.cells[at].text}.'
                    yield row, Finding("row-never", row, what, "Mend the cell, or remove the row.")
                    break

    def masked(self, dead: frozenset[int]) -> Iterator[Finding]:
        """Find rows that only match where a row that goes before them matches too (FIRST, PRIORITY)."""
        if self.table.policy not in {"FIRST", "PRIORITY"}:
            return
        for row, line in enumerate(self.lines):
            before = 0 if row in dead else self._before(row)
            inside = [[one for one in column if one.maybe >> row & 1] for column in self.columns]
            if before and self._gap(inside, before) is None:
                by = [self.lines[one].id for one in bits(before & self.near[row])]
                names = ", ".join(f'"{one}"' for one in by[:MOST])
                values = self._told([column[0].value for column in inside])
                what = f'row "{line.id}" never decides: wherever it matches, {names} go before it, as when {values}.'
                yield Finding(
                    "row-masked", row, what, "Move the row up, narrow the rows before it, or remove it."
                )

    def _before(self, row: int) -> int:
        """List the rows that win over a row."""
        if self.table.policy == "FIRST":
            return (1 << row) - 1
        ranks = [None if line.constant is None else self.table.rank(line.constant) for line in self.lines]
        own = ranks[row]
        if own is None:
            return 0
        return sum(1 << at for at, one in enumerate(ranks) if one is not None and (one, at) < (own, row))

    # -- gaps

    def gaps(self) -> Iterator[Finding]:
        """Find values for which no row matches, where that leaves a decision without an answer.

        COLLECT, RULE ORDER and OUTPUT ORDER answer with an empty list, and a default output entry is an answer.
        """
        if self.table.policy not in SINGLE or self.table.defaults or not all(self.columns):
            return
        every = (1 << len(self.lines)) - 1
        sure = list(
            islice(self._holes([[one.maybe for one in column] for column in self.columns], every), MOST + 1)
        )
        if sure and self._entangled():
            self.doubt(f"the columns {self._entangled()} look at the same facts")
            return
        for at, places in enumerate(sure[:MOST]):
            more = " There are more." if at == MOST - 1 and len(sure) > MOST else ""
            values = self._told(
                [column[place].value for column, place in zip(self.columns, places, strict=True)]
            )
            mend = "Add a row for it, or narrow the input values. If no answer is meant, write a default output entry."
            yield Finding("table-gap", None, f"no row matches when {values}.{more}", mend)
        if not sure and self._gap(self.columns, every) is not None:
            self.doubt(self._live())

    def _gap(self, columns: Sequence[Sequence[Stretch]], rows: int) -> tuple[int, ...] | None:
        return next(self._holes([[one.rows & rows for one in column] for column in columns], rows), None)

    def _holes(self, columns: Sequence[Sequence[int]], rows: int) -> Iterator[tuple[int, ...]]:
        """Search for gaps; a search that grows too large is a doubt, and counts as a gap without place."""
        try:
            yield from uncovered(columns, rows)
        except TooLarge:
            self.doubt("the rows cross each other too often")

    # -- overlaps

    def overlaps(self) -> Iterator[Finding]:
        """Find rows that match together although the hit policy forbids it: UNIQUE always, ANY if they differ."""
        if self.table.policy not in {"UNIQUE", "ANY"}:
            return
        pairs = [(one, two) for two, rows in enumerate(self.near) for one in bits(rows & (1 << two) - 1)]
        wrong = [pair for pair in pairs if self.table.policy == "UNIQUE" or not self._same(*pair)]
        sure = [pair for pair in wrong if self._certain(*pair)]
        if sure and self._entangled():
            self.doubt(f"the columns {self._entangled()} look at the same facts")
            return
        for at, (one, two) in enumerate(sure[:MOST]):
            more = f" And {len(sure) - MOST} more pairs." if at == MOST - 1 and len(sure) > MOST else ""
            both = 1 << one | 1 << two
            values = self._told(
                [next(s.value for s in column if s.rows & both == both) for column in self.columns]
            )
            what = f'rows "{self.lines[one].id}" and "{self.lines[two].id}" both match when {values}.{more}'
            yield Finding(
                "table-overlap", two, what, f"{self.table.policy} forbids it: narrow one of the two."
            )
        if len(sure) < len(wrong):
            self.doubt(self._live())

    def _same(self, one: int, two: int) -> bool:
        return self.answers[one] == self.answers[two]

    def _certain(self, one: int, two: int) -> bool:
        constant = self.lines[one].constant is not None and self.lines[two].constant is not None
        return self.fixed[one] and self.fixed[two] and (constant or self.table.policy == "UNIQUE")

    # -- what boxes cannot prove

    def doubt(self, why: str) -> None:
        """Note why something is not proved."""
        if why and why not in self.doubts:
            self.doubts.append(why)

    def _live(self) -> str:
        """Tell which columns have cells, or rows outputs, that need facts."""
        named = [
            title for at, title in enumerate(self.table.titles)
            if any(constants(line.cells[at]) is None for line in self.lines)
        ]  # fmt: skip
        return (
            f"cells of {' and '.join(map(_quoted, named))} need other facts"
            if named
            else "results need other facts"
        )

    def _entangled(self) -> str:
        """Name two columns that read the same fact, so that not every pair of their values can be; "" for none."""
        used = [
            at for at in range(len(self.columns)) if any(not line.cells[at].always for line in self.lines)
        ]
        reads = [heading.expression.names | heading.expression.fields for heading in self.table.headings]
        for at, one in enumerate(used):
            for two in used[at + 1 :]:
                if reads[one] & reads[two]:
                    return f"{_quoted(self.table.titles[one])} and {_quoted(self.table.titles[two])}"
        return ""

    def tried(self, known: set[str]) -> Iterator[Finding]:
        """Try the table with facts, and say that it was not proved."""
        sampler = Sampler(self.table, self.domain_of)
        bad: dict[str, Trial] = {}
        count = 0
        for trial in sampler.trials():
            count += 1
            code = self._judged(trial)
            if code and code not in known:
                bad.setdefault(code, trial)
        if sampler.sure:
            yield from (self._met(code, trial) for code, trial in bad.items())
        why = "; ".join(self.doubts)
        seen = "none showed a gap or an overlap" if not bad else self._shown(next(iter(bad.values())))
        what = f"not proved: {why}. {count} combinations of facts were tried: {seen}."
        yield Finding(
            "not-proved", None, what, "Let a column of its own compare the facts: then it can be proved."
        )

    def _judged(self, trial: Trial) -> str:
        """Tell what is wrong with how a table met facts: a code, or ""."""
        if not trial.rows:
            return "table-gap" if self.table.policy in SINGLE and not self.table.defaults else ""
        pairs = [(one, two) for one in trial.rows for two in trial.rows if one < two]
        if self.table.policy == "UNIQUE":
            return "table-overlap" if pairs else ""
        return (
            "table-overlap"
            if self.table.policy == "ANY" and not all(self._same(*one) for one in pairs)
            else ""
        )

    def _met(self, code: str, trial: Trial) -> Finding:
        row = trial.rows[-1] if trial.rows else None
        return Finding(code, row, f"{self._shown(trial)}.", "Mend the cells that need other facts.")

    def _shown(self, trial: Trial) -> str:
        facts = ", ".join(f"{'.'.join(path)} = {in_feel(value)}" for path, value in trial.facts.items())
        names = " and ".join(_quoted(self.lines[row].id) for row in trial.rows)
        return f"rows {names} both match when {facts}" if names else f"no row matches when {facts}"

    def mergeable(self, bad: frozenset[int | None]) -> list[Finding]:
        """Find rows that differ in one cell only and could be one; not among rows that are wrong anyway."""
        return [
            Finding(
                "rows-alike", two,
                f'rows "{self.lines[one].id}" and "{self.lines[two].id}" answer the same by the same article and '
                f'differ only in "{self.table.titles[at]}".',
                f"Write one row with {text} there." if text else "Write one row.",
            )
            for one, two, at, text in alike(self.table, self.columns)
            if not bad & {one, two}
        ]  # fmt: skip

    def _told(self, values: Sequence[Value]) -> str:
        """Write an example: each column's title and a value in FEEL."""
        pairs = zip(self.table.titles, values, strict=True)
        return ", ".join(f"{_quoted(title)} is {in_feel(value)}" for title, value in pairs)


def _answers(lines: Sequence[Line]) -> list[int]:
    """Give rows that answer the same the same number: equal constants, or the same expressions to the letter."""
    texts = [tuple(output.text for output in line.outputs) for line in lines]
    kinds: dict[tuple[str, ...], Line] = dict(zip(reversed(texts), reversed(lines), strict=True))
    numbers: dict[tuple[str, ...], int] = {}
    for text, line in kinds.items():
        equal = (one for one in numbers if _equal(kinds[one], line))
        numbers[text] = next((numbers[one] for one in equal), len(numbers))
    return [numbers[text] for text in texts]


def _equal(left: Line, right: Line) -> bool:
    if left.constant is None or right.constant is None:
        return False
    return all_same([list(left.constant), list(right.constant)])


def constants_of(test: tree.Test) -> tuple[Value, ...]:
    """List the constants of one unary test; none for a free expression."""
    return constants_in(tree.Tests((test,))) or ()


def _quoted(text: str) -> str:
    return f'"{text}"'
