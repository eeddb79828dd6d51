"""What stands inside something: sub-processes, called processes, and the instances of a multi-instance activity.

BPMN 2.0.2, 13.3.4 (sub-process, call activity), 13.3.7 (multi-instance), 13.5.4 (event sub-process). A scope
instance goes by the serial of the wait that opened it. An interrupting event sub-process runs in the instance of
the scope it interrupted, which has nothing else left to do; one that does not interrupt has an instance of its own.
"""

from collections.abc import Callable
from decimal import Decimal

from balai.kernel.process import local
from balai.kernel.process.events import Stuck
from balai.kernel.process.run import Held, Run
from balai.kernel.process.tables import Many, Wait

MOST = 1000
"""Instances of one multi-instance activity: a number from a form must not fill the memory of the host."""

Begin = Callable[[Run, int, int], None]
"""Begin one instance of an activity: run, its inner row, the scope instance it stands in."""


def arm(run: Run, scope: int, instance: int) -> None:
    """Arm the event sub-processes of a scope that begins."""
    for handler in run.tables.scopes[scope].handlers:
        run.listen(handler, 0, instance)


def enter(run: Run, element: int, _flow: int, scope: int) -> None:
    """Open a sub-process or a called process: its instance, its event sub-processes, its start."""
    tables = run.tables
    inside = tables.opens[element]
    instance = run.begin(element, 0, scope)
    if tables.scopes[inside].row < 0 and not run.index:
        run.put(element, scope, {})
    run.index = 0
    run.arm(element, instance, scope)
    arm(run, inside, instance)
    start = tables.scopes[inside].start
    run.reached(start)
    run.leave(start, instance)


def start_handler(run: Run, start: int, instance: int) -> None:
    """Run an event sub-process from its start; what it interrupts in this scope instance has been cut off."""
    tables = run.tables
    number = tables.scope_of[start]
    if not tables.interrupts[start]:
        instance = run.begin(tables.scopes[number].row, 0, instance)
    arm(run, number, instance)
    run.reached(start)
    run.leave(start, instance)


# -- multi-instance


def repeat(run: Run, element: int, _flow: int, scope: int) -> None:
    """Open a multi-instance activity; `go_on` begins its instances."""
    many = run.tables.many[element]
    instance = run.begin(element, 0, scope)
    contexts = _contexts(run, element, many, scope)
    run.put(element, scope, {"count": Decimal(len(contexts)), "done": Decimal(0), "all": contexts})
    run.many[instance] = [len(contexts), 0, 0]
    run.arm(element, instance, scope)


def _contexts(run: Run, element: int, many: Many, scope: int) -> list[dict[str, object]]:
    """Return what each instance starts with. Raises Stuck when there is neither a list nor a whole number."""
    facts = run.seen(scope)
    if many.items is not None:
        items = many.items.evaluate(facts)
        if not isinstance(items, list) or len(items) > MOST:
            raise Stuck(run.tables.ids[element])
        return [{local.EACH: {"index": Decimal(n), "item": item}} for n, item in enumerate(items, 1)]
    count = many.count.evaluate(facts) if many.count else None
    if not isinstance(count, Decimal | int) or count != int(count) or not 0 <= count <= MOST:
        raise Stuck(run.tables.ids[element])
    return [{local.EACH: {"index": Decimal(n)}} for n in range(1, int(count) + 1)]


def _go_on(run: Run, n: int, held: Held, begin: Begin) -> bool:
    """Begin the instance that is due, or count those that ended; close when all or enough have ended.

    Parallel instances all begin, one after the other in one step, before any is counted as ended.
    """
    many = run.tables.many[held.element]
    total, begun, ended = run.many[n]
    left = sum(one.scope == n for one in run.open.values())
    if (begun == total or many.sequential) and begun - left > ended:
        run.many[n][2] = begun - left
        run.merge(held, {"done": Decimal(begun - left)})
        if many.until is not None and many.until.evaluate(run.seen(held.scope)) is True:
            return _close(run, n, held)
    if begun == total:
        return not left and _close(run, n, held)
    if many.sequential and left:
        return False
    run.many[n][1] = run.index = begun + 1
    begin(run, many.inside, n)
    run.index = 0
    return True


# -- completion


def complete(run: Run, begin: Begin) -> bool:
    """Bring one scope instance further that has nothing left to do, the innermost first; return whether one had."""
    waits, held = run.tables.waits, list(reversed(run.open.items()))
    return any(waits[one.element] == Wait.SCOPE and _ends(run, n, one, begin) for n, one in held)


def _ends(run: Run, n: int, held: Held, begin: Begin) -> bool:
    if n in run.many:
        return _go_on(run, n, held, begin)
    handler = run.tables.handler
    busy = any(one.scope == n and not handler[one.element] for one in run.open.values())
    return not busy and not run.tokens.get(n) and _close(run, n, held)


def _close(run: Run, n: int, held: Held) -> bool:
    """End a scope instance: cut off what is left in it and on it, and leave its activity."""
    run.cancel(n, "")
    run.many.pop(n, None)
    del run.open[n]
    run.release(held.element, n)
    run.leave(held.element, held.scope)
    return True
