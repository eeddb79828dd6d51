"""Reading a drawing as a list of steps, for pages: what people do, in which order, and what comes next."""

from collections.abc import Collection, Mapping

from balai.kernel.process.drawing import Kind
from balai.kernel.process.graph import in_order, inward, reachable, through
from balai.kernel.process.process import Process

PEOPLE = frozenset({Kind.USER})
STOPS = frozenset({Kind.USER, Kind.RECEIVE, Kind.END})


def steps(process: Process, towards: Collection[str] = ()) -> tuple[str, ...]:
    """Return every element in the order a case may come to it: the process, then its sub-processes.

    Where the way parts, a detour stands before what leads on to an element of `towards`: a step that leads back does not
    come after the end.
    """
    inner = (
        one.id for one in process.elements.values() if one.kind is Kind.START and handles(process, one.id)
    )
    graph = inward(process.elements, process.flows.values())
    if towards:
        graph = {name: _detours_first(graph, name, set(towards)) for name in graph}
    return in_order(graph, (process.start, *inner))


def _detours_first(graph: Mapping[str, tuple[str, ...]], name: str, towards: set[str]) -> tuple[str, ...]:
    """Return the followers of an element, those last that lead on without coming back to it."""
    if len(graph[name]) < 2:
        return graph[name]
    without = {**graph, name: ()}
    ahead = {one: reachable(without, [one]) for one in graph[name]}
    return tuple(sorted(graph[name], key=lambda one: not towards.isdisjoint(ahead[one])))


def user_tasks(process: Process) -> tuple[str, ...]:
    """Return the user tasks in order from the start: the procedure that a published standard prints."""
    return tuple(name for name in steps(process) if process.elements[name].kind in PEOPLE)


def next_steps(process: Process, element_id: str) -> tuple[str, ...]:
    """Return what may come next: the nearest user tasks, receive tasks and ends after an element.

    Automatic steps in between are skipped. What only a boundary event leads to, a limit that passes, is not
    among them.
    Raises KeyError for an element that the process does not have.
    """
    following = ways(process)
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(reversed(following[element_id]))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        kind = process.elements[name].kind
        if kind in STOPS and (kind is not Kind.END or ends_case(process, name)):
            found[name] = None
        else:
            waiting.extend(reversed(following[name]))
    return tuple(found)


def ways(process: Process) -> dict[str, tuple[str, ...]]:
    """Return where the flows lead from each element, into sub-processes and out of them; boundary events left out."""
    return through(process.elements, process.flows.values())


def handles(process: Process, name: str) -> bool:
    """Say whether an element is the start of an event sub-process."""
    around = process.elements.get(process.elements[name].scope)
    return process.elements[name].kind is Kind.START and around is not None and around.event_handler


def ends_case(process: Process, name: str) -> bool:
    """Say whether an end event stands in the process itself or its event sub-processes, not inside an activity."""
    scope = process.elements[name].scope
    while scope in process.elements and process.elements[scope].event_handler:
        scope = process.elements[scope].scope
    return process.elements[name].kind is Kind.END and not scope
