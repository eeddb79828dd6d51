"""One step in progress: its tokens, waits, facts and effects, and what may be done to them."""

from datetime import datetime, timedelta

from balai.kernel.process.durations import add_months
from balai.kernel.process.events import (
    AnswerLike,
    Await,
    CancelCall,
    CloseTask,
    Effect,
    Facts,
    Finish,
    ForeignState,
    NotOpen,
    Reached,
    Rules,
    StartTimer,
    State,
    Step,
    StopAwait,
    StopTimer,
    Stuck,
    Values,
)
from balai.kernel.process.tables import Op, Tables, Wait


class Run:
    """One step in progress. Elements and flows are table positions here; ids go in and out at the rim."""

    __slots__ = (
        "at",
        "decisions",
        "effects",
        "ends",
        "facts",
        "fresh",
        "n",
        "open",
        "passed",
        "rules",
        "stack",
        "tables",
        "tokens",
    )

    def __init__(self, tables: Tables, state: State | None, facts: Facts, at: datetime, rules: Rules) -> None:
        self.tables = tables
        self.facts = {**facts, "task": dict(facts.get("task") or ())}
        self.at = at
        self.rules = rules
        self.effects: list[Effect] = []
        self.decisions: list[tuple[str, AnswerLike]] = []
        self.stack: list[int] = []
        self.passed: list[int] = []
        self.open: dict[int, tuple[int, int]] = {}
        self.fresh = state is None
        self.n = 0
        self.tokens: dict[str, int] = {}
        self.ends: list[str] = []
        if state is not None:
            self.unpack(state)

    def unpack(self, state: State) -> None:
        """Take over a stored state; its lists and objects are copied."""
        self.n = state["n"]
        if "tokens" in state:
            self.tokens = dict(state["tokens"])
        if "ends" in state:
            self.ends = list(state["ends"])
        index, waits = self.tables.index, self.open
        try:
            for wait in state.get("open", ()):
                waits[wait[0]] = (index[wait[1]], wait[2] if len(wait) > 2 else 0)
        except KeyError as missing:
            raise ForeignState(missing.args[0]) from None

    # -- tokens --

    def leave(self, element: int) -> None:
        """Put a token on every flow that leaves the element."""
        self.stack.extend(self.tables.out[element])

    def result(self) -> Step:
        """Finish the process if nothing is left to run, and pack the new state."""
        tables = self.tables
        if not self.open or (tables.handlers and self.idle()):
            self.settle()
        state: State = {"n": self.n}
        if self.open:
            ids = tables.ids
            state["open"] = [
                [n, ids[element], owner] if owner else [n, ids[element]]
                for n, (element, owner) in self.open.items()
            ]
        if self.tokens:
            state["tokens"] = self.tokens
        if self.ends:
            state["ends"] = self.ends
        flows = tuple([tables.flows[flow] for flow in self.passed])
        return Step(state, self.facts, tuple(self.effects), tuple(self.decisions), flows)

    def idle(self) -> bool:
        """Say whether nothing is open but the starts of event sub-processes."""
        handler = self.tables.handler
        return all(handler[element] for element, _ in self.open.values())

    def settle(self) -> None:
        """End the process, unless a token waits at a join: then only an event sub-process can still help."""
        if not self.tokens:
            self.cancel("")
            self.effects.append(Finish(tuple(self.ends)))
        elif not self.open:
            raise Stuck(self.tables.join_of[next(iter(self.tokens))])

    # -- waits --

    def begin(self, element: int, owner: int = 0) -> int:
        """Open a wait under the next serial and return it."""
        self.n += 1
        self.open[self.n] = (element, owner)
        return self.n

    def take(self, n: int, kind: int) -> tuple[int, int]:
        """Remove the wait `n` and return its element and owner. Raises NotOpen unless it is of this kind."""
        wait = self.open.get(n)
        if wait is None or self.tables.waits[wait[0]] != kind:
            raise NotOpen(n)
        del self.open[n]
        return wait

    def arm(self, element: int, n: int) -> None:
        """Open what is attached to the wait `n`: boundary events, or the branches of a race."""
        for event in self.tables.attached[element]:
            self.listen(event, n)

    def listen(self, element: int, owner: int = 0) -> None:
        """Open a timer or a message wait; with an owner it is a boundary event or the branch of a race."""
        tables = self.tables
        n = self.begin(element, owner)
        name = tables.ids[element]
        standing = tables.ops[element] != Op.LISTEN
        if tables.waits[element] == Wait.TIMER:
            limit, at = self.due(element)
            self.effects.append(StartTimer(n, name, owner if owner and standing else None, limit, at))
            return
        if tables.holds[element]:
            self.reset(element)
        elif not standing:
            self.put(name, {})
        self.effects.append(Await(n, name, tables.messages[element]))
        self.arm(element, n)

    def due(self, element: int) -> tuple[str | None, datetime | None]:
        """Return the name of the limit, or the instant at which the timer fires."""
        timer = self.tables.timers[element]
        assert timer is not None  # noqa: S101 - `reading` refuses a timer event without a time
        if timer.name is not None or timer.at is not None:
            return timer.name, timer.at
        return None, add_months(self.at, timer.months) + timedelta(seconds=timer.seconds)

    def stop(self, n: int, element: int, by: str) -> None:
        """Report the end of a wait that was cut off and has already been removed."""
        name = self.tables.ids[element]
        kind = self.tables.waits[element]
        if kind == Wait.TASK:
            self.effects.append(CloseTask(n, name, "interrupted", by))
        elif kind == Wait.CALL:
            self.effects.append(CancelCall(n, name))
        elif kind == Wait.MESSAGE:
            self.effects.append(StopAwait(n, name))
        elif kind == Wait.TIMER:
            self.effects.append(StopTimer(n, name))

    def release(self, element: int, owner: int) -> None:
        """Stop everything attached to a wait on this element, which is closed."""
        if not self.tables.attached[element]:
            return
        for n in [n for n, wait in self.open.items() if wait[1] == owner]:
            self.stop(n, self.open.pop(n)[0], "")

    def interrupt(self, n: int, by: str) -> None:
        """Cut off one wait and what is attached to it."""
        element, _ = self.open.pop(n)
        self.stop(n, element, by)
        self.release(element, n)

    def cancel(self, by: str) -> None:
        """Cut off everything that is open, in the order it was opened, and drop every token."""
        for n in [n for n, wait in self.open.items() if not wait[1]]:
            self.interrupt(n, by)
        self.tokens.clear()
        self.stack.clear()

    # -- facts --

    def put(self, name: str, values: Values) -> None:
        """Set facts["task"][name]; the caller's facts were copied as far as this reaches."""
        self.facts["task"][name] = dict(values)

    def merge(self, name: str, values: Values) -> None:
        """Add values to facts["task"][name]."""
        if values:
            self.put(name, {**self.facts["task"].get(name, {}), **values})

    def reset(self, element: int) -> None:
        """Let the facts of a task start afresh, because it opens (again)."""
        name = self.tables.ids[element]
        self.put(name, self.rules.opened(name, self.facts, self.at))

    # -- events --

    def reached(self, element: int) -> None:
        """Report that an event was passed; tasks and gateways are silent."""
        if self.tables.event[element]:
            self.effects.append(Reached(self.tables.ids[element]))

    def caught(self, n: int, element: int, owner: int) -> None:
        """Go on from the timer or message wait `n`, just removed, having cut off what it interrupts."""
        tables = self.tables
        name = tables.ids[element]
        if tables.handler[element]:
            self.cancel(name)
        elif owner and tables.interrupts[element]:
            self.interrupt(owner, name)
        elif owner and tables.waits[element] == Wait.MESSAGE:
            self.listen(element, owner)
        self.release(element, n)
        self.reached(element)
        self.leave(element)

    def throw(self, error: str) -> bool:
        """Hand an error to the event sub-process that takes it; return whether there is one."""
        catches = self.tables.scope_catches
        start = catches.get(error, catches.get("", -1))
        if start < 0:
            return False
        self.cancel(self.tables.ids[start])
        self.reached(start)
        self.leave(start)
        return True
