"""One event in, the next state and its effects out: BPMN 2.0's token game (clause 13) as a pure function.

The state is small JSON that names element ids:
{"n": serials used, "open": [[n, element] or [n, element, n of the wait it is attached to]],
"tokens": {flow: tokens waiting at a parallel join}, "ends": [end events reached]}; empty parts are left out.
Tokens run depth first, branches in the order of their flows in the file: effects have one order only.
"""

from collections.abc import Callable
from typing import Any

from balai.kernel.process.events import (
    AlreadyStarted,
    Answered,
    Call,
    CloseTask,
    Event,
    Facts,
    Failed,
    NotAwaited,
    NotOpen,
    OpenTask,
    Received,
    Rules,
    Sent,
    Start,
    State,
    Step,
    Stuck,
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
    _move(run)
    return run.result()


def _move(run: Run) -> None:
    """Run tokens until each waits or is gone. It ends: `checks` refuses loops on which nothing waits."""
    target, ops, stack, passed = run.tables.target, run.tables.ops, run.stack, run.passed
    while stack:
        flow = stack.pop()
        passed.append(flow)
        element = target[flow]
        _ENTER[ops[element]](run, element, flow)


# -- what an event does --


def _start(run: Run, _event: Start) -> None:
    if not run.fresh:
        raise AlreadyStarted
    run.reached(run.tables.start)
    for handler in run.tables.handlers:
        run.listen(handler)
    run.leave(run.tables.start)


def _task_done(run: Run, event: TaskDone) -> None:
    element, _ = run.take(event.n, Wait.TASK)
    name = run.tables.ids[element]
    run.merge(name, event.values)
    run.effects.append(CloseTask(event.n, name, "done"))
    run.release(element, event.n)
    run.leave(element)


def _answered(run: Run, event: Answered) -> None:
    element, _ = run.take(event.n, Wait.CALL)
    run.merge(run.tables.ids[element], event.values)
    run.release(element, event.n)
    run.leave(element)


def _failed(run: Run, event: Failed) -> None:
    element, _ = run.take(event.n, Wait.CALL)
    catches = run.tables.catches[element]
    boundary = catches.get(event.error, catches.get("", -1))
    run.release(element, event.n)
    if boundary >= 0:
        run.reached(boundary)
        run.leave(boundary)
    elif run.tables.inner[element] or not run.throw(event.error):
        raise Unhandled(run.tables.ids[element], event.error)


def _timer_fired(run: Run, event: TimerFired) -> None:
    element, owner = run.take(event.n, Wait.TIMER)
    on = run.open[owner][0] if owner else element
    run.merge(run.tables.ids[on], event.values)
    run.caught(event.n, element, owner)


def _received(run: Run, event: Received) -> None:
    n = _awaited(run, event)
    element, owner = run.take(n, Wait.MESSAGE)
    keep = run.merge if run.tables.holds[element] else run.put
    keep(run.tables.ids[element], event.values)
    run.caught(n, element, owner)


def _awaited(run: Run, event: Received) -> int:
    """Find the wait a message is for: the one it names, else the innermost and oldest one."""
    tables = run.tables
    waiting = [
        (tables.handler[element], n)
        for n, (element, _) in run.open.items()
        if tables.messages[element] == event.message and event.n in {None, n}
    ]
    if waiting:
        return min(waiting)[1]
    if event.n is None:
        raise NotAwaited(event.message)
    raise NotOpen(event.n)


_TAKE: dict[type, Callable[[Run, Any], None]] = {
    Start: _start,
    TaskDone: _task_done,
    TimerFired: _timer_fired,
    Answered: _answered,
    Failed: _failed,
    Received: _received,
}


# -- what an element does with a token --


def _pass(run: Run, element: int, _flow: int) -> None:
    run.reached(element)
    run.leave(element)


def _choose(run: Run, element: int, _flow: int) -> None:
    facts = run.facts
    for condition, flow in run.tables.choices[element]:
        if condition.evaluate(facts) is True:
            run.stack.append(flow)
            return
    default = run.tables.defaults[element]
    if default < 0:
        raise Stuck(run.tables.ids[element])
    run.stack.append(default)


def _join(run: Run, element: int, flow: int) -> None:
    needed = run.tables.joins[element]
    if len(needed) > 1:
        tokens = run.tokens
        name = run.tables.flows[flow]
        tokens[name] = tokens.get(name, 0) + 1
        if len(tokens) < len(needed) or not all(name in tokens for name in needed):
            return
        for name in needed:
            tokens[name] -= 1
            if not tokens[name]:
                del tokens[name]
    run.leave(element)


def _race(run: Run, element: int, _flow: int) -> None:
    run.arm(element, run.begin(element))


def _task(run: Run, element: int, _flow: int) -> None:
    run.reset(element)
    n = run.begin(element)
    run.effects.append(OpenTask(n, run.tables.ids[element]))
    run.arm(element, n)


def _call(run: Run, element: int, _flow: int) -> None:
    run.reset(element)
    n = run.begin(element)
    run.effects.append(Call(n, run.tables.ids[element]))
    run.arm(element, n)


def _rule(run: Run, element: int, _flow: int) -> None:
    decision = run.tables.ids[element]
    answer = run.rules.decide(decision, run.facts)
    run.decisions.append((decision, answer))
    for reason in answer.reasons:
        run.facts[reason.decision] = reason.value
    run.facts[decision] = answer.value
    run.leave(element)


def _send(run: Run, element: int, _flow: int) -> None:
    run.effects.append(Sent(run.tables.ids[element]))
    run.reached(element)
    run.leave(element)


def _listen(run: Run, element: int, _flow: int) -> None:
    run.listen(element)


def _end(run: Run, element: int, _flow: int) -> None:
    name = run.tables.ids[element]
    run.reached(element)
    if name in run.ends:
        run.ends.remove(name)
    run.ends.append(name)


def _terminate(run: Run, element: int, flow: int) -> None:
    run.cancel(run.tables.ids[element])
    _end(run, element, flow)


def _raise(run: Run, element: int, _flow: int) -> None:
    run.reached(element)
    error = run.tables.errors[element]
    if not run.throw(error):
        raise Unhandled(run.tables.ids[element], error)


_ENTER: tuple[Callable[[Run, int, int], None], ...] = (
    _pass,
    _choose,
    _join,
    _race,
    _task,
    _call,
    _rule,
    _send,
    _listen,
    _end,
    _terminate,
    _raise,
)
