"""What an element does with a token that enters it: BPMN 2.0.2, 13.3 (activities), 13.4 (gateways), 13.5 (events)."""

from collections.abc import Callable

from balai.kernel.process import catching, nesting
from balai.kernel.process.drawing import Trigger
from balai.kernel.process.events import Call, OpenTask, Sent, Stuck
from balai.kernel.process.local import DECIDED, Path, context, write
from balai.kernel.process.run import Run


def move(run: Run) -> None:
    """Run tokens until each waits or is gone. It ends: `checks` refuses loops on which nothing waits."""
    tables = run.tables
    _drain(run)
    if not tables.nested and not tables.ahead:
        return
    while (tables.ahead and _merge_one(run)) or (tables.nested and nesting.complete(run, begin)):
        _drain(run)


def _drain(run: Run) -> None:
    target, ops, stack, passed = run.tables.target, run.tables.ops, run.stack, run.passed
    while stack:
        flow, scope = stack.pop()
        passed.append(flow)
        element = target[flow]
        _ENTER[ops[element]](run, element, flow, scope)


def begin(run: Run, element: int, scope: int) -> None:
    """Begin one instance of a multi-instance activity: its inner row is entered by no flow."""
    _ENTER[run.tables.ops[element]](run, element, -1, scope)


def _pass(run: Run, element: int, _flow: int, scope: int) -> None:
    run.reached(element)
    run.leave(element, scope)


# -- gateways


def _choose(run: Run, element: int, _flow: int, scope: int) -> None:
    """Exclusive gateway (13.4.2): the first flow whose condition is true, else the default."""
    facts = run.seen(scope) if scope else run.facts
    for condition, flow in run.tables.choices[element]:
        if condition.evaluate(facts) is True:
            run.stack.append((flow, scope))
            return
    default = run.tables.defaults[element]
    if default < 0:
        raise Stuck(run.tables.ids[element])
    run.stack.append((default, scope))


def _join(run: Run, element: int, flow: int, scope: int) -> None:
    """Parallel gateway (13.4.1): one token from each flow in, one on each flow out."""
    needed = run.tables.joins[element]
    if len(needed) > 1:
        tokens = _arrive(run, flow, scope)
        if len(tokens) < len(needed):
            return
        for name in needed:
            if name not in tokens:
                return
        _consume(tokens, needed)
    run.leave(element, scope)


def _arrive(run: Run, flow: int, scope: int) -> dict[str, int]:
    """Let a token wait at the end of a flow; return those that wait in its scope instance."""
    tokens = run.tokens.setdefault(scope, {})
    name = run.tables.flows[flow]
    tokens[name] = tokens.get(name, 0) + 1
    return tokens


def _consume(tokens: dict[str, int], flows: tuple[str, ...]) -> None:
    for name in flows:
        tokens[name] -= 1
        if not tokens[name]:
            del tokens[name]


def _merge(run: Run, element: int, flow: int, scope: int) -> None:
    """Inclusive gateway (13.4.3): with several flows in, a token waits until `_merge_one` finds none to wait for."""
    if element in run.tables.ahead:
        _arrive(run, flow, scope)
    else:
        _fork(run, element, scope)


def _merge_one(run: Run) -> bool:
    """Let one inclusive gateway go on that has a token and need not wait for more; return whether one did."""
    joins = run.tables.joins
    for scope, tokens in run.tokens.items():
        for element in run.tables.ahead:
            here = tuple(name for name in joins[element] if name in tokens)
            if here and not _more_to_come(run, element, here, scope):
                _consume(tokens, here)
                _fork(run, element, scope)
                return True
    return False


def _more_to_come(run: Run, element: int, here: tuple[str, ...], scope: int) -> bool:
    """Say whether a token of this scope instance can come to a flow that has none, but to none that has one."""
    tables = run.tables
    joins, ahead = tables.joins[element], tables.ahead[element]
    having = sum(1 << bit for bit, name in enumerate(joins) if name in here)
    at = [held.element for held in run.open.values() if held.scope == scope and not held.owner]
    at += [tables.index[tables.join_of[flow]] for flow in run.tokens[scope] if flow not in joins]
    return any(ahead[one] & ~having and not ahead[one] & having for one in at)


def _fork(run: Run, element: int, scope: int) -> None:
    """Put a token on every flow whose condition is true, else on the default; an only flow needs none."""
    facts = run.seen(scope)
    taken = [flow for condition, flow in run.tables.choices[element] if condition.evaluate(facts) is True]
    if not taken and run.tables.defaults[element] < 0:
        raise Stuck(run.tables.ids[element])
    run.stack.extend((flow, scope) for flow in reversed(taken or [run.tables.defaults[element]]))


def _race(run: Run, element: int, _flow: int, scope: int) -> None:
    """Event-based gateway (13.4.4): the first of its events to happen decides."""
    run.arm(element, run.begin(element, 0, scope), scope)


# -- activities


def _place(run: Run, element: int, scope: int) -> Path:
    return run.place(element, scope, run.index)[0] if run.tables.local else ()


def _task(run: Run, element: int, _flow: int, scope: int) -> None:
    tables = run.tables
    run.reset(element, scope)
    n = run.begin(element, 0, scope)
    place = _place(run, element, scope) if tables.local else ()
    run.effects.append(OpenTask(n, tables.ids[element], place))
    if tables.attached[element]:
        run.arm(element, n, scope)


def _call(run: Run, element: int, _flow: int, scope: int) -> None:
    run.reset(element, scope)
    n = run.begin(element, 0, scope)
    run.effects.append(Call(n, run.tables.ids[element], _place(run, element, scope)))
    run.arm(element, n, scope)


def _rule(run: Run, element: int, _flow: int, scope: int) -> None:
    """Business rule task (13.3.3): its decision is made at once; inside an instance the answers are its own."""
    decision = run.tables.ids[element]
    path = _place(run, element, scope)
    facts = dict(run.seen(scope)) if path else run.facts
    answer = run.rules.decide(decision, facts)
    run.decisions.append((decision, answer))
    answers = {**{reason.decision: reason.value for reason in answer.reasons}, decision: answer.value}
    if path:
        known = context(run.facts["task"], path).get(DECIDED, {})
        write(run.facts["task"], path, DECIDED, {**known, **answers})
    else:
        run.facts.update(answers)
    run.leave(element, scope)


def _listen(run: Run, element: int, _flow: int, scope: int) -> None:
    run.listen(element, 0, scope)


# -- throwing and ending. What follows is put on the stack first: what is thrown may cut it off again.


def _go_on(run: Run, element: int, scope: int) -> None:
    run.reached(element)
    run.leave(element, scope)
    if not scope and not run.tables.out[element]:
        name = run.tables.ids[element]
        if name in run.ends:
            run.ends.remove(name)
        run.ends.append(name)


def _send(run: Run, element: int, _flow: int, scope: int) -> None:
    run.effects.append(Sent(run.tables.ids[element]))
    _go_on(run, element, scope)


def _end(run: Run, element: int, _flow: int, scope: int) -> None:
    _go_on(run, element, scope)


def _terminate(run: Run, element: int, _flow: int, scope: int) -> None:
    """Terminate end event (13.5.6): what stands in its scope instance ends, and no more than that."""
    run.cancel(scope, run.tables.ids[element])
    _go_on(run, element, scope)


def _raise(run: Run, element: int, _flow: int, scope: int) -> None:
    """Error end event: what nothing takes ends the process (10.5.6); `checks` lets that be only in foreign files."""
    error = run.tables.codes[element]
    run.reached(element)
    if not catching.throw(run, Trigger.ERROR, error, element, scope):
        run.cancel(0, run.tables.ids[element])
        run.ends.append(run.tables.ids[element])


def _escalate(run: Run, element: int, _flow: int, scope: int) -> None:
    """Escalation (10.5.6): not critical; if nothing takes it, the process goes on."""
    _go_on(run, element, scope)
    catching.throw(run, Trigger.ESCALATION, run.tables.codes[element], element, scope)


def _signal(run: Run, element: int, _flow: int, scope: int) -> None:
    _go_on(run, element, scope)
    catching.broadcast(run, run.tables.signals[element])


_ENTER: tuple[Callable[[Run, int, int, int], None], ...] = (
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
    _merge,
    _signal,
    _escalate,
    nesting.enter,
    nesting.repeat,
)
