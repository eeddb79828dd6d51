"""Write what nobody types: the diagram (BPMN 2.0.2, clause 12) and the incoming and outgoing of each element.

Only these parts of the file change; comments, order, indentation and the author's own lines stay byte for byte.
A diagram that shows every element is left alone; one that lacks some is laid out anew.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from balai.kernel.process.layout import Box, Layout
from balai.kernel.process.lines import arrange
from balai.kernel.process.process import Process
from balai.kernel.process.source import BPMN

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
_FIRST = frozenset({"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef"})
_ENDS = frozenset({"incoming", "outgoing"})


@dataclass(slots=True)
class _Span:
    """One element in the bytes of the file: where its tags begin and end."""

    space: str
    name: str
    id: str
    start: int
    inside: int
    close: int = 0
    end: int = 0
    reference: str = ""
    text: str = ""
    children: list["_Span"] = field(default_factory=list)


def draw(xml: bytes, process: Process) -> bytes:
    """Return the file of this process with its diagram and flow references complete; twice gives the same as once."""
    root = _spans(xml)
    edits = [edit for one in _walk(root) if one.id in process.elements for edit in _ends(xml, one, process)]
    shown = {one.reference for one in _walk(root) if one.space == DI}
    diagrams = [one for one in root.children if (one.space, one.name) == (DI, "BPMNDiagram")]
    if not _wanted(process) <= shown:
        edits += [
            (_line_start(xml, one.start), one.end + (xml[one.end : one.end + 1] == b"\n"), b"")
            for one in diagrams
        ]
        at = _line_start(xml, root.close)
        before = b"" if xml[at - 1 : at] == b"\n" else b"\n"
        edits.append((at, at, before + _diagram(root, process).encode()))
    for start, end, text in sorted(edits, reverse=True):
        xml = xml[:start] + text + xml[end:]
    return xml


def _wanted(process: Process) -> set[str]:
    drawn = {name for name in (*process.elements, *process.flows) if ":" not in name}
    return drawn | set(process.lanes)


# -- the file as it stands


def _spans(xml: bytes) -> _Span:
    parser = expat.ParserCreate(namespace_separator=" ")
    path: list[_Span] = []
    roots: list[_Span] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        at = parser.CurrentByteIndex
        span = _Span(space, name, attributes.get("id", ""), at, _tag_end(xml, at))
        span.reference = attributes.get("bpmnElement", "").rpartition(":")[2]
        (path[-1].children if path else roots).append(span)
        path.append(span)

    def end(_tag: str) -> None:
        span = path.pop()
        closed = xml[span.inside - 2 : span.inside] == b"/>"
        span.close = span.inside if closed else parser.CurrentByteIndex
        span.end = span.inside if closed else _tag_end(xml, span.close)

    def text(data: str) -> None:
        path[-1].text += data

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(xml, True)
    return roots[0]


def _tag_end(xml: bytes, at: int) -> int:
    """Return the place behind the tag that begins here; a > inside quotes does not end it."""
    match = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>").match(xml, at)
    return match.end() if match else at


def _walk(span: _Span) -> Iterator[_Span]:
    waiting = [span]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(one.children)


def _line_start(xml: bytes, at: int) -> int:
    """Return where the line of a place begins, if only blanks stand before it there."""
    begin = xml.rfind(b"\n", 0, at) + 1
    return begin if not xml[begin:at].strip() else at


# -- incoming and outgoing


def _ends(xml: bytes, span: _Span, process: Process) -> Iterator[tuple[int, int, bytes]]:
    """Yield the edits that give a flow node its references, none when it has them."""
    if span.space != BPMN:
        return
    flows = [flow for flow in process.flows.values() if ":" not in flow.id]
    wanted = [("incoming", flow.id) for flow in flows if flow.target == span.id]
    wanted += [("outgoing", flow.id) for flow in flows if flow.source == span.id]
    there = [one for one in span.children if one.space == BPMN and one.name in _ENDS]
    if sorted((one.name, one.text.strip().rpartition(":")[2]) for one in there) == sorted(wanted):
        return
    yield from ((_line_before(xml, one.start), one.end, b"") for one in there)
    prefix = _prefix(xml, span)
    indent = xml[xml.rfind(b"\n", 0, span.start) + 1 : span.start]
    indent = b"\n" + (indent if not indent.strip() else b"") + b"  "
    lines = b"".join(indent + f"<{prefix}{name}>{flow}</{prefix}{name}>".encode() for name, flow in wanted)
    if xml[span.inside - 2 : span.inside] == b"/>":
        tag = xml[span.start : span.inside - 2].rstrip()
        close = f"</{prefix}{span.name}>".encode()
        yield span.start, span.inside, tag + b">" + lines + indent[:-2] + close
        return
    before = [one.end for one in span.children if one.space == BPMN and one.name in _FIRST]
    bare = not span.children and not xml[span.inside : span.close].strip()
    at = max(before, default=span.inside)
    yield at, span.close if bare else at, lines + (indent[:-2] if bare else b"")


def _line_before(xml: bytes, at: int) -> int:
    """Return the end of the line before, if only blanks stand between."""
    begin = xml.rfind(b"\n", 0, at)
    return begin if begin >= 0 and not xml[begin:at].strip() else at


def _prefix(xml: bytes, span: _Span) -> str:
    tag = re.match(rb"<([\w.-]+:)?", xml[span.start :])
    return tag[1].decode() if tag and tag[1] else ""


# -- the diagram


def _diagram(root: _Span, process: Process) -> str:
    """Return one diagram for the process, and one for each process that it calls."""
    pool = next((one for one in root.children if (one.space, one.name) == (BPMN, "collaboration")), None)
    pools = [one for one in pool.children if one.name == "participant"] if pool else []
    scopes = dict.fromkeys(one.called for one in process.elements.values() if one.called)
    plane = pool.id if pool and len(pools) == 1 else process.id
    parts = [_plane(process, arrange(process), plane, pools[0].id if len(pools) == 1 else "")]
    parts += [_plane(process, arrange(process, name), name, "") for name in scopes]
    return "".join(parts)


def _plane(process: Process, layout: Layout, plane: str, pool: str) -> str:
    spaces = f'xmlns:bpmndi="{DI}" xmlns:dc="{DC}" xmlns:di="{DD}"'
    rows = [f'  <bpmndi:BPMNDiagram {spaces} id="diagram_{plane}">']
    rows.append(f'    <bpmndi:BPMNPlane id="plane_{plane}" bpmnElement={quoteattr(plane)}>')
    if pool:
        rows += _shape(pool, Box(-30, 0, layout.width + 30, layout.height), ' isHorizontal="true"')
    for lane, box in layout.bands.items():
        rows += _shape(lane, box, ' isHorizontal="true"')
    for name, box in layout.boxes.items():
        if ":" not in name:
            wide = ' isExpanded="true"' if process.elements[name].kind == "subProcess" else ""
            mark = ' isMarkerVisible="true"' if process.elements[name].kind == "exclusiveGateway" else ""
            rows += _shape(name, box, wide + mark)
    for name, line in layout.lines.items():
        if ":" not in name:
            rows.append(f'      <bpmndi:BPMNEdge id="edge_{name}" bpmnElement={quoteattr(name)}>')
            rows += [f'        <di:waypoint x="{x}" y="{y}" />' for x, y in line]
            rows.append("      </bpmndi:BPMNEdge>")
    return "\n".join([*rows, "    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>", ""])


def _shape(name: str, box: Box, more: str) -> list[str]:
    return [
        f'      <bpmndi:BPMNShape id="shape_{name}" bpmnElement={quoteattr(name)}{more}>',
        f'        <dc:Bounds x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" />',
        "      </bpmndi:BPMNShape>",
    ]
