"""What a process may do next, whatever the facts are: the steps of `advance` itself, with every condition open.

Nothing of BPMN's token game is written a second time here: a state is taken one event further by `advance`, on
tables whose conditions are answered by an oracle, once for each combination of answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Trigger
from balai.kernel.process.events import (
    Answered,
    Event,
    Facts,
    Failed,
    Received,
    Signalled,
    Start,
    State,
    Stuck,
    TaskDone,
    TimerFired,
    Unhandled,
    Values,
)
from balai.kernel.process.process import Process
from balai.kernel.process.run import Held, Run
from balai.kernel.process.step import advance
from balai.kernel.process.tables import Tables, Wait

Key = tuple[Any, ...]
_AT = datetime(2000, 1, 1, tzinfo=UTC)  # timers are left open too: an instant decides nothing here


@dataclass(frozen=True, slots=True)
class Move:
    """One step: the element whose wait `n` was left (0: the start), how, the flows passed, and what came of it.

    `how` is "start", "done", "answered", "fails", "passes" (a timer), "arrives" (a message) or "sounds" (a
    signal); `error` is the code of a failure. `state` is None when the step cannot be finished; `at` is then where
    it broke off, `uncaught` says that nothing takes the error thrown there. `facts` hold what the step machine itself
    keeps there: the contexts of instances; they do not tell states apart. `outside`: it is no step of what runs,
    but begins an event sub-process; `sudden`: one of the whole process, which cuts off everything else.
    """

    n: int
    element: str
    how: str
    error: str
    flows: tuple[str, ...]
    state: State | None
    facts: Facts = field(default_factory=dict, compare=False)
    at: str = ""
    uncaught: bool = False
    outside: bool = False
    sudden: bool = False


class _Oracle:
    """Answers conditions: True first, then, turned, every other combination."""

    def __init__(self) -> None:
        self.script: list[bool] = []
        self.place = 0

    def answer(self) -> bool:
        if self.place == len(self.script):
            self.script.append(True)
        self.place += 1
        return self.script[self.place - 1]

    def turn(self) -> bool:
        """Go on to the next combination; return False after the last."""
        self.place = 0
        while self.script and not self.script[-1]:
            self.script.pop()
        if self.script:
            self.script[-1] = False
        return bool(self.script)


class _Open:
    """A condition that may be true or not."""

    def __init__(self, oracle: _Oracle) -> None:
        self.oracle = oracle

    def evaluate(self, _facts: Facts) -> bool:
        return self.oracle.answer()


class _Sure:
    """The last condition of a gateway of which one condition is known to hold."""

    def evaluate(self, _facts: Facts) -> bool:
        return True


class _Some:
    """A list with none, one or two items, which stand for any number of instances."""

    def __init__(self, oracle: _Oracle) -> None:
        self.oracle = oracle

    def evaluate(self, _facts: Facts) -> list[None]:
        return [None] * (0 if not self.oracle.answer() else 2 if self.oracle.answer() else 1)


class _Passed(tuple[int, ...]):
    """The targets of the flows; remembers which of them were asked for."""

    seen: list[int]

    def __getitem__(self, flow: Any) -> Any:
        self.seen.append(flow)
        return super().__getitem__(flow)


class _AnyAnswer:
    """What a rule task is told: no value, as nothing is read."""

    value = None
    reasons: tuple[Any, ...] = ()


class _AnyRules:
    """The service around a process of which nothing is known."""

    def decide(self, _decision_id: str, _facts: Facts, /) -> _AnyAnswer:
        return _AnyAnswer()

    def opened(self, _element_id: str, _facts: Facts, _at: datetime, /) -> Values:
        return {}


class Explorer:
    """Takes states of one process a step further. `covered` gateways are known to have a true condition."""

    def __init__(self, process: Process, covered: frozenset[str]) -> None:
        self.oracle = _Oracle()
        self.passed = _Passed(process.tables.target)
        self.passed.seen = []
        self.tables = process.tables
        caught = [*self.tables.catches, *(scope.catches for scope in self.tables.scopes)]
        self.errors = sorted({code for one in caught for kind, code in one if kind is Trigger.ERROR})
        self.opened = replace(process, tables=self._open_tables(covered))

    def _open_tables(self, covered: frozenset[str]) -> Tables:
        tables = self.tables
        guard, sure = cast("Expression", _Open(self.oracle)), cast("Expression", _Sure())
        some = cast("Expression", _Some(self.oracle))
        choices = []
        for row, ways in enumerate(tables.choices):
            asked = [(guard, flow) for _, flow in ways]
            if asked and tables.defaults[row] < 0 and tables.ids[row] in covered:
                asked[-1] = (sure, asked[-1][1])
            choices.append(tuple(asked))
        many = {
            row: replace(one, count=None, items=some, until=one.until and guard)
            for row, one in tables.many.items()
        }
        return replace(tables, choices=tuple(choices), many=many, target=self.passed)

    def shape(self, state: State) -> Run:
        """Return a state with its waits and tokens laid open; it is only read."""
        return Run(self.tables, state, {}, _AT, _AnyRules())

    def begin(self) -> list[Move]:
        """Return the ways in which a case may start."""
        return list(self._ways(None, {}, 0, Held(self.tables.start), Start(_AT), "start"))

    def moves(self, state: State, facts: Facts) -> list[Move]:
        """Return every way in which the next event may change the state."""
        found: list[Move] = []
        waiting = self.shape(state).open
        for n, held in waiting.items():
            for event, how in self._events(n, held, waiting):
                found += self._ways(state, facts, n, held, event, how)
        return found

    def _events(self, n: int, held: Held, waiting: Mapping[int, Held]) -> Iterator[tuple[Event, str]]:
        tables, row = self.tables, held.element
        kind = tables.waits[row]
        if kind == Wait.TASK:
            yield TaskDone(_AT, n), "done"
        elif kind == Wait.CALL:
            yield Answered(_AT, n), "answered"
            yield from ((Failed(_AT, n, code), "fails") for code in self.errors)
        elif kind == Wait.MESSAGE:
            yield Received(_AT, tables.messages[row], {}, n), "arrives"
        elif kind == Wait.SIGNAL:
            yield Signalled(_AT, tables.signals[row]), "sounds"
        elif kind == Wait.TIMER and self.named(row) <= {tables.ids[one.element] for one in waiting.values()}:
            yield TimerFired(_AT, n), "passes"

    def named(self, row: int) -> set[str]:
        """Return the task whose limit a timer waits for: that limit runs only while the task is open."""
        timer = self.tables.timers[row]
        name = timer.name if timer else None
        return set() if name in {None, "case.due"} else {str(name).split(".")[1]}

    def _ways(
        self, state: State | None, facts: Facts, n: int, held: Held, event: Event, how: str
    ) -> Iterator[Move]:
        """Yield what comes of an event, for every combination of answers to the conditions on its way."""
        self.oracle.script.clear()
        self.oracle.place = 0
        error = event.error if isinstance(event, Failed) else ""
        name, outside = self.tables.ids[held.element], self.tables.handler[held.element]
        sudden = outside and not held.scope and self.tables.interrupts[held.element]
        more = True
        while more:
            self.passed.seen = []
            after, kept, at, uncaught = None, facts, "", False
            try:
                after, kept, *_ = advance(self.opened, state, facts, event, _AnyRules())
            except (Stuck, Unhandled) as broken:
                at, uncaught = broken.element, isinstance(broken, Unhandled)
            flows = tuple(self.tables.flows[flow] for flow in self.passed.seen)
            if not (uncaught and at == name):  # an operation may fail as it likes: then the office is asked
                yield Move(n, name, how, error, flows, after, kept, at, uncaught, outside, sudden)
            more = self.oracle.turn()


def key(shape: Run) -> Key:
    """Return what tells states apart: what is open, on and in what, and where tokens wait; not the serials."""
    names = _names(shape)
    waits = sorted(names[n] for n in shape.open)
    tokens = sorted((names[scope], *one) for scope, flows in shape.tokens.items() for one in flows.items())
    return (*waits, *tokens, *sorted((names[n], *counts) for n, counts in shape.many.items()))


def doubled(shape: Run) -> str:
    """Return an element that is open twice, or a flow on which two tokens wait; "" in a safe state."""
    names = _names(shape)
    seen: set[Key] = set()
    for n, held in shape.open.items():
        if names[n] in seen:
            return shape.tables.ids[held.element]
        seen.add(names[n])
    return next((flow for flows in shape.tokens.values() for flow, count in flows.items() if count > 1), "")


def _names(shape: Run) -> Mapping[int, Key]:
    """Return for each serial what it stands for: element, instance, and the names of what it is on and in."""
    names: dict[int, Key] = {0: ()}
    for n, held in shape.open.items():  # in the order of opening: hosts and scopes come first
        names[n] = (held.element, held.instance, names[held.owner], names[held.scope])
    return names
