"""The graph of requirements: which decision rests on which, in what order they run."""

from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.markup import Element

MAX_CHAIN = 60
_WANTS = {
    "requiredDecision": "decision",
    "requiredInput": "inputData",
    "requiredKnowledge": "businessKnowledgeModel",
}


class Graph:
    """Reads the requirements of a model and notes what is missing or goes in a circle."""

    def __init__(self, root: Element, findings: Findings) -> None:
        self.findings = findings
        self.namespace = root.get("namespace")
        self.nodes = {
            one.get("id"): one for one in root.all("decision", "businessKnowledgeModel", "inputData")
        }
        self.names = {one.get("name"): id_ for id_, one in self.nodes.items()}
        self.decisions: dict[str, tuple[str, ...]] = {}
        self.requires: dict[str, frozenset[str]] = {}
        self.knowledge: dict[str, tuple[str, ...]] = {}
        self.orders: dict[str, tuple[str, ...]] = {}
        for id_, node in self.nodes.items():
            self.decisions[id_] = self.targets(node, "informationRequirement", "requiredDecision")
            self.requires[id_] = frozenset(self.decisions[id_])
            self.targets(node, "informationRequirement", "requiredInput")
            self.knowledge[id_] = self.targets(node, "knowledgeRequirement", "requiredKnowledge")
        for id_ in self.nodes:
            self.visit(id_, ())

    def targets(self, node: Element, requirement: str, tag: str) -> tuple[str, ...]:
        """List what a node requires of one kind; what does not exist is noted and left out."""
        found = []
        for target in (one for holder in node.all(requirement) for one in holder.all(tag)):
            id_ = self.local(target.get("href"))
            if id_ in self.nodes and self.nodes[id_].tag == _WANTS[tag]:
                found.append(id_)
            else:
                self.findings.add(
                    target.line, "required-missing",
                    f"{node.get('id')} requires {target.get('href') or 'nothing'}: no such {_WANTS[tag]}",
                    'Point href to an id in this file, "#id".',
                )  # fmt: skip
        return tuple(dict.fromkeys(found))

    def local(self, href: str) -> str:
        """Take the id out of `#id`; "" for a reference to another model."""
        place, _, id_ = href.partition("#")
        return id_ if place in ("", self.namespace) else ""

    def needs(self, id_: str) -> tuple[str, ...]:
        """List what must be known before a node: knowledge, then decisions, as the file orders them."""
        return (*self.knowledge[id_], *self.decisions[id_])

    def visit(self, id_: str, path: tuple[str, ...]) -> tuple[str, ...]:
        """Order a node after all it needs; a circle is noted once, where it closes."""
        if id_ in path:
            circle = " -> ".join((*path[path.index(id_) :], id_))
            self.findings.add(
                self.nodes[id_].line, "cycle", f"decisions require each other in a circle: {circle}",
                "Remove one of these requirements.",
            )  # fmt: skip
            return ()
        if len(path) > MAX_CHAIN:
            self.findings.add(
                self.nodes[id_].line, "chain", f"more than {MAX_CHAIN} decisions stand one behind the other",
                "Join some of them.",
            )  # fmt: skip
            return ()
        if id_ not in self.orders:
            before = [one for need in self.needs(id_) for one in self.visit(need, (*path, id_))]
            self.orders[id_] = tuple(dict.fromkeys((*before, id_)))
        return self.orders[id_]

    def order(self, id_: str) -> tuple[str, ...]:
        """List what runs for a decision, itself last."""
        return self.orders[id_]

    def check_use(self, id_: str, names: frozenset[tuple[str, ...]]) -> None:
        """Note a decision whose result is read without being required: it would be stale."""
        for head in sorted({path[0] for path in names}):
            used = self.names.get(head, "")
            if used and used != id_ and self.nodes[used].tag != "inputData" and used not in self.needs(id_):
                self.findings.add(
                    self.nodes[id_].line, "not-required", f"{id_} reads {head!r} without requiring it",
                    f'Add a requirement with href="#{used}".',
                )  # fmt: skip

    def facts(self, names: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
        """Keep the paths of facts and of decisions; functions are no facts."""
        return frozenset(path for path in names if self.tag(path[0]) != "businessKnowledgeModel")

    def outside(self, names: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
        """Keep the paths that come from outside the model."""
        return frozenset(path for path in names if self.tag(path[0]) in ("", "inputData"))

    def tag(self, name: str) -> str:
        """Tell what the model calls by a name: "decision", "inputData", "businessKnowledgeModel" or ""."""
        return self.nodes[self.names[name]].tag if name in self.names else ""
