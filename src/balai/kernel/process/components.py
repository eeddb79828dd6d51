"""The bottom components of a graph: sets of nodes that reach one another, and nothing else."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

NodeT = TypeVar("NodeT", bound=Hashable)


def bottoms(graph: Mapping[NodeT, Sequence[NodeT]]) -> Iterator[list[NodeT]]:
    """Yield each strongly connected component that no edge leaves (Tarjan, 1972, with a stack of its own)."""
    order: dict[NodeT, int] = {}
    low: dict[NodeT, int] = {}
    settled: set[NodeT] = set()
    kept: list[NodeT] = []
    for origin in graph:
        path = [] if origin in order else [(origin, iter(graph[origin]))]
        while path:
            node, rest = path[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                kept.append(node)
            follower = next((one for one in rest if one not in settled), None)
            if follower is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    component = kept[kept.index(node) :]
                    del kept[kept.index(node) :]
                    settled.update(component)
                    if all(after in component for one in component for after in graph[one]):
                        yield component
            elif follower in order:
                low[node] = min(low[node], order[follower])
            else:
                path.append((follower, iter(graph[follower])))
