"""From XML nodes to a draft of the drawing. Everything that is not read is refused by name and line."""

from dataclasses import replace

from balai.kernel.process import vocabulary
from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Flow, Kind, Lane, Loop, Trigger
from balai.kernel.process.event_reading import EventReader
from balai.kernel.process.refusing import below
from balai.kernel.process.source import BPMN, Node

INNER = frozenset({Kind.SUB_PROCESS, Kind.CALL_ACTIVITY})
REPEATED = "multiInstanceLoopCharacteristics"


def read(root: Node, file: str, *, foreign: bool = False, process: str = "") -> Draft:
    """Read a BPMN 2.0 document. The draft holds every element that could be read and every problem met.

    `process` is the id of the process to read when the file holds several that no other one calls.
    """
    reader = _Reader(Draft(file, foreign))
    reader.document(root, process)
    return reader.draft


def uncalled(root: Node) -> list[Node]:
    """Return the processes of a document that no call activity runs, in file order."""
    called = {
        one.get("calledElement").rpartition(":")[2] for one in below(root) if one.name == "callActivity"
    }
    return [one for one in root.named("process") if one.get("id") not in called]


class _Reader(EventReader):
    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.spoken = Node("", "", {}, 0)
        self.callable: dict[str, Node] = {}
        self.global_tasks: dict[str, Kind] = {}

    # -- the document --

    def document(self, root: Node, process: str) -> None:
        if (root.space, root.name) != (BPMN, "definitions"):
            mend = "Export the drawing from the modeller as BPMN 2.0 XML."
            self.draft.problem(root.line, "xml", f"the file is no BPMN 2.0 document but <{root.name}>", mend)
            return
        self.spoken = root
        if not self.draft.foreign:
            self.language(root)
        self.ids(root)
        self.names(root)
        for node in root.children:
            if node.name == "collaboration":
                self.collaboration(node)
            elif node.space == BPMN and self.draft.foreign and node.name in vocabulary.GLOBAL_TASKS:
                self.global_tasks[node.get("id")] = vocabulary.GLOBAL_TASKS[node.name]
            elif node.name not in vocabulary.DECLARED and not self.silent(node):
                self.refuse(node)
        self.processes(root, process)

    def ids(self, root: Node) -> None:
        """Report an id used twice: in BPMN an id is unique in its file."""
        seen: dict[str, int] = {}
        for node in below(root):
            name = node.get("id") if node.space == BPMN else ""
            if name in seen:
                what = f"the id {name} is used twice, first on line {seen[name]}"
                self.draft.problem(node.line, "duplicate-id", what, "Give one of the two another id.")
            elif name:
                seen[name] = node.line

    def collaboration(self, node: Node) -> None:
        for child in node.children:
            if child.name == "participant" and child.space == BPMN:
                self.draft.name = self.draft.name or child.get("name")
            elif not self.silent(child):
                self.refuse(child)

    def processes(self, root: Node, wanted: str) -> None:
        """Read the process that nothing calls, and those that it calls."""
        nodes = list(root.named("process"))
        self.callable = {node.get("id"): node for node in nodes}
        if not nodes:
            self.draft.problem(root.line, "process", "the file holds no process", "Draw one process.")
            return
        mains = [node for node in uncalled(root) if wanted in {"", node.get("id")}] or nodes[:1]
        if self.draft.foreign:  # a pool without a process of its own is drawn as an empty one
            mains = [node for node in mains if node.children] or mains[:1]
        for node in mains[1:]:
            what = f"the file holds a second process, {node.get('id')}"
            mend = "Keep one process in the file, besides those that a call activity runs."
            self.draft.problem(node.line, "process", what, mend)
        main = mains[0]
        self.draft.id, self.draft.line = main.get("id"), main.line
        self.draft.name = main.get("name") or self.draft.name
        self.scope(main, "")
        self.lane_sets(list(main.named("laneSet")))

    def scope(self, node: Node, scope: str) -> None:
        """Read what stands in a process or a sub-process."""
        self.attributes(node)
        for child in node.children:
            if child.space == BPMN and child.name == "sequenceFlow":
                self.flow(child, scope)
            elif child.space == BPMN and (kind := self.kind(child)):
                self.node(child, kind, scope)
            elif self.silent(child) or (child.name == "laneSet" and scope in {"", *self.draft.called}):
                continue
            elif child.name != REPEATED or scope not in self.draft.elements:
                self.refuse(child)

    def kind(self, node: Node) -> Kind | None:
        """Return the kind of a flow node. What is drawn elsewhere as a task of no type is done by people."""
        if self.draft.foreign and node.name in {"task", "manualTask"}:
            return Kind.USER
        if node.name == "callActivity":
            return self.global_tasks.get(node.get("calledElement").rpartition(":")[2], Kind.CALL_ACTIVITY)
        return vocabulary.KINDS.get(node.name)

    # -- flow nodes and flows --

    def flow(self, node: Node, scope: str) -> None:
        self.attributes(node)
        self.only(node, "conditionExpression")
        name = self.named(node, strict=False)
        condition = ""
        for child in node.named("conditionExpression"):
            self.language(child if child.get("language") or not self.draft.foreign else self.spoken_at(child))
            condition = child.text.strip()
            if self.draft.foreign:
                condition = condition.removeprefix("=").strip()
        if name and name not in self.draft.flows:
            ends = node.get("sourceRef"), node.get("targetRef")
            self.draft.add(Flow(name, *ends, node.get("name"), node.line, condition, scope))

    def spoken_at(self, node: Node) -> Node:
        """Return the node with the language of the file, which need not be FEEL as long as nothing is said in it."""
        return replace(node, attributes={"language": self.spoken.get("expressionLanguage")})

    def node(self, node: Node, kind: Kind, scope: str) -> None:
        name = self.named(node, strict=True)
        if not name or name in self.draft.elements:
            return
        self.draft.elements[name] = self.element(node, kind, scope)
        if kind is Kind.SUB_PROCESS:
            self.scope(node, name)
        elif kind is Kind.CALL_ACTIVITY:
            self.called(self.draft.elements[name])

    def called(self, activity: Element) -> None:
        """Read the process that a call activity runs, once however often it is called (BPMN 2.0.2, 10.3.6)."""
        node = self.callable.get(activity.called)
        if node is None:
            what = f"callActivity {activity.id} calls {activity.called or 'nothing'}"
            mend = "Set calledElement to the id of another process of this file."
            self.draft.problem(activity.line, "call", what, mend)
            self.draft.refused.add(activity.id)
        elif node.get("id") not in {*self.draft.called, self.draft.id}:
            self.draft.called[activity.called] = node.line
            self.scope(node, activity.called)
            self.lane_sets(list(node.named("laneSet")))

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
            event_handler=node.get("triggeredByEvent") == "true",
            called=node.get("calledElement").rpartition(":")[2] if kind is Kind.CALL_ACTIVITY else "",
            loop=self.loop(node),
        )
        if kind is Kind.SUB_PROCESS:
            return element
        self.attributes(node)
        if kind in vocabulary.TRIGGERS:
            return self.event(element, node)
        self.only(node, REPEATED)
        if kind is Kind.RECEIVE or (kind is Kind.SEND and node.get("messageRef")):
            return replace(element, message=self.refers(node, element, Trigger.MESSAGE))
        return element

    def loop(self, node: Node) -> Loop | None:
        """Read how often an activity is done; `loopDataInputRef` is FEEL and gives a list (BPMN 2.0.2, 10.3.8)."""
        for child in node.named(REPEATED):
            self.attributes(child)
            self.only(child, "loopCardinality", "loopDataInputRef", "completionCondition")
            texts = {one.name: one.text.strip() for one in child.children}
            loop = Loop(
                child.get("isSequential") == "true",
                texts.get("loopCardinality", ""),
                texts.get("loopDataInputRef", ""),
                texts.get("completionCondition", ""),
            )
            if bool(loop.count) == bool(loop.items):
                what = f"{node.name} {node.get('id')} does not say how many instances it has"
                mend = "Write one loopCardinality (a number) or one loopDataInputRef (a list), in FEEL."
                self.draft.problem(child.line, "loop", what, mend)
            return loop
        return None

    # -- lanes --

    def lane_sets(self, nodes: list[Node]) -> None:
        for node in nodes[1:]:
            self.draft.problem(
                node.line, "lane", "the process has a second set of lanes", "Keep one laneSet."
            )
        for node in nodes[:1]:
            self.only(node, "lane")
            for child in node.named("lane"):
                self.lane(child)

    def lane(self, node: Node) -> None:
        self.attributes(node)
        name = self.named(node, strict=True)
        nested = [child for child in node.named("childLaneSet") if self.draft.foreign]
        self.only(node, "flowNodeRef", *(["childLaneSet"] if nested else []))
        members = tuple(child.text.strip() for child in node.named("flowNodeRef"))
        if name and name not in self.draft.lanes and not nested:
            self.draft.lanes[name] = Lane(name, node.get("name"), node.line, members)
        for child in nested:
            self.lane_sets([child])
