"""Which rows of a column a value meets, found without trying every cell.

Cells that hold only constants cut the values of a kind into stretches: a constant, or all that lies between
two. Within a stretch the answer cannot change, so it is worked out once, by the plain interpretation, and
kept. The index therefore agrees with the plain interpretation by the way it is made. Rows are bits: bit 0 is
the first row.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from balai.kernel.feel import Meter, UnaryTests

NO_FACTS: dict[str, Any] = {}
MAX_KNOWN = 4096  # values per column and kind whose rows are kept at hand


class Stretches:
    """What is known of one kind of value: rows met at each constant, and in each gap between two."""

    __slots__ = ("at", "gaps", "points")

    def __init__(self, points: Sequence[Any]) -> None:
        self.points = sorted(set(points))
        self.at: dict[Any, int] = {}
        self.gaps: list[int | None] = [None] * (len(self.points) + 1)


class ColumnIndex:
    """One input column: `live` are the rows whose cells need the facts and must be tried one by one."""

    def __init__(self, cells: Sequence[UnaryTests], allowed: UnaryTests | None) -> None:
        self.cells = cells
        self.allowed = allowed
        self.live = 0
        for row, cell in enumerate(cells):
            if cell.landmarks is None:
                self.live |= 1 << row
        self.kinds = self._kinds() if allowed is None or allowed.landmarks is not None else {}

    def _kinds(self) -> dict[type, Stretches]:
        tests = self.cells if self.allowed is None else [*self.cells, self.allowed]
        points = [point for cell in tests for point in cell.landmarks or ()]
        kinds: dict[type, Stretches] = {type(None): Stretches(())}
        for kind in (Decimal, str, bool, date):
            kinds[kind] = Stretches([point for point in points if type(point) is kind])
        return kinds

    def rows(self, value: Any) -> int:
        """Give the rows that a value may meet: all it meets by constants, and the live ones."""
        known = self.kinds.get(type(value))
        if known is None:
            return self.rows(Decimal(value)) if type(value) is int else self.plain(value)
        try:
            found = known.at.get(value)
            return found if found is not None else self._learn(known, value)
        except (ArithmeticError, TypeError):  # a NaN
            return self.plain(value)

    def _learn(self, known: Stretches, value: Any) -> int:
        place = bisect_left(known.points, value)
        if place < len(known.points) and known.points[place] == value:
            rows = self.plain(value)
        else:
            gap = known.gaps[place]
            rows = known.gaps[place] = self.plain(value) if gap is None else gap
        if len(known.at) < MAX_KNOWN:
            known.at[value] = rows
        return rows

    def plain(self, value: Any) -> int:
        """Try every constant cell."""
        if not self.allows(value):
            return 0
        rows = self.live
        for row, cell in enumerate(self.cells):
            if cell.landmarks is not None and cell.try_matches(value, NO_FACTS, Meter()):
                rows |= 1 << row
        return rows

    def allows(self, value: Any) -> bool:
        """Tell whether a value is among the input values; null, which nobody gave, always is."""
        return self.allowed is None or value is None or self.allowed.try_matches(value, NO_FACTS, Meter())
