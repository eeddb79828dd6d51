"""The drawing as a graph: who follows whom. A boundary event counts as following the task it stands on."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from balai.kernel.process.drawing import Element, Flow, Kind, Trigger

Graph = Mapping[str, tuple[str, ...]]

_INNER = frozenset({Kind.SUB_PROCESS, Kind.CALL_ACTIVITY})
_WAITING = frozenset({Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.EVENT_BASED})
_THROWING = frozenset({Kind.END, Kind.THROW})
_CAUGHT_AT_ONCE = frozenset({Trigger.SIGNAL, Trigger.ERROR, Trigger.ESCALATION})
NodeT = TypeVar("NodeT", bound=Hashable)


def successors(elements: Mapping[str, Element], flows: Iterable[Flow]) -> dict[str, tuple[str, ...]]:
    """Return the elements that directly follow each element, in file order, boundary events last."""
    following: dict[str, list[str]] = {name: [] for name in elements}
    for flow in flows:
        if flow.source in elements and flow.target in elements:
            following[flow.source].append(flow.target)
    for element in elements.values():
        if element.kind is Kind.BOUNDARY and element.attached_to in elements:
            following[element.attached_to].append(element.id)
    return {name: tuple(after) for name, after in following.items()}


def inward(elements: Mapping[str, Element], flows: Iterable[Flow]) -> dict[str, tuple[str, ...]]:
    """Return `successors` with the start of what stands inside an activity before what follows it."""
    graph = successors(elements, flows)
    starts = _starts(elements)
    return {
        name: (*starts.get(one.called or name, ()), *graph[name]) if one.kind in _INNER else graph[name]
        for name, one in elements.items()
    }


def through(elements: Mapping[str, Element], flows: Iterable[Flow]) -> dict[str, tuple[str, ...]]:
    """Return where flows lead: into a sub-process or called process first, and from its end to what follows it.

    Boundary events are left out.
    """
    following: dict[str, list[str]] = {name: [] for name in elements}
    for flow in flows:
        following[flow.source].append(flow.target)
    starts, calls = _starts(elements), _calls(elements)
    after: dict[str, tuple[str, ...]] = {}
    for name, one in elements.items():
        if one.kind in _INNER and not one.event_handler:
            after[name] = starts.get(one.called or name, ())
        elif one.kind is Kind.END:
            left = _left(elements, calls, one.scope)
            after[name] = tuple(dict.fromkeys(target for outer in left for target in following[outer]))
        else:
            after[name] = tuple(following[name])
    return after


def _left(elements: Mapping[str, Element], calls: Mapping[str, list[Element]], scope: str) -> list[str]:
    """Return the activities that are left when this scope ends; ends of activities that end a scope are passed."""
    while scope in elements and elements[scope].event_handler:
        scope = elements[scope].scope
    return [scope] if scope in elements else [one.id for one in calls.get(scope, [])]


def restless(elements: Mapping[str, Element], flows: Iterable[Flow]) -> dict[str, tuple[str, ...]]:
    """Return where a token goes within one step: through activities, from what throws to what catches.

    What waits is left, but not entered. Behind an end inside an activity comes what follows the activity.
    """
    following: dict[str, list[str]] = {name: [] for name in elements}
    for flow in flows:
        if flow.source in elements and flow.target in elements and not _waits(elements[flow.target]):
            following[flow.source].append(flow.target)
    after = {name: list(one) for name, one in following.items()}
    starts, calls = _starts(elements), _calls(elements)
    for name, one in elements.items():
        if one.kind in _INNER and not one.event_handler:
            after[name] = list(starts.get(one.called or name, ()))
        elif one.kind is Kind.END:
            around = [elements[one.scope]] if one.scope in elements else calls.get(one.scope, [])
            after[name] += [target for outer in around for target in following[outer.id]]
        if one.kind in _THROWING and one.trigger in _CAUGHT_AT_ONCE:
            after[name] += [other.id for other in elements.values() if _meets(one, other, elements, calls)]
    return {name: tuple(one) for name, one in after.items()}


def _starts(elements: Mapping[str, Element]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in elements.values():
        if one.kind is Kind.START and one.scope:
            found[one.scope] = (*found.get(one.scope, ()), one.id)
    return found


def _calls(elements: Mapping[str, Element]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for one in elements.values():
        if one.called:
            found.setdefault(one.called, []).append(one)
    return found


def _waits(one: Element) -> bool:
    return one.kind in _WAITING or (one.kind is Kind.CATCH and one.trigger is not Trigger.NONE)


def _meets(
    thrower: Element, catcher: Element, elements: Mapping[str, Element], calls: Mapping[str, list[Element]]
) -> bool:
    """Say whether what one event throws, the other may catch."""
    if catcher.kind in _THROWING or thrower.trigger is not catcher.trigger:
        return False
    if thrower.trigger is Trigger.SIGNAL:
        return thrower.signal == catcher.signal
    place = catcher.attached_to or (elements[catcher.scope].scope if catcher.scope in elements else None)
    codes = {"", thrower.error or thrower.escalation}
    return (catcher.error or catcher.escalation) in codes and place in _around(thrower.scope, elements, calls)


def _around(scope: str, elements: Mapping[str, Element], calls: Mapping[str, list[Element]]) -> set[str]:
    """Return a scope, those around it, and the call activities on the way."""
    found: set[str] = set()
    waiting = [scope]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            outer = elements.get(name)
            waiting += [outer.scope] if outer else [one.id for one in calls.get(name, [])]
    return found


def reversed_graph(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return who directly precedes whom."""
    before: dict[str, list[str]] = {name: [] for name in graph}
    for name, after in graph.items():
        for follower in after:
            before[follower].append(name)
    return {name: tuple(sources) for name, sources in before.items()}


def reachable(graph: Mapping[NodeT, Sequence[NodeT]], origins: Iterable[NodeT]) -> set[NodeT]:
    """Return the origins and everything that can be reached from them."""
    found = set(origins)
    waiting = list(found)
    while waiting:
        for follower in graph[waiting.pop()]:
            if follower not in found:
                found.add(follower)
                waiting.append(follower)
    return found


def in_order(graph: Graph, origins: Iterable[str]) -> tuple[str, ...]:
    """Return what can be reached, each after those that lead to it, loops aside (reverse postorder)."""
    done: list[str] = []
    seen: set[str] = set()
    for origin in reversed(tuple(origins)):
        if origin not in seen:
            seen.add(origin)
            _visit(graph, origin, seen, done)
    return tuple(reversed(done))


def _visit(graph: Graph, origin: str, seen: set[str], done: list[str]) -> None:
    """Depth first with a stack of its own: a long drawing must not exhaust Python's."""
    path = [(origin, list(graph[origin]))]
    while path:
        name, waiting = path[-1]
        if not waiting:
            done.append(name)
            path.pop()
            continue
        follower = waiting.pop()
        if follower not in seen:
            seen.add(follower)
            path.append((follower, list(graph[follower])))
