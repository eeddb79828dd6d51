"""What must hold of a drawing before it may run. Each check notes its problems; none stops the others."""

from collections import Counter
from difflib import get_close_matches

from balai.kernel.feel import Expression, FeelSyntaxError, parse
from balai.kernel.process import catching_checks as catching
from balai.kernel.process.compiling import Loops
from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Flow, Kind, Trigger
from balai.kernel.process.event_reading import LIMIT
from balai.kernel.process.graph import in_order, reachable, restless

HOSTS = frozenset({Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.SUB_PROCESS, Kind.CALL_ACTIVITY})
TASKS = frozenset({Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.RULE, Kind.SEND})
INNER = frozenset({Kind.SUB_PROCESS, Kind.CALL_ACTIVITY})
CHOOSING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
FORKING = frozenset({*CHOOSING, Kind.PARALLEL, Kind.EVENT_BASED})
WAITS_FOR = frozenset({Trigger.TIMER, Trigger.MESSAGE, Trigger.SIGNAL})


def check(draft: Draft) -> None:
    """Note everything that is wrong with the drawing as a whole."""
    whole = _flows_join(draft)
    for element in draft.elements.values():
        _event(draft, element)
        _ends(draft, element)
    for flow in draft.flows.values():
        _conditions(draft, flow)
    catching.check(draft)
    calls = _calls(draft)
    _lanes(draft)
    if whole and calls and not draft.refused:
        _restless(draft)


def conditions(draft: Draft) -> dict[str, Expression]:
    """Parse every condition, by flow id; note those that are not FEEL."""
    parsed = {}
    for flow in draft.flows.values():
        expression = _parsed(draft, flow.condition, flow.line, f"the condition of flow {flow.id}")
        if expression is not None:
            parsed[flow.id] = expression
    return parsed


def loops(draft: Draft) -> Loops:
    """Parse what the multi-instance activities say: number, list and end, by element id."""
    return {
        one.id: (
            _parsed(draft, one.loop.count, one.line, f"the loopCardinality of {one.id}"),
            _parsed(draft, one.loop.items, one.line, f"the loopDataInputRef of {one.id}"),
            _parsed(draft, one.loop.until, one.line, f"the completionCondition of {one.id}"),
        )
        for one in draft.elements.values()
        if one.loop
    }


def _parsed(draft: Draft, text: str, line: int, where: str) -> Expression | None:
    if not text:
        return None
    try:
        return parse(text)
    except FeelSyntaxError as error:
        draft.problem(line, "condition", f"{where} is not FEEL: {error}", f"Mend it: {text}")
        return None


def _nearest(draft: Draft, name: str, mend: str) -> str:
    close = get_close_matches(name, draft.elements, 1)
    return f"Did you mean {close[0]}?" if close else mend


# -- flows --


def _flows_join(draft: Draft) -> bool:
    """Check that every flow joins two elements of one scope; return whether all do."""
    sound = True
    for flow in draft.flows.values():
        for name, place in ((flow.source, "from"), (flow.target, "to")):
            if name in draft.elements or name in draft.refused:
                continue
            sound = False
            what = (
                f"flow {flow.id} leads {place} {name}, which does not exist"
                if name
                else f"flow {flow.id} leads {place} nothing"
            )
            draft.problem(
                flow.line, "flow", what, _nearest(draft, name, "Draw the flow again between two elements.")
            )
        sound = _same_scope(draft, flow) and sound
    return sound


def _same_scope(draft: Draft, flow: Flow) -> bool:
    ends = [draft.elements[name] for name in (flow.source, flow.target) if name in draft.elements]
    if all(end.scope == flow.scope for end in ends):
        return True
    what = f"flow {flow.id} crosses the border of a sub-process"
    draft.problem(flow.line, "flow", what, "Let the sub-process end by itself; flows stay inside it.")
    return False


def _ends(draft: Draft, element: Element) -> None:
    """Check how many flows enter and leave an element."""
    enter, leave = draft.entering[element.id], draft.leaving[element.id]
    alone = element.event_handler
    if enter and (alone or element.kind in {Kind.START, Kind.BOUNDARY}):
        what = f"flow {enter[0].id} leads to {element.kind} {element.id}, which starts by itself"
        draft.problem(enter[0].line, "flow", what, "Lead it to what comes after.")
    if leave and (alone or element.kind is Kind.END):
        what = f"flow {leave[0].id} leaves {element.kind} {element.id}, after which nothing comes"
        draft.problem(leave[0].line, "flow", what, "Remove the flow.")
    if not leave and not alone and element.kind is not Kind.END and not (draft.foreign and _may_end(element)):
        what = f"no flow leaves {element.kind} {element.id}"
        draft.problem(element.line, "dead-end", what, "Lead it on, or to an end event.")
    if len(leave) > 1 and element.kind not in FORKING and not draft.foreign:
        what = f"{len(leave)} flows leave {element.kind} {element.id}"
        mend = "Draw a parallel gateway behind it (all of them) or an exclusive one (one of them)."
        draft.problem(element.line, "split", what, mend)
    if element.kind is Kind.EVENT_BASED:
        _race(draft, element, leave)


def _may_end(element: Element) -> bool:
    """BPMN 13.2: an activity or event that no flow leaves ends its path; a gateway never does."""
    return element.kind in TASKS | INNER or element.kind in {
        Kind.START,
        Kind.CATCH,
        Kind.THROW,
        Kind.BOUNDARY,
    }


def _race(draft: Draft, gateway: Element, leave: list[Flow]) -> None:
    """BPMN 10.6.6: the branches of an event-based gateway begin with events that no other flow enters."""
    mend = "Let each branch begin with its own message or timer event, or receive task."
    if len(leave) < 2:
        draft.problem(
            gateway.line, "race", f"event-based gateway {gateway.id} has fewer than two branches", mend
        )
    for flow in leave:
        target = draft.elements.get(flow.target)
        if target is None:
            continue
        caught = target.kind is Kind.CATCH and target.trigger in WAITS_FOR
        guarded = any(one.attached_to == target.id for one in draft.elements.values())
        if (
            not (caught or (target.kind is Kind.RECEIVE and not target.loop))
            or len(draft.entering[target.id]) > 1
            or guarded
        ):
            draft.problem(
                flow.line, "race", f"branch {flow.id} of {gateway.id} cannot begin with {target.id}", mend
            )


def _conditions(draft: Draft, flow: Flow) -> None:
    """Conditions belong behind an exclusive gateway, on every branch but the default one."""
    source = draft.elements.get(flow.source)
    if source is None:
        return
    if source.kind not in CHOOSING:
        if flow.condition:
            what = f"flow {flow.id} has a condition but does not leave an exclusive or inclusive gateway"
            draft.problem(flow.line, "condition", what, "Draw such a gateway in between.")
        return
    default = source.default == flow.id
    if default and flow.condition:
        what = f"flow {flow.id} is the default of {source.id} and has a condition"
        draft.problem(
            flow.line, "condition", what, "Remove the condition: the default is taken when no other is."
        )
    elif not default and not flow.condition and len(draft.leaving[source.id]) > 1:
        what = f"flow {flow.id} leaves gateway {source.id} without a condition"
        draft.problem(
            flow.line, "condition", what, "Write its condition, or make it the gateway's default flow."
        )


# -- events --


def _event(draft: Draft, element: Element) -> None:
    if element.kind is Kind.BOUNDARY:
        _boundary(draft, element)
    elif element.attached_to:
        what = f"{element.kind} {element.id} is attached to {element.attached_to} but is no boundary event"
        draft.problem(element.line, "boundary", what, "Remove attachedToRef.")
    if element.default and element.default not in {flow.id for flow in draft.leaving[element.id]}:
        what = f"the default flow {element.default} does not leave {element.id}"
        draft.problem(element.line, "default", what, "Make one of its own flows the default.")
    elif element.default and element.kind not in CHOOSING:
        what = f"{element.kind} {element.id} has a default flow"
        mend = "Only an exclusive or inclusive gateway chooses; remove the default."
        draft.problem(element.line, "default", what, mend)
    _limit(draft, element)


def _limit(draft: Draft, element: Element) -> None:
    match = LIMIT.fullmatch(element.timer.name or "") if element.timer else None
    name = match[1] if match else None
    if name and (name not in draft.elements or draft.elements[name].kind not in TASKS):
        what = f"the timer of {element.id} names {match and match[0]}, but {name} is no task"
        draft.problem(
            element.line, "timer", what, _nearest(draft, name, "Name a task of this process, or case.due.")
        )


def _boundary(draft: Draft, event: Element) -> None:
    host = draft.elements.get(event.attached_to)
    if host is None:
        if event.attached_to not in draft.refused or not event.attached_to:
            what = f"boundary event {event.id} stands on {event.attached_to or 'nothing'}"
            mend = _nearest(draft, event.attached_to, "Attach it to a task (attachedToRef).")
            draft.problem(event.line, "boundary", what, mend)
        return
    if host.kind not in HOSTS or host.event_handler or host.scope != event.scope:
        what = f"boundary event {event.id} stands on {host.kind} {host.id}, where it can never happen"
        mend = "Attach it to a user, service or receive task, a sub-process or a call activity beside it."
        draft.problem(event.line, "boundary", what, mend)
    elif draft.foreign:
        return
    elif event.trigger is Trigger.ERROR and (host.kind not in {Kind.SERVICE, *INNER} or not event.interrupts):
        what = f"error event {event.id} stands on {host.id}"
        mend = "An error comes from a service task or from inside a sub-process, and always interrupts it."
        draft.problem(event.line, "boundary", what, mend)
    elif event.trigger is Trigger.ESCALATION and host.kind not in INNER:
        what = f"escalation event {event.id} stands on {host.id}"
        draft.problem(event.line, "boundary", what, "An escalation comes from inside a sub-process.")


def _calls(draft: Draft) -> bool:
    """Note a process that calls itself, directly or through others; return whether none does."""
    calls: dict[str, list[str]] = {name: [] for name in (*draft.scope_lines(), draft.id)}
    for one in draft.elements.values():
        calls[one.scope] += [one.called] if one.called else [one.id] if one.kind is Kind.SUB_PROCESS else []
    calls[draft.id] = calls[""]
    sound = True
    for one in draft.elements.values():
        if one.called and one.called in calls and (one.scope or draft.id) in reachable(calls, [one.called]):
            what = f"callActivity {one.id} calls {one.called}, which comes back to it"
            draft.problem(one.line, "call", what, "Let no process call itself; draw a loop.")
            sound = False
    return sound


# -- lanes --


def _lanes(draft: Draft) -> None:
    listed = Counter(name for lane in draft.lanes.values() for name in lane.elements)
    for lane in draft.lanes.values():
        for name in lane.elements:
            if name not in draft.elements and name not in draft.refused:
                what = f"lane {lane.id} lists {name}, which does not exist"
                draft.problem(lane.line, "lane", what, _nearest(draft, name, "Remove the flowNodeRef."))
    if not draft.lanes and not draft.foreign:
        draft.problem(draft.line, "lane", "the process has no lanes", "Draw a lane for each role.")
    if not draft.lanes or draft.foreign:
        return
    for element in draft.elements.values():
        if listed[element.id] > 1:
            what = f"{element.kind} {element.id} stands in {listed[element.id]} lanes"
            draft.problem(element.line, "lane", what, "Leave it in one lane.")
        elif not element.lane:
            what = f"{element.kind} {element.id} stands in no lane"
            draft.problem(element.line, "lane", what, "Put it into the lane of the role that does it.")


# -- paths --


def _restless(draft: Draft) -> None:
    """Refuse a loop on which nothing waits: on the same facts it would turn for ever."""
    graph = restless(draft.elements, draft.flows.values())
    place = {name: number for number, name in enumerate(in_order(graph, graph))}
    for name, after in graph.items():
        for follower in after:
            if place[follower] <= place[name]:
                what = f"nothing waits on the loop from {follower} to {name} and back"
                mend = "Put a task, a timer or a message on the loop, or remove the way back."
                draft.problem(draft.elements[follower].line, "restless", what, mend)
