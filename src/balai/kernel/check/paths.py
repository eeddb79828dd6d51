"""Walk the drawing: what comes next, what can be reached, and where a walk first stops."""

from collections.abc import Callable, Iterable, Iterator

from balai.kernel.process import Element, Flow, Process, ends_case, ways

PASSED = (
    *(
        "exclusiveGateway",
        "inclusiveGateway",
        "parallelGateway",
        "businessRuleTask",
        "intermediateThrowEvent",
    ),
    *("subProcess", "callActivity", "startEvent"),
)


def leaving(process: Process, element: str) -> list[Flow]:
    """Return the flows that leave an element."""
    return [flow for flow in process.flows.values() if flow.source == element]


def attached(process: Process, element: str) -> list[Element]:
    """Return the boundary events on an element."""
    return [one for one in process.elements.values() if one.attached_to == element]


def after(process: Process, element: str) -> Iterator[str]:
    """Yield the elements directly behind, also into and out of sub-processes, boundary events included."""
    yield from ways(process)[element]
    yield from (one.id for one in attached(process, element))


def reach(process: Process, origins: Iterable[str], stop: Callable[[str], bool]) -> set[str]:
    """Return all that is reached; where `stop` holds only the boundary events lead on."""
    seen: set[str] = set()
    waiting = list(origins)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += [one.id for one in attached(process, name)] if stop(name) else after(process, name)
    return seen


def starts(process: Process) -> list[str]:
    """Return where a case can begin to move: the start event and the starts of event sub-processes."""
    return [one.id for one in process.elements.values() if one.kind == "startEvent"]


def answer(process: Process, flow: Flow, task: str, outcome: str) -> bool | None:
    """Return whether the flow is taken after `task` ended with `outcome`; None when it asks for more."""
    condition = process.conditions.get(flow.id)
    if condition is None or condition.names != {("task", task, "outcome")}:
        return None
    return condition.evaluate({"task": {task: {"outcome": outcome}}}) is True


def open_flows(process: Process, element: str, task: str, outcome: str) -> list[Flow]:
    """Return the flows that may be taken from `element` after `task` ended with `outcome`."""
    flows = leaving(process, element)
    answers = {flow.id: answer(process, flow, task, outcome) for flow in flows}
    sure = any(answers.values())
    default = process.elements[element].default
    return [flow for flow in flows if answers[flow.id] is not False and not (sure and flow.id == default)]


def first_stops(process: Process, origin: str, task: str = "", outcome: str = "") -> list[Element]:
    """Return the first tasks and ends behind `origin`, as far as the outcome of `task` tells the way.

    Gateways, rule tasks and thrown events are passed.
    """
    found: dict[str, Element] = {}
    seen: set[str] = set()
    following = ways(process)
    waiting = list(following[origin])
    while waiting:
        name = waiting.pop()
        element = process.elements[name]
        if element.kind not in PASSED and (element.kind != "endEvent" or ends_case(process, name)):
            found[name] = element
        elif name not in seen:
            seen.add(name)
            chosen = element.kind in {"exclusiveGateway", "inclusiveGateway"}
            flows = open_flows(process, name, task, outcome) if chosen else []
            waiting += [flow.target for flow in flows] if chosen else following[name]
    return list(found.values())


def last_stops(process: Process, origin: str) -> set[str]:
    """Return the tasks and events from which a token may have come straight to `origin`."""
    found: set[str] = set()
    seen = {origin}
    waiting = [origin]
    while waiting:
        name = waiting.pop()
        for source in {flow.source for flow in process.flows.values() if flow.target == name} - seen:
            seen.add(source)
            if process.elements[source].kind in PASSED:
                waiting.append(source)
            else:
                found.add(source)
    return found
