"""The drawing as a graph: who follows whom. A boundary event counts as following the task it stands on."""

from collections.abc import Iterable, Mapping

from balai.kernel.process.drawing import Element, Flow, Kind

Graph = Mapping[str, tuple[str, ...]]


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


def reversed_graph(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return who directly precedes whom."""
    before: dict[str, list[str]] = {name: [] for name in graph}
    for name, after in graph.items():
        for follower in after:
            before[follower].append(name)
    return {name: tuple(sources) for name, sources in before.items()}


def reachable(graph: Graph, origins: Iterable[str]) -> set[str]:
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
