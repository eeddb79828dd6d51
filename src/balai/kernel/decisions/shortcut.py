"""The short way through a table whose columns are answers of one group and whose cells are constants of one kind.

It asks the index for the rows of each value, as the long way does, and gives up (None) at anything unusual: a missing or
null answer, another type, no row or several. Then the long way answers. So it answers as that does, or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, call, itemgetter
from typing import Any, TypeAlias

from balai.kernel.decisions.index import ColumnIndex
from balai.kernel.decisions.types import Answer, Reason
from balai.kernel.feel import Expression, Value, tree

Shortcut: TypeAlias = Callable[[Mapping[str, Any]], Answer | None]
Row: TypeAlias = tuple[Value, tuple[str, ...], tuple[str, ...]]  # its answer, its id, its articles

_HEAVY = frozenset((list, dict))


def shortcut(
    id_: str, titles: Sequence[str], inputs: Sequence[Expression], columns: Sequence[ColumnIndex], ready: Mapping[int, Row],
    *, first: bool,
) -> Shortcut | None:  # fmt: skip
    """Make the short way of a table; None when it has none.

    `ready` are the rows (as bits) whose answer is constant; `first` says that the first of several rows decides.
    """
    root, keys = _group(inputs)
    busy = [at for at, column in enumerate(columns) if not column.idle]
    kinds = tuple(columns[at].kind for at in busy)
    finds = tuple(
        columns[at].kinds[kind].__getitem__ for at, kind in zip(busy, kinds, strict=True) if kind is not None
    )
    if not keys or not ready or not busy or len(finds) < len(busy):
        return None
    take, pick, whole = _taker(keys), _taker(busy), len(busy) == len(columns)

    def run(facts: Mapping[str, Any]) -> Answer | None:
        group = facts.get(root)
        if type(group) is not dict:
            return None
        try:
            values = take(group)
            if not whole and not _HEAVY.isdisjoint(map(type, values)):
                return None  # the long way weighs it
            asked = values if whole else pick(values)
            if (*map(type, asked),) != kinds:
                return None
            rows = reduce(and_, map(call, finds, asked))
            row = ready[rows & -rows if first else rows]
        except (KeyError, TypeError, ArithmeticError):  # an answer is missing, no such row, or a NaN
            return None
        return Answer(row[0], None, (told, row, values))

    def told(row: Row, values: tuple[Value, ...]) -> tuple[Reason, ...]:
        inputs = dict(zip(titles, values, strict=True))
        return (Reason(id_, row[0], row[1], row[2], inputs),)

    return run


def _taker(keys: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Make a function that takes several things out of one, as a tuple; raises KeyError."""
    only = keys[0]
    return itemgetter(*keys) if len(keys) > 1 else lambda of: (of[only],)


def _group(inputs: Sequence[Expression]) -> tuple[str, list[str]]:
    """Find the group of which all inputs are answers, and their names in it; no names when they are not."""
    found: list[tuple[str, ...]] = []
    for one in inputs:
        node = one.tree
        if not isinstance(node, tree.Path) or not isinstance(node.base, tree.Name):
            return "", []
        found.append((node.base.name, node.key))
    roots = {root for root, _ in found}
    return (found[0][0], [key for _, key in found]) if len(roots) == 1 else ("", [])
