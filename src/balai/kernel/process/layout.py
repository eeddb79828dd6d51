"""Where the elements of a drawing stand when nobody placed them: layers from left to right, lanes as bands.

A scope is a grid: an element's column is its longest way from a start, its row the first free one near what leads
to it. A flow that passes columns is given a row of its own there, so that no line runs through a shape.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from balai.kernel.process.drawing import Element, Flow, Kind
from balai.kernel.process.graph import in_order
from balai.kernel.process.process import Process

EVENT, GATEWAY, TASK_WIDTH, TASK_HEIGHT = 36, 50, 110, 80
STRIP, PAD, TITLE = 30, 20, 24
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})
EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
THIN, BELOW = 24, 44

Point = tuple[int, int]


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    def moved(self, dx: int, dy: int) -> "Box":
        """Return it shifted."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)


@dataclass
class Layout:
    """Places by id: shapes, lines of flows, bands of lanes; and how large the whole is.

    `labels`: where the words of a flow stand, x, base line, and "start" or "end" for the side of x they are on.
    """

    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    bands: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    width: int = 0
    height: int = 0

    def take(self, other: "Layout", dx: int, dy: int) -> None:
        """Put another layout into this one at a place."""
        self.boxes.update((name, box.moved(dx, dy)) for name, box in other.boxes.items())
        for name, line in other.lines.items():
            self.lines[name] = tuple((x + dx, y + dy) for x, y in line)
        self.labels.update((name, (x + dx, y + dy, side)) for name, (x, y, side) in other.labels.items())


class Grid:
    """One scope being laid out. `lanes` are its bands; without any, everything stands in one nameless band.

    `inner` are the layouts of its sub-processes.
    """

    def __init__(self, process: Process, scope: str, lanes: list[str], inner: Mapping[str, Layout]) -> None:
        every = process.elements
        self.inner = inner
        self.elements = {name: one for name, one in every.items() if one.scope == scope}
        self.hosts = {name: one.attached_to or name for name, one in self.elements.items()}
        self.flows = [flow for flow in process.flows.values() if flow.source in self.elements]
        self.nodes = [
            one for one in self.elements.values() if one.kind is not Kind.BOUNDARY and not one.event_handler
        ]
        self.handlers = [one for one in self.elements.values() if one.event_handler]
        self.lanes = lanes or [""]
        self.names = {lane: process.lanes[lane].name for lane in lanes}
        self.layer = self._layers()
        self.taken: dict[str, dict[tuple[int, int], str]] = {lane: {} for lane in self.lanes}
        self.row: dict[str, int] = {}
        self.tracks: dict[str, tuple[str, int]] = {}
        self._rows()
        self._tracks()

    def lane(self, element: Element) -> str:
        """Return the band of an element."""
        return element.lane if element.lane in self.lanes else self.lanes[0]

    def size(self, element: Element) -> tuple[int, int]:
        """Return width and height of a shape."""
        if element.kind in EVENTS:
            return EVENT, EVENT
        if element.kind in GATEWAYS:
            return GATEWAY, GATEWAY
        if inside := self.inner.get(element.id):
            return max(inside.width + 2 * PAD, TASK_WIDTH), inside.height + PAD + TITLE
        return TASK_WIDTH, TASK_HEIGHT

    # -- columns and rows

    def _layers(self) -> dict[str, int]:
        """Return the column of each node: its longest way from a start, flows that lead back left out."""
        after: dict[str, tuple[str, ...]] = {one.id: () for one in self.nodes}
        for flow in self.flows:
            after[self.hosts[flow.source]] += (flow.target,)
        entered = {flow.target for flow in self.flows}
        order = list(in_order(after, [one.id for one in self.nodes if one.id not in entered]))
        order += [name for name in in_order(after, after) if name not in set(order)]
        self.order = {name: place for place, name in enumerate(order)}
        layer = dict.fromkeys(order, 0)
        for name in order:
            for follower in after[name]:
                if self.order[follower] > self.order[name]:
                    layer[follower] = max(layer[follower], layer[name] + 1)
        return layer

    def _rows(self) -> None:
        """Give each node a row of its lane, near the row of what leads to it."""
        before: defaultdict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            before[flow.target].append(flow)
        for one in sorted(self.nodes, key=lambda one: (self.layer[one.id], self.order[one.id])):
            near = 0
            for flow in before[one.id]:
                host = self.elements[self.hosts[flow.source]]
                if host.id in self.row and self.lane(host) == self.lane(one):
                    near = self.row[host.id] + (host.id != flow.source)
                    break
            lane, layer = self.lane(one), self.layer[one.id]
            self.row[one.id] = row = self._free(lane, [layer], near)
            self.taken[lane][row, layer] = one.id

    def _free(self, lane: str, layers: Iterable[int], near: int) -> int:
        """Return the free row nearest to one, downward first."""
        columns = list(layers)
        rows = [near, *(row for step in range(1, 200) for row in (near + step, near - step) if row >= 0)]
        return next(row for row in rows if not any((row, layer) in self.taken[lane] for layer in columns))

    def _tracks(self) -> None:
        """Give each flow that passes columns, or leads back, a row in which nothing stands there."""
        for flow in self.flows:
            start, end = self.layer[self.hosts[flow.source]], self.layer[flow.target]
            if end == start + 1:
                continue
            columns = range(start + 1, end) if end > start else range(end, start + 1)
            lane, row = self._track(flow, list(columns), back=end <= start)
            self.tracks[flow.id] = lane, row
            for layer in columns:
                self.taken[lane][row, layer] = flow.id

    def _track(self, flow: Flow, columns: list[int], *, back: bool) -> tuple[str, int]:
        source, target = self.elements[self.hosts[flow.source]], self.elements[flow.target]
        ends = [(self.lane(target), self.row[target.id]), (self.lane(source), self.row[source.id])]
        for lane, row in [] if back else ends:
            if not any((row, layer) in self.taken[lane] for layer in columns):
                return lane, row
        lane, row = ends[0]
        return lane, self._free(lane, columns, row + 1)
