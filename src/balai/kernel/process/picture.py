"""The drawing as SVG: pure text, no scripts and no styles inside, so that a strict page may show it.

Colours are presentation attributes, which a style sheet may override by class: `lane task event gateway flow label`,
and on a marked element its mark. Signs follow BPMN 2.0.2, clauses 7.2 and 10 to 12 (shapes and their markers).
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from balai.kernel.process.drawing import Element, Flow, Kind
from balai.kernel.process.layout import EVENTS, GATEWAYS, STRIP, Box, Layout, Point
from balai.kernel.process.lines import LONGEST_LABEL, arrange
from balai.kernel.process.process import Process
from balai.kernel.process.signs import GATEWAY_SIGNS, TASK_SIGNS, TRIGGER_SIGNS

INK, SOFT, PAPER, BAND = "#1f2933", "#52606d", "#ffffff", "#f3f5f7"
COLOURS: Mapping[str, tuple[str, str]] = {
    "error": ("#b42318", "#fef3f2"),
    "warning": ("#93540a", "#fffaeb"),
    "path": ("#175cd3", "#eff4ff"),
    "done": ("#067647", "#ecfdf3"),
}
"""Marks: line and surface. Any other mark is only a class."""

SIZE, MARGIN = 12, 12
FONTS = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Helvetica Neue, Arial, sans-serif"
NARROW = frozenset("iljtfrI.,:;'|()[] ")


def svg(process: Process, marks: Mapping[str, str] | None = None, layout: Layout | None = None) -> str:
    """Return the drawing as an SVG element; `marks` give elements and flows a colour and class, by their ids.

    `layout` saves laying the process out again for other marks. Every element is a group with its id in
    `data-element`, and its name as title. Marked flows are drawn last, over the others.
    """
    painter = _Painter(process, marks or {}, layout or arrange(process))
    return painter.picture()


class _Painter:
    def __init__(self, process: Process, marks: Mapping[str, str], layout: Layout) -> None:
        self.process, self.marks, self.layout = process, marks, layout

    def picture(self) -> str:
        layout = self.layout
        width, height = layout.width + 2 * MARGIN, layout.height + 2 * MARGIN
        name = quoteattr(self.process.name or self.process.id)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-MARGIN} {-MARGIN} {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label={name} class="process" '
            f'font-family="{FONTS}" font-size="{SIZE}">'
            f'<rect class="paper" x="{-MARGIN}" y="{-MARGIN}" width="{width}" height="{height}" fill="{PAPER}"/>'
        )
        flows = [flow for flow in self.process.flows.values() if flow.id in layout.lines]
        flows.sort(key=lambda flow: flow.id in self.marks)
        shapes = [one for one in self.process.elements.values() if one.id in layout.boxes]
        shapes.sort(key=lambda one: (one.kind is not Kind.SUB_PROCESS, one.kind is Kind.BOUNDARY))
        frames = [one for one in shapes if one.kind is Kind.SUB_PROCESS]
        parts = [head, *map(self.band, layout.bands), *map(self.shape, frames), *map(self.flow, flows)]
        parts += [self.shape(one) for one in shapes if one.kind is not Kind.SUB_PROCESS]
        parts += [self.flow_label(flow) for flow in flows if flow.id in layout.labels]
        return "\n".join([*parts, "</svg>"]) + "\n"

    # -- parts

    def band(self, lane: str) -> str:
        box = self.layout.bands[lane]
        middle = box.y + box.height // 2
        name = self.process.lanes[lane].name or lane
        return (
            f'<g class="lane" data-lane={quoteattr(lane)}>'
            f'<rect x="0" y="{box.y}" width="{box.width}" height="{box.height}" fill="{PAPER}" stroke="{SOFT}"/>'
            f'<rect x="0" y="{box.y}" width="{STRIP}" height="{box.height}" fill="{BAND}" stroke="{SOFT}"/>'
            f'<text transform="translate({STRIP // 2 + 4} {middle}) rotate(-90)" text-anchor="middle" fill="{INK}"'
            f' font-weight="600">{escape(_cut(name, box.height - 8))}</text></g>'
        )

    def colours(self, name: str) -> tuple[str, str]:
        return COLOURS.get(self.marks.get(name, ""), (INK, PAPER))

    def shape(self, one: Element) -> str:
        box = self.layout.boxes[one.id]
        ink, paper = self.colours(one.id)
        wide = 2 if one.id in self.marks else 1
        draw = self.event if one.kind in EVENTS else self.gateway if one.kind in GATEWAYS else self.activity
        kind = "event" if one.kind in EVENTS else "gateway" if one.kind in GATEWAYS else "task"
        mark = f" {self.marks[one.id]}" if one.id in self.marks else ""
        title = f"<title>{escape(one.name or one.id)}</title>"
        return (
            f'<g class={quoteattr(kind + mark)} data-element={quoteattr(one.id)} stroke="{ink}" fill="{paper}" '
            f'stroke-width="{wide}">{title}{draw(one, box, ink)}</g>'
        )

    def activity(self, one: Element, box: Box, ink: str) -> str:
        bold = ' stroke-width="3"' if one.kind is Kind.CALL_ACTIVITY else ""
        dots = ' stroke-dasharray="2 3"' if one.event_handler else ""
        rect = f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"{bold}{dots}/>'
        if one.kind is Kind.SUB_PROCESS:
            label = _text(box.x + 10, box.y + 16, [_cut(one.name, box.width - 20)], ink, "start")
            return rect + label + self.loop(one, box, ink)
        lines = _wrapped(one.name or one.id, box.width - 12, 4)
        top = box.y + box.height // 2 + 5 - (len(lines) - 1) * 7 + (4 if one.kind in TASK_SIGNS else 0)
        sign = _placed(TASK_SIGNS.get(one.kind, ""), box.x + 5, box.y + 5, ink)
        return rect + sign + _text(box.x + box.width // 2, top, lines, ink) + self.loop(one, box, ink)

    def loop(self, one: Element, box: Box, ink: str) -> str:
        if not one.loop:
            return ""
        sign = "M0 0H12M0 4H12M0 8H12" if one.loop.sequential else "M0 0V10M4 0V10M8 0V10"
        return _placed(f'<path d="{sign}"/>', box.x + box.width // 2 - 5, box.y + box.height - 14, ink)

    def event(self, one: Element, box: Box, ink: str) -> str:
        x, y, r = box.x + box.width // 2, box.y + box.height // 2, box.width // 2
        start = one.kind is Kind.START
        dots = "" if one.interrupts or not (start or one.kind is Kind.BOUNDARY) else ' stroke-dasharray="4 3"'
        bold = ' stroke-width="3.5"' if one.kind is Kind.END else ""
        rings = f'<circle cx="{x}" cy="{y}" r="{r}"{bold}{dots}/>'
        if one.kind in {Kind.CATCH, Kind.THROW, Kind.BOUNDARY}:
            rings += f'<circle cx="{x}" cy="{y}" r="{r - 3}"{dots}/>'
        filled = one.kind in {Kind.THROW, Kind.END}
        sign = _placed(TRIGGER_SIGNS.get(one.trigger, ""), x - 9, y - 9, ink, filled=filled)
        if one.kind is Kind.BOUNDARY:
            name = _text(box.x - 4, box.y + box.height - 3, _wrapped(one.name, 96, 2), ink, "end")
        else:
            name = _text(x, box.y + box.height + 14, _wrapped(one.name, 110, 2), ink)
        return rings + sign + name

    def gateway(self, one: Element, box: Box, ink: str) -> str:
        x, y, r = box.x + box.width // 2, box.y + box.height // 2, box.width // 2
        shape = f'<path d="M{x} {y - r}L{x + r} {y}L{x} {y + r}L{x - r} {y}Z"/>'
        sign = _placed(GATEWAY_SIGNS[one.kind], x - 10, y - 10, ink)
        return shape + sign + _text(x, y + r + 13, _wrapped(one.name, 120, 2), ink)

    # -- flows

    def flow(self, flow: Flow) -> str:
        ink, _ = self.colours(flow.id)
        mark = f"flow {self.marks[flow.id]}" if flow.id in self.marks else "flow"
        points = self.layout.lines[flow.id]
        x, y = points[-1]
        line = _rounded([*points[:-1], (x - 6, y)])
        head = f"M{x} {y}L{x - 9} {y - 5}L{x - 9} {y + 5}Z"
        wide = 2.5 if flow.id in self.marks else 1.2
        title = f"<title>{escape(flow.name)}</title>" if flow.name else ""
        slash = self.slash(flow, ink)
        return (
            f"<g class={quoteattr(mark)} data-flow={quoteattr(flow.id)}>{title}"
            f'<path d="{line}" fill="none" stroke="{ink}" stroke-width="{wide}"/>{slash}'
            f'<path d="{head}" fill="{ink}"/></g>'
        )

    def slash(self, flow: Flow, ink: str) -> str:
        """Return the stroke that marks a default flow (10.6.2)."""
        source = self.process.elements[flow.source]
        if source.default != flow.id:
            return ""
        (x, y), *_ = self.layout.lines[flow.id]
        return f'<path d="M{x + 6} {y + 6}L{x + 12} {y - 6}" stroke="{ink}" stroke-width="1.5"/>'

    def flow_label(self, flow: Flow) -> str:
        x, y, side = self.layout.labels[flow.id]
        ink, _ = self.colours(flow.id)
        lines = _wrapped(flow.name, LONGEST_LABEL, 2)
        words = _text(x, y - 14 * (len(lines) - 1), lines, ink, side, halo=True)
        return f'<g class="label" paint-order="stroke" stroke="{PAPER}" stroke-width="4">{words}</g>'


# -- text and lines


def _text(x: int, y: int, lines: list[str], ink: str, anchor: str = "middle", *, halo: bool = False) -> str:
    stroke = "" if halo else ' stroke="none"'
    rows = "".join(
        f'<tspan x="{x}" y="{y + 14 * number}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    return f'<text text-anchor="{anchor}" fill="{ink}"{stroke}>{rows}</text>' if lines else ""


def _long(text: str) -> float:
    """Return about how wide a text is, in pixels."""
    return sum(
        3.6 if letter in NARROW else 8.6 if letter.isupper() or letter in "mw" else 6.7 for letter in text
    )


def _cut(text: str, width: int) -> str:
    if _long(text) <= width:
        return text
    while text and _long(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """Break a text into lines of this width; what does not fit into so many lines is cut with an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and _long(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, width) for line in lines]


def _placed(sign: str, x: int, y: int, ink: str, *, filled: bool = False) -> str:
    if not sign:
        return ""
    fill = ink if filled else "none"
    return f'<g transform="translate({x} {y})" fill="{fill}" stroke="{ink}" stroke-width="1.2">{sign}</g>'


def _rounded(points: list[Point]) -> str:
    """Return a path through the points, its corners rounded a little."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for before, (x, y), after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _toward((x, y), before), _toward((x, y), after)
        parts.append(f"L{enter[0]} {enter[1]}Q{x} {y} {leave[0]} {leave[1]}")
    parts.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(parts)


def _toward(corner: Point, other: Point, by: int = 5) -> Point:
    (x, y), (ox, oy) = corner, other
    dx, dy = max(-by, min(by, (ox - x) // 2)), max(-by, min(by, (oy - y) // 2))
    return x + dx, y + dy
