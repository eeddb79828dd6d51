"""Which moves of a state may be explored alone, so that parallel branches add up instead of multiplying.

A stubborn set (Valmari, 1989): everything that may happen at one open task, chosen so that nothing else can take
its place or wants the tokens it takes. Whatever the other branches do first, they can do just as well afterwards,
and come to the same state. What the others may come to is taken too large rather than too small: tokens are never
used up in that reckoning, and every way of a gateway is gone.
"""

from collections.abc import Iterable, Sequence

from balai.kernel.process.exploring import Explorer, Move
from balai.kernel.process.run import Run
from balai.kernel.process.tables import Op

_FAR = frozenset({Op.TERMINATE, Op.RAISE, Op.ESCALATE, Op.SIGNAL, Op.MERGE})
"""What acts beyond its own branch: on others, or according to where the others are."""


class Reducer:
    """Chooses moves on the tables of one process."""

    def __init__(self, explorer: Explorer) -> None:
        self.shape = explorer.shape
        self.tables = tables = explorer.tables
        self.flow_of = {name: number for number, name in enumerate(tables.flows)}
        self.wanted = {
            row: {self.flow_of[flow] for flow in flows}
            if tables.ops[row] == Op.JOIN and len(flows) > 1
            else set()
            for row, flows in enumerate(tables.joins)
        }

    def choose(self, shape: Run, moves: Sequence[Move]) -> list[Move]:
        """Return moves that suffice for now, all of them if none can stand alone; sudden ones always."""
        groups: dict[int, list[Move]] = {}
        for move in moves:
            if not move.sudden:
                groups.setdefault(shape.open[move.n].owner or move.n, []).append(move)
        for root, group in groups.items():
            if len(groups) == 1 or self._alone(shape, root, group):
                return group + [move for move in moves if move.sudden]
        return list(moves)

    def _alone(self, shape: Run, root: int, moves: Sequence[Move]) -> bool:
        """Tell whether the moves at these waits neither hinder the others nor can be hindered by them."""
        group = {n for n, held in shape.open.items() if root in {n, held.owner}}
        others = shape.open.keys() - group
        used: set[str] = set()
        for move in moves:
            if move.state is None or move.how == "sounds" or self._acts_far(move):
                return False
            after = self.shape(move.state)
            if not others <= after.open.keys():
                return False
            used |= _flows(shape) - _flows(after)
        tokens = {self.flow_of[flow] for flow in _flows(shape)}
        rows, flows = self._beyond(self._free(shape, root, others), tokens)
        own = {shape.open[n].element for n in group}
        return not (own & rows or {self.flow_of[flow] for flow in used} & flows)

    def _acts_far(self, move: Move) -> bool:
        return any(self.tables.ops[self.tables.target[self.flow_of[flow]]] in _FAR for flow in move.flows)

    def _free(self, shape: Run, root: int, others: Iterable[int]) -> list[int]:
        """Return the rows of the others, without what cannot end before this wait inside it does."""
        around = set()
        scope = shape.open[root].scope
        while scope:
            around.add(scope)
            scope = shape.open[scope].scope
        return [shape.open[n].element for n in others if n not in around]

    def _beyond(self, waiting: Iterable[int], tokens: set[int]) -> tuple[set[int], set[int]]:
        """Return what these waits may open, and the flows they may pass, with the tokens that are there."""
        tables, rows, flows = self.tables, set[int](), set[int]()
        fired = set(waiting)
        todo = list(fired)
        while todo:
            row = todo.pop()
            after = [*tables.attached[row], *tables.catches[row].values(), *self._inside(row)]
            for flow in tables.out[row]:
                flows.add(flow)
                after.append(tables.target[flow])
            for target in after:
                rows.add(target)
                if target not in fired and self.wanted[target] <= flows | tokens:
                    fired.add(target)
                    todo.append(target)
        return rows, flows

    def _inside(self, row: int) -> list[int]:
        """Return where tokens begin inside an activity, and the event sub-processes that may begin there."""
        tables = self.tables
        inner = [tables.many[row].inside] if row in tables.many else []
        if tables.opens[row] >= 0:
            scope = tables.scopes[tables.opens[row]]
            inner += [*([scope.start] if scope.start >= 0 else []), *scope.handlers, *scope.catches.values()]
        return inner


def _flows(shape: Run) -> set[str]:
    return {flow for flows in shape.tokens.values() for flow in flows}
