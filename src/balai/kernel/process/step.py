"""One event in, the next state and its effects out: BPMN 2.0.2's token game (clause 13) as a pure function.

The state is small JSON that names element ids:
{"n": serials used, "open": [[n, element, attached to, scope, index]], "tokens": {flow: tokens waiting at a join},
"inner": {scope: {flow: tokens}}, "many": {n: [instances to be, begun, ended]}, "ends": [end events reached]}.
`attached to` and `scope` are serials of other waits: a task with a boundary event, a sub-process; 0 is none.
`index` numbers an instance of a multi-instance activity. Trailing zeros and empty parts are left out.
Tokens run depth first, branches in the order of their flows in the file: effects have one order only.
"""

from collections.abc import Callable
from typing import Any

from balai.kernel.process import catching, nesting
from balai.kernel.process.drawing import Trigger
from balai.kernel.process.entering import move
from balai.kernel.process.events import (
    AlreadyStarted,
    Answered,
    CloseTask,
    Event,
    Facts,
    Failed,
    NotAwaited,
    NotOpen,
    Received,
    Rules,
    Signalled,
    Start,
    State,
    Step,
    TaskDone,
    TimerFired,
    Unhandled,
)
from balai.kernel.process.process import Process
from balai.kernel.process.run import Run
from balai.kernel.process.tables import Wait


def advance(process: Process, state: State | None, facts: Facts, event: Event, rules: Rules) -> Step:
    """Apply one event and run until every token waits. `state` (None at Start) and `facts` are not changed.

    Raises NotOpen, NotAwaited, AlreadyStarted for an event that does not fit, Stuck and Unhandled for a
    case that cannot go on, ForeignState for the state of another process.
    """
    run = Run(process.tables, state, facts, event.at, rules)
    _TAKE[type(event)](run, event)
    move(run)
    return run.result()


def _start(run: Run, _event: Start) -> None:
    if not run.fresh:
        raise AlreadyStarted
    run.reached(run.tables.start)
    nesting.arm(run, 0, 0)
    run.leave(run.tables.start, 0)


def _task_done(run: Run, event: TaskDone) -> None:
    held = run.take(event.n, Wait.TASK)
    run.merge(held, event.values)
    run.effects.append(CloseTask(event.n, run.tables.ids[held.element], "done"))
    run.release(held.element, event.n)
    run.leave(held.element, held.scope)


def _answered(run: Run, event: Answered) -> None:
    held = run.take(event.n, Wait.CALL)
    run.merge(held, event.values)
    run.release(held.element, event.n)
    run.leave(held.element, held.scope)


def _failed(run: Run, event: Failed) -> None:
    """Let the nearest event take the error: on the call itself, else outward from its scope (10.5.6)."""
    held = run.take(event.n, Wait.CALL)
    run.release(held.element, event.n)
    if catching.at_border(run, Trigger.ERROR, event.error, held, 0):
        return
    if not catching.throw(run, Trigger.ERROR, event.error, held.element, held.scope):
        raise Unhandled(run.tables.ids[held.element], event.error)


def _timer_fired(run: Run, event: TimerFired) -> None:
    held = run.take(event.n, Wait.TIMER)
    run.merge(run.open[held.owner] if held.owner else held, event.values)
    catching.caught(run, event.n, held)


def _received(run: Run, event: Received) -> None:
    n = _awaited(run, event)
    held = run.take(n, Wait.MESSAGE)
    if run.tables.holds[held.element]:
        run.merge(held, event.values)
    else:
        run.put(held.element, held.scope, event.values)
    catching.caught(run, n, held)


def _awaited(run: Run, event: Received) -> int:
    """Find the wait a message is for: the one it names, else the innermost and oldest one."""
    tables = run.tables
    waiting = [
        (tables.handler[held.element], n)
        for n, held in run.open.items()
        if tables.messages[held.element] == event.message and event.n in {None, n}
    ]
    if waiting:
        return min(waiting)[1]
    if event.n is None:
        raise NotAwaited(event.message)
    raise NotOpen(event.n)


def _signalled(run: Run, event: Signalled) -> None:
    catching.broadcast(run, event.signal)


_TAKE: dict[type, Callable[[Run, Any], None]] = {
    Start: _start,
    TaskDone: _task_done,
    TimerFired: _timer_fired,
    Answered: _answered,
    Failed: _failed,
    Received: _received,
    Signalled: _signalled,
}
