"""From XML nodes to a draft of the drawing. Everything that is not read is refused by name and line."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from balai.kernel.problem import Problem
from balai.kernel.process import vocabulary
from balai.kernel.process.drawing import Element, Flow, Kind, Lane, Timer, Trigger
from balai.kernel.process.durations import parse_duration, parse_instant
from balai.kernel.process.source import BPMN, XSI, Node

ID = re.compile(r"[a-z][a-z0-9_]*")
LIMIT = re.compile(r"case\.due|task\.([a-z][a-z0-9_]*)\.due")
FEEL = re.compile(r"(?i)(https?://www\.omg\.org/spec/(DMN|FEEL)/.*|feel)")
DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"


@dataclass(slots=True)
class Draft:
    """A drawing that may still be wrong, and what is known to be wrong with it.

    `refused` are the ids of elements that were not read: flows to them are not reported a second time.
    """

    file: str
    id: str = ""
    name: str = ""
    line: int = 0
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    leaving: defaultdict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    entering: defaultdict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    lanes: dict[str, Lane] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def add(self, flow: Flow) -> None:
        """Take in a flow; those of one element stay in file order."""
        self.flows[flow.id] = flow
        self.leaving[flow.source].append(flow)
        self.entering[flow.target].append(flow)

    def problem(self, line: int, code: str, what: str, mend: str) -> None:
        """Note one defect."""
        self.problems.append(Problem(self.file, line, f"process.{code}", what, mend))


def read(root: Node, file: str) -> Draft:
    """Read a BPMN 2.0 document. The draft holds every element that could be read and every problem met."""
    reader = _Reader(Draft(file))
    reader.document(root)
    return reader.draft


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.messages: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    # -- the document --

    def document(self, root: Node) -> None:
        if (root.space, root.name) != (BPMN, "definitions"):
            mend = "Export the drawing from the modeller as BPMN 2.0 XML."
            self.draft.problem(root.line, "xml", f"the file is no BPMN 2.0 document but <{root.name}>", mend)
            return
        self.language(root)
        self.ids(root)
        self.names(root)
        for node in root.children:
            if node.name == "collaboration":
                self.collaboration(node)
            elif node.name not in {"process", "message", "error"} and not self.silent(node):
                self.refuse(node)
        self.processes(list(root.named("process")), root.line)

    def language(self, node: Node) -> None:
        language = node.get("expressionLanguage") or node.get("language")
        if language and not FEEL.fullmatch(language):
            mend = (
                'Write expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/" and FEEL conditions.'
            )
            self.draft.problem(node.line, "language", f"expressions are in {language}, not in FEEL", mend)

    def ids(self, root: Node) -> None:
        """Report an id used twice: in BPMN an id is unique in its file."""
        seen: dict[str, int] = {}
        for node in _below(root):
            name = node.get("id")
            if name in seen:
                what = f"the id {name} is used twice, first on line {seen[name]}"
                self.draft.problem(node.line, "duplicate-id", what, "Give one of the two another id.")
            elif name:
                seen[name] = node.line

    def names(self, root: Node) -> None:
        """Learn the messages and errors. A message goes by its name, as modellers show no id for it."""
        for node in root.named("message"):
            name = node.get("name") or node.get("id")
            self.messages[node.get("id")] = name
            if not ID.fullmatch(name):
                mend = "Name the message in small letters, digits and _, like jawaban_bank."
                self.draft.problem(node.line, "message", f"the message is called {name!r}", mend)
        for node in root.named("error"):
            self.errors[node.get("id")] = node.get("errorCode")
            if not node.get("errorCode"):
                mend = "Set its errorCode, the code with which an operation fails."
                self.draft.problem(node.line, "error", f"the error {node.get('id')} has no code", mend)

    def collaboration(self, node: Node) -> None:
        for child in node.children:
            if child.name == "participant" and child.space == BPMN:
                self.draft.name = self.draft.name or child.get("name")
            elif not self.silent(child):
                self.refuse(child)

    def processes(self, nodes: list[Node], line: int) -> None:
        if not nodes:
            self.draft.problem(line, "process", "the file holds no process", "Draw one process.")
        for node in nodes[1:]:
            what = f"the file holds a second process, {node.get('id')}"
            self.draft.problem(node.line, "process", what, "Keep one process in the file.")
        for node in nodes[:1]:
            self.draft.id, self.draft.line = node.get("id"), node.line
            self.draft.name = node.get("name") or self.draft.name
            self.scope(node, "")
            self.lane_sets(list(node.named("laneSet")))

    def scope(self, node: Node, scope: str) -> None:
        """Read what stands in the process, or in an event sub-process."""
        self.attributes(node)
        for child in node.children:
            if child.space == BPMN and child.name == "sequenceFlow":
                self.flow(child, scope)
            elif child.space == BPMN and child.name in vocabulary.KINDS:
                self.node(child, vocabulary.KINDS[child.name], scope)
            elif not self.silent(child) and (child.name != "laneSet" or scope):
                self.refuse(child)

    # -- refusals --

    def silent(self, node: Node) -> bool:
        return node.space == DRAWING or (node.space == BPMN and node.name in vocabulary.SILENT)

    def refuse(self, node: Node) -> None:
        self.draft.refused.update(child.get("id") for child in [node, *_below(node)])
        mend = vocabulary.MEND.get(node.name, vocabulary.ANYTHING_ELSE)
        said = " ".join(filter(None, (node.name, node.get("id"), _quoted(node.get("name")))))
        if node.space != BPMN:
            said += f" ({node.space or 'no namespace'})"
        self.draft.problem(node.line, "element", f"Balai does not run {said}", mend)

    def attributes(self, node: Node) -> None:
        for key, value in node.attributes.items():
            space, _, name = key.rpartition(" ")
            allowed = vocabulary.ATTRIBUTES.get(name, frozenset())
            if space == XSI or (not space and (allowed is None or value in allowed)):
                continue
            what = f'{node.name} {node.get("id")} has {name}="{value}", which Balai does not know'
            mend = f"Remove the attribute {name}; settings belong in service.toml."
            self.draft.problem(node.line, "attribute", what.replace("  ", " "), mend)

    def named(self, node: Node, *, strict: bool) -> str:
        """Return the node's id, having reported a missing or ill-formed one."""
        name = node.get("id")
        if not name:
            what = (
                f"{node.name} {node.get('name')!r} has no id"
                if node.get("name")
                else f"{node.name} has no id"
            )
            self.draft.problem(node.line, "id", what, "Give it an id, like periksa_berkas.")
        elif strict and not ID.fullmatch(name):
            mend = "An id begins with a small letter and goes on with small letters, digits and _."
            self.draft.problem(node.line, "id", f"{node.name} has the id {name}", mend)
        return name

    # -- flow nodes and flows --

    def flow(self, node: Node, scope: str) -> None:
        self.attributes(node)
        name = self.named(node, strict=False)
        condition = ""
        for child in node.children:
            if child.space == BPMN and child.name == "conditionExpression":
                self.language(child)
                condition = child.text.strip()
            elif not self.silent(child):
                self.refuse(child)
        if name and name not in self.draft.flows:
            ends = node.get("sourceRef"), node.get("targetRef")
            self.draft.add(Flow(name, *ends, node.get("name"), node.line, condition, scope))

    def node(self, node: Node, kind: Kind, scope: str) -> None:
        if kind is Kind.SUB_PROCESS and (scope or node.get("triggeredByEvent") != "true"):
            self.draft.refused.update(child.get("id") for child in [node, *_below(node)])
            what = (
                f"Balai does not run subProcess {node.get('id')}: it is no event sub-process of the process"
            )
            mend = "Draw its steps in the process itself, or make it an event sub-process outside any other."
            self.draft.problem(node.line, "element", what, mend)
            return
        name = self.named(node, strict=True)
        if not name or name in self.draft.elements:
            return
        self.draft.elements[name] = self.element(node, kind, scope)
        if kind is Kind.SUB_PROCESS:
            self.scope(node, name)

    def element(self, node: Node, kind: Kind, scope: str) -> Element:
        element = Element(
            id=node.get("id"),
            kind=kind,
            name=node.get("name"),
            line=node.line,
            scope=scope,
            attached_to=node.get("attachedToRef"),
            interrupts="false" not in {node.get("cancelActivity"), node.get("isInterrupting")},
            default=node.get("default"),
        )
        if kind is Kind.SUB_PROCESS:
            return element
        self.attributes(node)
        if kind in vocabulary.TRIGGERS:
            return self.event(element, node)
        for child in node.children:
            if not self.silent(child):
                self.refuse(child)
        if kind is Kind.RECEIVE or (kind is Kind.SEND and node.get("messageRef")):
            return replace(element, message=self.message(node, element))
        return element

    # -- events --

    def event(self, element: Element, node: Node) -> Element:
        definitions, known = [], True
        for child in node.children:
            if child.space == BPMN and child.name in vocabulary.DEFINITIONS:
                definitions.append(child)
            elif not self.silent(child):
                self.refuse(child)
                known = False
        if len(definitions) > 1:
            what = f"{element.kind} {element.id} has {len(definitions)} event definitions"
            self.draft.problem(node.line, "event", what, "Keep one; draw one event for each.")
        for definition in definitions[:1]:
            element = self.trigger(element, definition)
        if element.trigger not in vocabulary.TRIGGERS[element.kind] and known:
            self.untriggered(element)
        return element

    def untriggered(self, element: Element) -> None:
        allowed = [
            trigger.value or "none" for trigger in Trigger if trigger in vocabulary.TRIGGERS[element.kind]
        ]
        what = f"{element.kind} {element.id} is of type {element.trigger.value or 'none'}"
        self.draft.problem(element.line, "event", what, f"It can be of type {', '.join(allowed)}.")

    def trigger(self, element: Element, node: Node) -> Element:
        self.attributes(node)
        trigger = vocabulary.DEFINITIONS[node.name]
        if trigger is Trigger.TIMER:
            return replace(element, trigger=trigger, timer=self.timer(node, element))
        for child in node.children:
            if not self.silent(child):
                self.refuse(child)
        if trigger is Trigger.MESSAGE:
            return replace(element, trigger=trigger, message=self.message(node, element))
        if trigger is Trigger.ERROR:
            return replace(element, trigger=trigger, error=self.error(node, element))
        return replace(element, trigger=trigger)

    def message(self, node: Node, element: Element) -> str:
        ref = node.get("messageRef").rpartition(":")[2]
        if ref not in self.messages:
            what = f"{element.kind} {element.id} names no message" + (
                f": {ref} does not exist" if ref else ""
            )
            self.draft.problem(node.line, "message", what, "Choose its message, or add one to the file.")
        return self.messages.get(ref, "")

    def error(self, node: Node, element: Element) -> str:
        ref = node.get("errorRef").rpartition(":")[2]
        if ref not in self.errors and (ref or element.kind is Kind.END):
            what = f"{element.kind} {element.id} names no error" + (f": {ref} does not exist" if ref else "")
            self.draft.problem(node.line, "error", what, "Choose its error, or add one to the file.")
        return self.errors.get(ref, "")

    def timer(self, node: Node, element: Element) -> Timer | None:
        times = [child for child in node.children if child.space == BPMN and child.name.startswith("time")]
        for child in node.children:
            if child not in times and not self.silent(child):
                self.refuse(child)
        if len(times) != 1:
            what = (
                f"the timer of {element.id} has no time"
                if not times
                else f"the timer of {element.id} has two times"
            )
            self.draft.problem(
                node.line, "timer", what, "Write one timeDate, like task.periksa.due or case.due."
            )
            return None
        timer = _moment(times[0])
        if timer is None:
            what = f"the timer of {element.id} has {times[0].name} {times[0].text.strip()!r}"
            mend = (
                "Write a timeDate (task.periksa.due, case.due, 2026-07-01T00:00:00Z) or a timeDuration (P3D)."
            )
            self.draft.problem(times[0].line, "timer", what, mend)
        return timer

    # -- lanes --

    def lane_sets(self, nodes: list[Node]) -> None:
        for node in nodes[1:]:
            self.draft.problem(
                node.line, "lane", "the process has a second set of lanes", "Keep one laneSet."
            )
        for node in nodes[:1]:
            for child in node.children:
                if child.space == BPMN and child.name == "lane":
                    self.lane(child)
                elif not self.silent(child):
                    self.refuse(child)

    def lane(self, node: Node) -> None:
        self.attributes(node)
        name = self.named(node, strict=True)
        for child in node.children:
            if child.name != "flowNodeRef" and not self.silent(child):
                self.refuse(child)
        members = tuple(child.text.strip() for child in node.named("flowNodeRef"))
        if name and name not in self.draft.lanes:
            self.draft.lanes[name] = Lane(name, node.get("name"), node.line, members)


def _quoted(name: str) -> str:
    """Return the words on the drawing: by these its author finds an element, not by a modeller's ids."""
    return f"({' '.join(name.split())})" if name else ""


def _below(node: Node) -> Iterator[Node]:
    """Yield what stands under this node, in file order; no recursion, as a file may nest by malice."""
    waiting = node.children[::-1]
    while waiting:
        child = waiting.pop()
        if child.space != DRAWING:
            yield child
            waiting.extend(reversed(child.children))


def _moment(node: Node) -> Timer | None:
    text = node.text.strip()
    if node.name == "timeDate":
        if LIMIT.fullmatch(text):
            return Timer(name=text)
        instant = parse_instant(text)
        return Timer(at=instant) if instant else None
    duration = parse_duration(text) if node.name == "timeDuration" else None
    return Timer(months=duration[0], seconds=duration[1]) if duration else None
