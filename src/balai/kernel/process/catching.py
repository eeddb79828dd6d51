"""Who takes what is thrown: errors, escalations and signals, and timers and messages that are caught.

BPMN 2.0.2, 10.5.6 (propagation: outward from scope to scope, the innermost catcher takes it; signals reach every
one that waits) and 13.5 (boundary events, event sub-processes).
"""

from collections.abc import Mapping

from balai.kernel.process.drawing import Trigger
from balai.kernel.process.nesting import start_handler
from balai.kernel.process.run import Held, Run
from balai.kernel.process.tables import Wait


def caught(run: Run, n: int, held: Held) -> None:
    """Go on from a timer, message or signal wait, just removed, having cut off what it interrupts."""
    tables = run.tables
    element, owner, scope, _ = held
    name, interrupts = tables.ids[element], tables.interrupts[element]
    again = tables.waits[element] != Wait.TIMER and not interrupts
    if tables.handler[element]:
        if interrupts:
            run.cancel(scope, name)
        if again:
            run.listen(element, 0, scope)
        start_handler(run, element, scope)
        return
    if owner and interrupts:
        run.interrupt(owner, name)
    elif owner and again:
        run.listen(element, owner, scope)
    run.release(element, n)
    run.reached(element)
    run.leave(element, scope)


def broadcast(run: Run, signal: str) -> None:
    """Give a signal to everything that waits for it at this moment, in the order it began to wait (10.5.6)."""
    tables = run.tables
    waiting = [
        n
        for n, held in run.open.items()
        if tables.waits[held.element] == Wait.SIGNAL and tables.signals[held.element] == signal
    ]
    for n in waiting:
        held = run.open.pop(n, None)
        if held is not None:
            caught(run, n, held)


def throw(run: Run, trigger: Trigger, code: str, element: int, scope: int) -> bool:
    """Hand an error or an escalation thrown at `element` to what takes it; return whether anything does.

    It goes from the scope of the element outward: to an event sub-process, then to the border of the activity.
    What is thrown inside an event sub-process is not for its neighbours, but for what is around their scope.
    """
    tables = run.tables
    number, neighbours = tables.scope_of[element], True
    while True:
        place = tables.scopes[number]
        start = _match(place.catches, trigger, code) if neighbours else -1
        if start >= 0:
            if tables.interrupts[start]:
                run.cancel(scope, tables.ids[start])
            start_handler(run, start, scope)
            return True
        if place.event:
            own = bool(scope) and run.open[scope].element == place.row
            scope = run.open[scope].scope if own else scope
            number, neighbours = place.around, False
            continue
        if not scope:
            return False
        activity = run.open[scope]
        if at_border(run, trigger, code, activity, scope):
            return True
        number, neighbours, scope = tables.scope_of[activity.element], True, activity.scope


def at_border(run: Run, trigger: Trigger, code: str, held: Held, n: int) -> bool:
    """Let a boundary event take an error or escalation, if one does; `n` is the activity's wait, 0 if it is over."""
    tables = run.tables
    event = _match(tables.catches[held.element], trigger, code)
    if event < 0:
        return False
    if n and tables.interrupts[event]:
        run.interrupt(n, tables.ids[event])
    run.reached(event)
    run.leave(event, held.scope)
    return True


def _match(catches: Mapping[tuple[Trigger, str], int], trigger: Trigger, code: str) -> int:
    return catches.get((trigger, code), catches.get((trigger, ""), -1))
