"""Rows of a decision table that could be one: the same answer by the same article, and one cell that differs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from balai.kernel.decisions.boxes import bits, neighbours
from balai.kernel.decisions.domains import Stretch, constants
from balai.kernel.decisions.logic import Table

_ORDERED = frozenset(("FIRST", "RULE ORDER", "COLLECT", "OUTPUT ORDER"))
_CROSSING = frozenset(("ANY", "FIRST", "PRIORITY"))


def alike(table: Table, columns: Sequence[Sequence[Stretch]]) -> Iterator[tuple[int, int, int, str]]:
    """Yield two rows, the place of the column in which they differ, and the cell of the row that does for both.

    The cell is "" where it cannot be written by joining the two. Rows of which one needs other facts are left out.
    """
    masks = [_masks(column, len(table.lines)) for column in columns]
    fixed = [all(constants(cell) is not None for cell in line.cells) for line in table.lines]
    near = neighbours([[one.rows for one in column] for column in columns], len(table.lines))
    seen: set[int] = set()
    for at in range(len(columns)):
        groups: dict[object, list[int]] = defaultdict(list)
        for row, line in enumerate(table.lines):
            rest = tuple(mask[row] for place, mask in enumerate(masks) if place != at)
            groups[(rest, line.citations, tuple(output.text for output in line.outputs))].append(row)
        for one, two in (pair for rows in groups.values() for pair in combinations(rows, 2)):
            if fixed[one] and fixed[two] and two not in seen and _joinable(table.policy, near, one, two):
                seen.add(two)
                yield one, two, at, _joined(table, columns[at], at, one, two)


def _masks(column: Sequence[Stretch], count: int) -> list[int]:
    """For each row, the stretches that it meets."""
    found = [0] * count
    for place, one in enumerate(column):
        for row in bits(one.rows):
            found[row] |= 1 << place
    return found


def _joinable(policy: str, near: Sequence[int], one: int, two: int) -> bool:
    """Tell whether the second row may stand with the first.

    Where the order counts, no row between the two may meet the second; where each row that matches gives an answer of
    its own, the two may not meet.
    """
    between = (1 << two) - (1 << one + 1)
    if policy in _ORDERED and near[two] & between:
        return False
    return policy in _CROSSING or not near[two] >> one & 1


def _joined(table: Table, column: Sequence[Stretch], at: int, one: int, two: int) -> str:
    """Write the cell of the row that does for both."""
    left, right = table.lines[one].cells[at], table.lines[two].cells[at]
    if all(stretch.rows & (1 << one | 1 << two) for stretch in column):
        return "-"
    return "" if left.tree.negated or right.tree.negated else f"{left.text}, {right.text}"
