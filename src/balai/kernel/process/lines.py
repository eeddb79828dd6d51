"""From the grid of a scope to places: rows and columns get their measures, flows their right-angled lines."""

from collections import defaultdict

from balai.kernel.process.drawing import Element, Flow, Kind
from balai.kernel.process.layout import (
    BELOW,
    EVENT,
    EVENTS,
    GATEWAYS,
    PAD,
    STRIP,
    THIN,
    TITLE,
    Box,
    Grid,
    Layout,
    Point,
)
from balai.kernel.process.process import Process

GAP, SLOT, LETTER, LONGEST_LABEL = 34, 10, 6, 120


def arrange(process: Process, scope: str = "") -> Layout:
    """Lay out the process, or by its id a process that it calls or a sub-process, with all that stands inside."""
    inside = [one for one in process.elements.values() if one.scope == scope and one.kind is Kind.SUB_PROCESS]
    inner = {one.id: arrange(process, one.id) for one in inside}
    lanes = list(process.lanes) if not scope else []
    done = Lines(Grid(process, scope, lanes, inner)).layout()
    for name, layout in inner.items():
        box = done.boxes[name]
        done.take(layout, box.x + PAD, box.y + TITLE)
    return done


class Lines:
    """Measures one grid. `channel[c]` is the left edge of the gap behind column c; -1 is before the first."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.done = Layout()
        self.slots: defaultdict[int, list[str]] = defaultdict(list)
        self.channel: dict[int, int] = {}
        self.middle: dict[tuple[str, int], int] = {}

    def layout(self) -> Layout:
        """Return the places."""
        self._slots()
        self._columns()
        self._bands()
        for flow in self.grid.flows:
            self.done.lines[flow.id] = line = _straight(self._line(flow))
            if flow.name:
                self.done.labels[flow.id] = self._label(flow, line)
        return self.done

    def _slots(self) -> None:
        """Note which flows turn in which gap: each gets an upright of its own."""
        grid = self.grid
        for flow in grid.flows:
            start, end = grid.layer[grid.hosts[flow.source]], grid.layer[flow.target]
            self.slots[start].append(flow.id)
            if flow.id in grid.tracks:
                self.slots[end - 1].append(flow.id)

    def _columns(self) -> None:
        """Place the columns: each as wide as its widest shape, each gap as wide as its uprights and labels."""
        grid = self.grid
        x = self._gap(-1, STRIP if grid.lanes != [""] else 0)
        for layer in range(max(grid.layer.values(), default=-1) + 1):
            wide = max(_breadth(grid, one) for one in grid.nodes if grid.layer[one.id] == layer)
            for one in grid.nodes:
                if grid.layer[one.id] == layer:
                    width, height = grid.size(one)
                    self.done.boxes[one.id] = Box(x + (wide - width) // 2, 0, width, height)
            x = self._gap(layer, x + wide)
        self.done.width = x

    def _gap(self, layer: int, left: int) -> int:
        self.channel[layer] = left
        leaving = [one for one in self.grid.flows if self.grid.layer[self.grid.hosts[one.source]] == layer]
        label = max((min(len(flow.name) * LETTER, LONGEST_LABEL) for flow in leaving), default=0)
        return left + GAP + SLOT * len(self.slots[layer]) + label

    def _bands(self) -> None:
        """Place the rows of each lane under each other; event sub-processes stand right of them, clear of all lines."""
        grid, y, right = self.grid, 0, self.done.width
        for lane in grid.lanes:
            top, y = y, y + PAD // 2
            rows = {row for row, _ in grid.taken[lane]}
            for row in range(max(rows, default=-1) + 1):
                y = self._row(lane, row, y)
            y = max(y, self._handlers(lane, top + PAD // 2, right)) + PAD // 2
            y = max(y, top + 60, top + min(220, len(grid.names.get(lane, "")) * 8 + 16))
            if lane:
                self.done.bands[lane] = Box(0, top, 0, y - top)
        self.done.height = y
        for lane, box in self.done.bands.items():
            self.done.bands[lane] = box._replace(width=self.done.width)

    def _row(self, lane: str, row: int, y: int) -> int:
        grid = self.grid
        inside = [one for one in grid.nodes if grid.lane(one) == lane and grid.row[one.id] == row]
        tall = max((self.done.boxes[one.id].height for one in inside), default=0)
        middle = y + (tall // 2 + 12 if tall else THIN // 2)
        self.middle[lane, row] = middle
        below = 0
        for one in inside:
            box = self.done.boxes[one.id]
            self.done.boxes[one.id] = box._replace(y=middle - box.height // 2)
            guards = [guard for guard in grid.elements.values() if guard.attached_to == one.id]
            for place, guard in enumerate(guards):
                left = box.x + box.width - (place + 1) * (EVENT + 8)
                bottom = middle - box.height // 2 + box.height
                self.done.boxes[guard.id] = Box(left, bottom - EVENT // 2, EVENT, EVENT)
            labelled = one.kind in EVENTS | GATEWAYS
            below = max(
                below, BELOW + SLOT * len(guards) if guards else 12, BELOW - tall // 2 + 30 if labelled else 0
            )
        return middle + tall // 2 + below if tall else y + THIN

    def _handlers(self, lane: str, top: int, right: int) -> int:
        """Place the event sub-processes of a lane side by side; return where they end below."""
        grid, bottom = self.grid, top
        for one in grid.handlers:
            if grid.lane(one) == lane:
                width, height = grid.size(one)
                self.done.boxes[one.id] = Box(right, top, width, height)
                right += width + PAD
                bottom = max(bottom, top + height)
        self.done.width = max(self.done.width, right)
        return bottom

    # -- lines

    def _line(self, flow: Flow) -> list[Point]:
        grid, boxes = self.grid, self.done.boxes
        source, target = boxes[flow.source], boxes[flow.target]
        points = self._begin(flow, source)
        down = self._upright(grid.layer[grid.hosts[flow.source]], flow)
        if flow.id in grid.tracks:
            track = self.middle[grid.tracks[flow.id]]
            turn = self._upright(grid.layer[flow.target] - 1, flow)
            points += [(down, points[-1][1]), (down, track), (turn, track)]
            down = turn
        end = target.y + target.height // 2
        return [*points, (down, points[-1][1]), (down, end), (target.x, end)]

    def _label(self, flow: Flow, line: tuple[Point, ...]) -> tuple[int, int, str]:
        """Put the words above the line where it has left all that begins beside it."""
        turn = next((place for place in range(len(line) - 1) if line[place][0] == line[place + 1][0]), None)
        layer = self.grid.layer[self.grid.hosts[flow.source]]
        clear = self.channel[layer] + GAP // 2 + SLOT * len(self.slots[layer])
        if turn is None or line[turn][0] > clear:
            return clear, line[0][1] - 5, "start"
        x, y = line[turn + 1]
        back = turn + 2 < len(line) and line[turn + 2][0] < x
        return (x - 6, y - 5, "end") if back else (max(x + 6, clear), y - 5, "start")

    def _begin(self, flow: Flow, source: Box) -> list[Point]:
        """Return where a line begins: right of a shape, or below a boundary event, one under the other."""
        host = self.grid.hosts[flow.source]
        if host == flow.source:
            return [(source.x + source.width, source.y + source.height // 2)]
        guards = [one.id for one in self.grid.elements.values() if one.attached_to == host]
        x, bottom = source.x + source.width // 2, source.y + source.height
        return [(x, bottom), (x, bottom + 10 + SLOT * guards.index(flow.source))]

    def _upright(self, layer: int, flow: Flow) -> int:
        slots = self.slots[layer]
        place = slots.index(flow.id)
        return self.channel[layer] + GAP // 2 + SLOT * place


def _breadth(grid: Grid, one: Element) -> int:
    """Return how wide a shape is with its words, which stand in two lines below events and gateways."""
    width = grid.size(one)[0]
    longest = max((len(word) for word in one.name.split()), default=0)
    return max(width, max(longest, len(one.name) // 2) * 7) if one.kind in EVENTS | GATEWAYS else width


def _straight(points: list[Point]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
