"""Is a process sound? Proved by looking at every state it can come to.

Soundness (van der Aalst, "The Application of Petri Nets to Workflow Management", 1998) asks of a process that from
every state an end can be reached, that nothing is left over at the end, and that nothing in it is dead. BPMN 2.0
(13.4.6) lets a process end when no token is left, so what may be left over are tokens at a join, which wait for
others that cannot come. We ask for safety as well: nothing is open twice at once, for a task keeps its facts
under its own name; so tokens cannot pile up without bound. An event sub-process (withdrawal, silence) is no way
out: what can only be ended by it is stuck.

Data are left open: each way of a gateway may be taken at any time, and none, one or two instances of a
multi-instance activity stand for any number. A process that only its data keep from going
wrong is not sound here.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from balai.kernel.process.components import bottoms
from balai.kernel.process.events import State
from balai.kernel.process.exploring import Explorer, Key, Move, doubled, key
from balai.kernel.process.graph import Graph, inward, reachable, reversed_graph
from balai.kernel.process.process import Process
from balai.kernel.process.reducing import Reducer
from balai.kernel.process.run import Run

MOST_STATES = 10_000


@dataclass(frozen=True, slots=True)
class Flaw:
    """One way in which a process is not sound; `path` is a shortest way there, () for what is never reached.

    `kind`: "stuck" (the case cannot go on at `element`), "undecided" (no condition of the gateway need hold),
    "uncaught" (nothing takes the error that is thrown), "twice" (behind `element`, where two tokens meet, `open` is
    open twice at once), "again" (the same, because an event that does not interrupt happened again meanwhile),
    "endless" (no end can be reached any more), "unreachable".
    """

    kind: str
    element: str
    path: tuple[Move, ...]
    open: str = ""

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the elements and flows of the path, in order, to be drawn over the diagram."""
        return tuple(name for move in self.path for name in (move.element, *move.flows))


@dataclass(frozen=True, slots=True)
class Proof:
    """What exploring a process showed. Without flaws it is sound if `complete`; else it is not proved.

    `states`: how many were looked at.
    """

    states: int
    complete: bool
    flaws: tuple[Flaw, ...]

    @property
    def sound(self) -> bool:
        """Whether soundness is proved."""
        return self.complete and not self.flaws


@dataclass(slots=True)
class _Node:
    """A state, how it was first reached, what may follow, and which moves were put off."""

    state: State
    before: Key | None
    by: Move
    after: list[tuple[Key, Move]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    put_off: list[Move] = field(default_factory=list)
    broken: bool = False


def prove(process: Process, *, covered: Collection[str] = (), most: int = MOST_STATES) -> Proof:
    """Explore a process that `load` accepted, at most `most` states of it.

    `covered`: gateways without a default flow of which one condition is known to hold always.
    """
    explored = _Exploration(process, frozenset(covered), most, reduce=True)
    explored.run()
    flaws = explored.flaws()
    if any(flaw.path for flaw in flaws) and explored.reducer:
        plain = _Exploration(process, frozenset(covered), most, reduce=False)
        plain.run()
        shortest = {(flaw.kind, flaw.element): flaw for flaw in plain.flaws()}
        flaws = [shortest.get((flaw.kind, flaw.element), flaw) for flaw in flaws]
    return Proof(len(explored.nodes), explored.complete, tuple(flaws))


class _Exploration:
    def __init__(self, process: Process, covered: frozenset[str], most: int, *, reduce: bool) -> None:
        self.process = process
        self.explorer = Explorer(process, covered)
        foreign = any(
            self.explorer.named(row) - {one.attached_to} for row, one in enumerate(process.elements.values())
        )
        self.reducer = Reducer(self.explorer) if reduce and not foreign else None
        self.most = most
        self.nodes: dict[Key, _Node] = {}
        self.queue: deque[Key] = deque()
        self.found: list[Flaw] = []
        self.alive: set[str] = {process.start}
        self.complete = True

    # -- the states

    def run(self) -> None:
        """Look at every state, breadth first; then at those that the reduction has put off for ever."""
        for move in self.explorer.begin():
            self.arrive(None, move)
        while self.queue:
            while self.queue and self.complete:
                self.expand(self.queue.popleft())
            if not self.complete:
                return
            self.resume()

    def expand(self, name: Key) -> None:
        node = self.nodes[name]
        shape, moves = self.explorer.shape(node.state), self.explorer.moves(node.state, node.by.facts)
        chosen = self.reducer.choose(shape, moves) if self.reducer else moves
        if len(chosen) < len(moves):
            node.put_off = [move for move in moves if move not in chosen]
        self.follow(name, chosen)
        if at := self.stuck(shape, moves):
            node.broken = True
            self.found.append(Flaw("stuck", at, self.path(node.before, node.by)))

    def follow(self, name: Key, moves: Iterable[Move]) -> None:
        node = self.nodes[name]
        for move in moves:
            node.taken.add(move.element)
            after = self.arrive(name, move)
            if after is None:
                node.broken = True
            else:
                node.after.append((after, move))

    def arrive(self, before: Key | None, move: Move) -> Key | None:
        """Note the state that a move leads to; return None when it is not to be followed."""
        self.live(move)
        if move.state is None:
            chooses = self.process.tables.choices[self.process.tables.index[move.at]]
            kind = "uncaught" if move.uncaught else "undecided" if chooses else "stuck"
            self.found.append(Flaw(kind, move.at, self.path(before, move)))
            return None
        shape = self.explorer.shape(move.state)
        if twice := doubled(shape):
            self.found.append(self.met(self.path(before, move), twice))
            return None
        name = key(shape)
        if name not in self.nodes:
            if len(self.nodes) == self.most:
                self.complete = False
                return None
            self.nodes[name] = _Node(move.state, before, move)
            self.queue.append(name)
        return name

    def met(self, path: tuple[Move, ...], twice: str) -> Flaw:
        """Return the flaw of an element that is open twice: it lies where the two ways to it become one."""
        elements, flows = self.process.elements, self.process.flows
        element = self.process.tables.join_of.get(twice, twice)
        passed = [name for move in path for name in move.flows]
        came = [place + 1 for place, name in enumerate(passed) if flows[name].target == element][-2:]
        ways = (
            zip(reversed(passed[: came[0]]), reversed(passed[came[0] : came[-1]]), strict=False)
            if came
            else ()
        )
        shared = [one for one, other in takewhile(lambda pair: pair[0] == pair[1], ways)]
        beside = [one.element for one in path if not elements[one.element].interrupts]
        kind = "again" if len(beside) > len(set(beside)) else "twice"
        return Flaw(kind, flows[shared[-1]].source if shared else element, path, element)

    def live(self, move: Move) -> None:
        self.alive.add(move.element)
        for flow in move.flows:
            self.alive.update((self.process.flows[flow].source, self.process.flows[flow].target))

    def resume(self) -> None:
        """Follow what was put off where the exploration turns in a circle without it (the ignoring problem)."""
        graph = {
            name: [after for after, move in node.after if not move.sudden]
            for name, node in self.nodes.items()
        }
        for circle in bottoms(graph):
            taken = {element for name in circle for element in self.nodes[name].taken}
            for name in circle:
                node = self.nodes[name]
                if any(move.element not in taken for move in node.put_off):
                    waiting, node.put_off = node.put_off, []
                    self.follow(name, waiting)
                    break

    def stuck(self, shape: Run, moves: Iterable[Move]) -> str:
        """Return where a scope can go on no more unless it is cut off: the join, or the lone timer; else ""."""
        handler = self.process.tables.handler
        busy = {held.scope for held in shape.open.values() if not handler[held.element]}
        for scope, tokens in shape.tokens.items():
            if tokens and scope not in busy:
                return self.process.tables.join_of[next(iter(tokens))]
        return self.plain(shape) if shape.open and all(move.outside for move in moves) else ""

    def plain(self, shape: Run) -> str:
        """Return the first element that is open, leaving aside the starts of event sub-processes."""
        tables = shape.tables
        return next(tables.ids[one.element] for one in shape.open.values() if not tables.handler[one.element])

    # -- what they show

    def flaws(self) -> list[Flaw]:
        """Return the flaws: those found on the way, states without an end, elements never reached."""
        graph = inward(self.process.elements, self.process.flows.values())
        found = [*self.found, *self.endless()]
        kept: list[Flaw] = []
        for flaw in sorted(found, key=lambda one: (one.kind == "again", len(one.path))):
            if flaw.element not in self.behind(graph, kept) | {one.element for one in kept}:
                kept.append(flaw)
        return kept + (list(self.dead(graph, kept)) if self.complete else [])

    def path(self, before: Key | None, move: Move) -> tuple[Move, ...]:
        path = [move]
        while before is not None:
            node = self.nodes[before]
            path.append(node.by)
            before = node.before
        return tuple(reversed(path))

    def endless(self) -> Iterator[Flaw]:
        """Yield the first state from which no end can be reached. What broke on the way counts as an end."""
        if not self.complete:
            return
        before: dict[Key, list[Key]] = {name: [] for name in self.nodes}
        for name, node in self.nodes.items():
            for after, move in node.after:
                if not move.outside:
                    before[after].append(name)
        ends = [name for name, node in self.nodes.items() if not node.state.get("open") or node.broken]
        hopeful = reachable(before, ends)
        for name, node in self.nodes.items():
            if name not in hopeful:
                yield Flaw(
                    "endless", self.plain(self.explorer.shape(node.state)), self.path(node.before, node.by)
                )
                return

    def behind(self, graph: Graph, flaws: Iterable[Flaw]) -> set[str]:
        """Return what follows where a case went wrong, also outside the activities around that place."""
        elements, found = self.process.elements, set[str]()
        waiting = [flaw.element for flaw in flaws if flaw.kind != "undecided"]
        while waiting:
            found |= (reached := reachable(graph, waiting))
            scopes = {elements[name].scope for name in reached} - {""}
            waiting = [
                name for name, one in elements.items() if {name, one.called} & scopes and name not in found
            ]
        return found

    def dead(self, graph: Graph, flaws: list[Flaw]) -> Iterator[Flaw]:
        """Yield the first elements that no path reaches, apart from those behind another flaw."""
        behind = self.behind(graph, flaws)
        before = reversed_graph(graph)
        dead = [
            name
            for name, one in self.process.elements.items()
            if name not in self.alive | behind and (not one.event_handler)
        ]
        first = [name for name in dead if not set(before[name]) & set(dead)]
        yield from (Flaw("unreachable", name, ()) for name in first or dead[:1])
