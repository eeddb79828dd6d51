"""Which rows of a column a value meets, found without trying every cell.

Cells that hold only constants cut the values of a kind into stretches: a constant, or all that lies between
two. Within a stretch the answer cannot change, so it is worked out once, by the plain interpretation, and
kept. The index therefore agrees with the plain interpretation by the way it is made. Rows are bits: bit 0 is
the first row.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from balai.kernel.feel import Meter, UnaryTests

NO_FACTS: dict[str, Any] = {}
MAX_KNOWN = 4096  # values per column and kind whose rows are kept at hand


class Stretches(dict[Any, int]):
    """What is known of one kind of value: rows met at each value seen, and in each gap between two constants.

    A value that was not seen is found by the gap it lies in; `plain` is asked once for each constant and each gap.
    """

    __slots__ = ("gaps", "plain", "points")

    def __init__(self, points: Sequence[Any], plain: Callable[[Any], int]) -> None:
        super().__init__()
        self.points = sorted(set(points))
        self.gaps: list[int | None] = [None] * (len(self.points) + 1)
        self.plain = plain

    def __missing__(self, value: Any) -> int:
        """Find the rows of a value that is not at hand; raises ArithmeticError or TypeError for a NaN."""
        place = bisect_left(self.points, value)
        gap = self.gaps[place]
        if place < len(self.points) and self.points[place] == value:
            gap = self[value] = self.plain(value)
        elif gap is None:
            gap = self.gaps[place] = self.plain(value)
        if len(self) < MAX_KNOWN:
            self[value] = gap
        return gap


class ColumnIndex:
    """One input column.

    `live` are the rows whose cells need the facts and must be tried one by one; `idle` says that any value meets every
    row, `kind` is the one type of all constants (None when there are several, or live cells).
    """

    def __init__(self, cells: Sequence[UnaryTests], allowed: UnaryTests | None) -> None:
        self.cells = cells
        self.allowed = allowed
        self.live = 0
        for row, cell in enumerate(cells):
            if cell.landmarks is None:
                self.live |= 1 << row
        self.kinds = self._kinds() if allowed is None or allowed.landmarks is not None else {}
        self.idle = allowed is None and all(cell.always for cell in cells)
        known = [kind for kind, stretches in self.kinds.items() if stretches.points]
        self.kind = known[0] if len(known) == 1 and not self.live else None

    def _kinds(self) -> dict[type, Stretches]:
        tests = self.cells if self.allowed is None else [*self.cells, self.allowed]
        points = [point for cell in tests for point in cell.landmarks or ()]
        kinds: dict[type, Stretches] = {type(None): Stretches((), self.plain)}
        for kind in (Decimal, str, bool, date):
            kinds[kind] = Stretches([point for point in points if type(point) is kind], self.plain)
        return kinds

    def rows(self, value: Any) -> int:
        """Give the rows that a value may meet: all it meets by constants, and the live ones."""
        known = self.kinds.get(type(value))
        if known is None:
            return self.rows(Decimal(value)) if type(value) is int else self.plain(value)
        try:
            return known[value]
        except (ArithmeticError, TypeError):  # a NaN
            return self.plain(value)

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
