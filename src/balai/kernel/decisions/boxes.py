"""The algebra of a decision table's rows seen as boxes: one side for each column, rows as bits of a number.

A column is a sequence of classes; a class is the set of rows that some values of the column meet. A row's box meets
another's when they share a class in every column; boxes cover a table when no choice of one class from every column
leaves no row. Both are exact: the classes come from the plain interpreter.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

Classes = Sequence[int]  # the sets of rows that a column's values can meet, each once
MAX_LOOKS = 400_000  # classes that one search may look at before it gives up


class TooLarge(Exception):
    """A search looked at MAX_LOOKS classes and has no answer."""


def bits(rows: int) -> list[int]:
    """List the rows of a set, in order."""
    found = []
    while rows:
        low = rows & -rows
        found.append(low.bit_length() - 1)
        rows ^= low
    return found


def neighbours(columns: Sequence[Classes], count: int) -> list[int]:
    """For each row, the rows (itself among them, unless it can never match) whose boxes meet its own."""
    found = [(1 << count) - 1] * count
    for classes in columns:
        beside = [0] * count
        for one in classes:
            for row in bits(one):
                beside[row] |= one
        found = [rows & near for rows, near in zip(found, beside, strict=True)]
    return found


def uncovered(columns: Sequence[Classes], rows: int) -> Iterator[tuple[int, ...]]:
    """Yield choices of one class (its place) from every column that leave none of the rows.

    The first one is found if there is any; later ones lie elsewhere, and not all need come. Raises TooLarge.
    """
    return _Search(columns, rows.bit_length()).run((1 << len(columns)) - 1, rows, {})


class _Search:
    """A walk through the columns that leaves out what cannot hold a gap."""

    def __init__(self, columns: Sequence[Classes], count: int) -> None:
        self.columns = [list(enumerate(classes)) for classes in columns]
        self.open = [reduce(and_, classes, -1) for classes in columns]  # rows that any value meets
        self.covered: set[tuple[int, int]] = set()
        self.looks = 0
        self.tied = [  # for each row, the columns in which some value does not meet it
            sum(1 << at for at, free in enumerate(self.open) if not free >> row & 1) for row in range(count)
        ]

    def run(self, left: int, alive: int, chosen: dict[int, int]) -> Iterator[tuple[int, ...]]:
        """Walk on from some rows that are alive, over the columns that are left."""
        if not alive:
            yield tuple(chosen.get(at, 0) for at in range(len(self.columns)))
            return
        if reduce(and_, (self.open[at] for at in bits(left)), alive) or (left, alive) in self.covered:
            return
        column, classes = self._split(left, alive)
        least, found = _least(classes), False
        for gap in self._through(column, least, left, chosen):
            found = True
            yield gap
        if found:  # a gap within a larger class lies within a smaller one too: only now are they worth a look
            yield from self._through(column, [one for one in classes if one not in least], left, chosen)
        else:
            self.covered.add((left, alive))

    def _through(
        self, column: int, classes: list[tuple[int, int]], left: int, chosen: dict[int, int]
    ) -> Iterator[tuple[int, ...]]:
        for at, rest in classes:
            yield from self.run(left & ~(1 << column), rest, {**chosen, column: at})

    def _split(self, left: int, alive: int) -> tuple[int, list[tuple[int, int]]]:
        """Choose a column of the widest row, the one that takes most rows away, and what its classes leave."""
        widest = min(bits(alive), key=lambda row: (self.tied[row] & left).bit_count())
        best: tuple[float, int, dict[int, int]] | None = None
        for column in bits(self.tied[widest] & left):
            places = {one & alive: at for at, one in reversed(self.columns[column])}
            self.looks += len(places)
            weight = sum(map(int.bit_count, places)) / len(places)
            if best is None or weight < best[0]:
                best = weight, column, places
        if best is None or self.looks > MAX_LOOKS:  # a row that is tied nowhere covers all: never None
            raise TooLarge
        return best[1], [(at, rest) for rest, at in best[2].items()]


def _least(classes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the classes that hold no other: a gap within a larger one lies within a smaller one too."""
    kept: list[tuple[int, int]] = []
    for at, rows in sorted(classes, key=lambda one: (one[1].bit_count(), one[0])):
        if not any(less & rows == less for _, less in kept):
            kept.append((at, rows))
    return kept
