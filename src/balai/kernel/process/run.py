"""One step in progress: its tokens, waits, facts and effects, and what may be done to them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from balai.kernel.process import local
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
from balai.kernel.process.local import Path
from balai.kernel.process.tables import Op, Tables, Wait

Token = tuple[int, int]
"""A flow and the scope instance it runs in."""


class Held(NamedTuple):
    """One wait: its element; the wait it is attached to; the scope instance it stands in; which instance it is.

    0 stands for none: attached to nothing, standing in the process itself, no instance of a multi-instance.
    """

    element: int
    owner: int = 0
    scope: int = 0
    instance: int = 0


_held = tuple.__new__  # half the time of Held(...); a step makes several


class Run:
    """One step in progress. Elements and flows are table positions here; ids go in and out at the rim.

    A scope instance goes by the serial of the wait that opened it, the process itself by 0. `tokens` are those
    that wait at a join, by scope instance and flow; `many` counts the instances of a multi-instance activity:
    how many there are to be, how many began, how many ended. `index` is the instance that is just being begun.
    """

    __slots__ = (
        "at",
        "decisions",
        "effects",
        "ends",
        "facts",
        "fresh",
        "index",
        "many",
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
        task = facts.get("task")
        self.facts = {**facts, "task": task.copy() if task else {}}
        self.at = at
        self.rules = rules
        self.effects: list[Effect] = []
        self.decisions: list[tuple[str, AnswerLike]] = []
        self.stack: list[Token] = []
        self.passed: list[int] = []
        self.open: dict[int, Held] = {}
        self.many: dict[int, list[int]] = {}
        self.fresh = state is None
        self.index = 0
        self.n = 0
        self.tokens: dict[int, dict[str, int]] = {}
        self.ends: list[str] = []
        if state is not None:
            self.unpack(state)

    # -- the stored state --

    def unpack(self, state: State) -> None:
        """Take over a stored state; its lists and objects are copied. Raises ForeignState."""
        self.n = state["n"]
        if "tokens" in state:
            self.tokens[0] = dict(state["tokens"])
        if "ends" in state:
            self.ends = list(state["ends"])
        index, waits = self.tables.index, self.open
        try:
            for wait in state.get("open", ()):
                if len(wait) == 2:
                    waits[wait[0]] = _held(Held, (index[wait[1]], 0, 0, 0))
                else:
                    n, name, *rest = wait
                    waits[n] = Held(self.row(name, len(rest)), *rest)
        except KeyError as missing:
            raise ForeignState(missing.args[0]) from None
        if self.tables.nested:
            for scope, tokens in state.get("inner", {}).items():
                self.tokens[int(scope)] = dict(tokens)
            self.many = {int(n): list(counts) for n, counts in state.get("many", {}).items()}

    def row(self, name: str, said: int) -> int:
        """Return the row of a stored wait; one that says all three serials is an instance of a multi-instance."""
        row = self.tables.index[name]
        return self.tables.many[row].inside if said == 3 else row

    def pack(self) -> State:
        """Return the state as JSON values; empty parts and trailing zeros of a wait are left out."""
        state: State = {"n": self.n}
        if self.open:
            ids = self.tables.ids
            state["open"] = [
                [n, ids[held[0]], *_trimmed(held)] if held[1] or held[2] else [n, ids[held[0]]]
                for n, held in self.open.items()
            ]
        if self.tokens.get(0):
            state["tokens"] = self.tokens[0]
        if self.tables.nested:
            inner = {str(scope): tokens for scope, tokens in self.tokens.items() if tokens and scope}
            many = {str(n): counts for n, counts in self.many.items()}
            state |= {name: part for name, part in (("inner", inner), ("many", many)) if part}
        if self.ends:
            state["ends"] = self.ends
        return state

    def result(self) -> Step:
        """Finish the process if nothing is left to run, and pack the new state."""
        tables = self.tables
        if not self.open or (tables.scopes[0].handlers and self.idle()):
            self.settle()
        elif tables.nested and not any(map(self.answerable, self.open.values())):
            raise Stuck(self.waiting_join())
        names = tables.flows
        flows = tuple([names[flow] for flow in self.passed])
        return Step(self.pack(), self.facts, tuple(self.effects), tuple(self.decisions), flows)

    def idle(self) -> bool:
        """Say whether nothing is open but the starts of event sub-processes of the process."""
        handler = self.tables.handler
        return all(handler[held.element] and not held.scope for held in self.open.values())

    def answerable(self, held: Held) -> bool:
        """Say whether something may still happen at this wait itself."""
        return self.tables.waits[held.element] != Wait.SCOPE

    def settle(self) -> None:
        """End the process, unless a token waits at a join: then only an event sub-process can still help."""
        if not self.tokens.get(0):
            self.cancel(0, "")
            self.effects.append(Finish(tuple(self.ends)))
        elif not self.open:
            raise Stuck(self.waiting_join())

    def waiting_join(self) -> str:
        """Return the id of a gateway at which a token waits."""
        return next(self.tables.join_of[flow] for tokens in self.tokens.values() for flow in tokens)

    # -- tokens --

    def leave(self, element: int, scope: int) -> None:
        """Put a token on every flow that leaves the element."""
        out = self.tables.out[element]
        if len(out) == 1:
            self.stack.append((out[0], scope))
        else:
            self.stack.extend([(flow, scope) for flow in out])

    # -- waits --

    def begin(self, element: int, owner: int = 0, scope: int = 0) -> int:
        """Open a wait under the next serial and return it."""
        self.n += 1
        n = self.n
        self.open[n] = _held(Held, (element, owner, scope, 0 if owner else self.index))
        return n

    def take(self, n: int, kind: int) -> Held:
        """Remove the wait `n` and return it. Raises NotOpen unless it is of this kind."""
        held = self.open.get(n)
        if held is None or self.tables.waits[held.element] != kind:
            raise NotOpen(n)
        del self.open[n]
        return held

    def arm(self, element: int, n: int, scope: int) -> None:
        """Open what is attached to the wait `n`: boundary events, or the branches of a race."""
        for event in self.tables.attached[element]:
            self.listen(event, n, scope)

    def listen(self, element: int, owner: int, scope: int) -> None:
        """Open a timer, message or signal wait; with an owner it is a boundary event or the branch of a race."""
        tables = self.tables
        n = self.begin(element, owner, scope)
        name = tables.ids[element]
        standing = tables.ops[element] != Op.LISTEN
        if tables.waits[element] == Wait.TIMER:
            limit, at = self.due(element)
            self.effects.append(StartTimer(n, name, owner if owner and standing else None, limit, at))
            return
        if tables.holds[element]:
            self.reset(element, scope)
        elif not standing:
            self.put(element, scope, {})
        if tables.waits[element] == Wait.MESSAGE:
            place = self.place(element, scope, self.index)[0] if tables.local else ()
            self.effects.append(Await(n, name, tables.messages[element], place))
        self.arm(element, n, scope)

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
        for n in [n for n, held in self.open.items() if held.owner == owner]:
            self.stop(n, self.open.pop(n).element, "")

    def interrupt(self, n: int, by: str) -> None:
        """Cut off one wait, what is attached to it and what stands inside it."""
        element = self.open.pop(n).element
        self.stop(n, element, by)
        self.release(element, n)
        if self.tables.waits[element] == Wait.SCOPE:
            self.cancel(n, by)
            self.many.pop(n, None)

    def cancel(self, scope: int, by: str) -> None:
        """Cut off everything that is open in a scope instance, in the order it was opened, and drop its tokens."""
        for n in [n for n, held in self.open.items() if held.scope == scope and not held.owner]:
            self.interrupt(n, by)
        self.tokens.pop(scope, None)
        if self.stack:
            self.stack[:] = [token for token in self.stack if token[1] != scope]

    # -- facts --

    def path(self, scope: int) -> Path:
        """Return the instances and calls around a scope instance, outermost first."""
        found: list[tuple[str, int]] = []
        tables = self.tables
        while scope:
            held = self.open[scope]
            process = tables.scopes[tables.opens[held.element]].row < 0
            if held.instance or process:
                found.append((tables.ids[held.element], held.instance))
            scope = held.scope
        return tuple(reversed(found))

    def place(self, element: int, scope: int, index: int) -> tuple[Path, str]:
        """Return where the facts of an element lie: a path, and its id there, "" for an instance's own context."""
        path, name = self.path(scope), self.tables.ids[element]
        return ((*path, (name, index)), "") if index else (path, name)

    def seen(self, scope: int) -> Facts:
        """Return the facts as an element in this scope instance sees them."""
        path = self.path(scope) if scope and self.tables.local else ()
        return local.view(self.facts, path) if path else self.facts

    def put(self, element: int, scope: int, values: Values, index: int = 0) -> None:
        """Set the facts of an element; the caller's facts were copied as far as this reaches."""
        if self.tables.local:
            local.write(self.facts["task"], *self.place(element, scope, index), values)
        else:
            self.facts["task"][self.tables.ids[element]] = dict(values)

    def merge(self, held: Held, values: Values) -> None:
        """Add values to the facts of the element that waits here."""
        if not values:
            return
        if not self.tables.local:
            task, name = self.facts["task"], self.tables.ids[held.element]
            task[name] = {**task.get(name, {}), **values}
        else:
            path, name = self.place(held.element, held.scope, held.instance)
            known = local.context(self.facts["task"], path).get(name, {}) if name else {}
            local.write(self.facts["task"], path, name, {**known, **values})

    def reset(self, element: int, scope: int) -> None:
        """Let the facts of a task start afresh, because it opens (again)."""
        name = self.tables.ids[element]
        if self.tables.local:
            values = self.rules.opened(name, self.seen(scope), self.at)
            self.put(element, scope, values, self.index)
        else:
            self.facts["task"][name] = dict(self.rules.opened(name, self.facts, self.at))

    # -- events --

    def reached(self, element: int) -> None:
        """Report that an event was passed; tasks and gateways are silent."""
        if self.tables.event[element]:
            self.effects.append(Reached(self.tables.ids[element]))


def _trimmed(held: Held) -> tuple[int, ...]:
    """Return a wait's serials without trailing zeros."""
    return held[1:] if held.instance else held[1:3] if held.scope else held[1:2]
