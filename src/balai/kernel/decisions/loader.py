"""From the bytes of a DMN file to a model, or to every problem that stands in the way."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from balai.kernel.decisions.boxed import EXPRESSIONS, Boxes
from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.grammar import check_elements
from balai.kernel.decisions.logic import Formula
from balai.kernel.decisions.markup import Element
from balai.kernel.decisions.model import Knowledge, Model
from balai.kernel.decisions.nodes import NAMESPACES, read
from balai.kernel.decisions.requirements import Graph
from balai.kernel.decisions.tables import TableParts, TableReader
from balai.kernel.decisions.types import Decision, split_citations
from balai.kernel.feel import Dialect, Expression, UnaryTests, compiled
from balai.kernel.feel.tree import FunctionLiteral
from balai.kernel.problem import Refused

_CITE = 'Write the article in its <description>, for example "UU 24/2013 pasal 27 ayat (1)".'
Names = frozenset[tuple[str, ...]]


class Draft(NamedTuple):
    """A decision that was read, before it is known what its requirements read."""

    element: Element
    parts: TableParts | None
    expression: Expression | None
    names: Names


def load(xml: bytes, file: str) -> Model:
    """Load a model; raises Refused with every problem found.

    The house's rules are on top of the standard's: every rule and every expression cites its article, a
    decision's name is its id, nothing lies in item definitions, no table hides inside another expression.
    """
    return Loader(read(xml, file), file).load()


class Loader:
    """Reads one model."""

    def __init__(self, root: Element, file: str) -> None:
        self.root = root
        self.findings = Findings(file, Dialect(_spaced(root)))

    def load(self) -> Model:
        """Read, check, and put together; raises Refused."""
        check_elements(self.root, self.findings)
        self.check_ids()
        graph = Graph(self.root, self.findings)
        drafts = {one.get("id"): self.draft(one) for one in self.root.all("decision") if one.get("id")}
        knowledge = {one.get("id"): self.knowledge(one) for one in self.root.all("businessKnowledgeModel")}
        for id_, draft in drafts.items():
            graph.check_use(id_, draft.names)
        if self.findings.problems:
            raise Refused(self.findings.problems)
        return self.model(graph, drafts, {id_: one for id_, one in knowledge.items() if one})

    def model(self, graph: Graph, drafts: Mapping[str, Draft], knowledge: Mapping[str, Knowledge]) -> Model:
        """Put the model together."""
        decisions = {id_: self.decision(id_, graph, drafts, knowledge) for id_ in drafts}
        parts: dict[str, Decision | Knowledge] = {**decisions, **knowledge}
        plans = {id_: tuple(parts[one] for one in graph.order(id_)) for id_ in decisions}
        return Model(self.root.get("id"), self.root.get("name"), decisions, plans)

    def check_ids(self) -> None:
        """Refuse an id that stands twice, and decisions without one."""
        seen: dict[str, int] = {}
        for element in _walk(self.root):
            id_ = element.get("id")
            if id_ and id_ in seen:
                self.findings.add(
                    element.line, "id-twice", f"the id {id_!r} stands twice (first in line {seen[id_]})",
                    "Give each element an id of its own.",
                )  # fmt: skip
            elif id_:
                seen[id_] = element.line
        for decision in self.root.all("decision"):
            self.check_name(decision)

    def check_name(self, element: Element) -> None:
        """Demand an id and a name, in the house the same."""
        id_, name = element.get("id"), element.get("name")
        if not id_ or not name:
            self.findings.add(
                element.line, "decision-id", "a decision has no id or no name", "Give it both, the same."
            )
        elif id_ != name:
            self.findings.add(
                element.line, "decision-name", f"the decision {id_!r} is named {name!r}",
                "Make name and id the same: facts know a decision by this name.",
            )  # fmt: skip

    def draft(self, element: Element) -> Draft:
        """Read a decision's own part."""
        id_ = element.get("id")
        box = element.one(*EXPRESSIONS)
        if box is not None and box.tag == "decisionTable":
            parts = TableReader(box, id_, self.findings).read()
            return Draft(element, parts, None, self.names(*(parts.expressions if parts else ())))
        if not split_citations(element.words("description")):
            self.findings.add(element.line, "citation-missing", f"decision {id_} cites no law", _CITE)
        expression = self.boxed(element, id_)
        return Draft(element, None, expression, self.names(expression))

    def boxed(self, element: Element, owner: str) -> Expression:
        """Compile the boxed expression within an element; its text, for show, only if it is a literal."""
        box = element.one(*EXPRESSIONS)
        node = Boxes(owner, self.findings).node(box, element)
        text = box.words("text") if box is not None and box.tag == "literalExpression" else ""
        return compiled(node, text)

    def knowledge(self, element: Element) -> Knowledge | None:
        """Read a business knowledge model."""
        id_, logic = element.get("id"), element.one("encapsulatedLogic")
        citation = element.words("description")
        if not split_citations(citation):
            self.findings.add(element.line, "citation-missing", f"knowledge {id_} cites no law", _CITE)
        if logic is None:
            self.findings.add(
                element.line, "expression-missing", f"{id_} holds no function", "Write <encapsulatedLogic>."
            )
            return None
        node = Boxes(id_, self.findings).function(logic)
        if not isinstance(node, FunctionLiteral):
            return None
        return Knowledge(id_, element.get("name"), element.line, citation, compiled(node, ""))

    def names(self, *parsed: Expression | UnaryTests) -> Names:
        """Join the facts that are read; a name in a filter counts when the model declares it."""
        declared = {
            one.get("name") for one in self.root.all("inputData", "decision", "businessKnowledgeModel")
        }
        sure = {path for one in parsed for path in one.names}
        return frozenset(sure | {path for one in parsed for path in one.fields if path[0] in declared})

    def decision(
        self, id_: str, graph: Graph, drafts: Mapping[str, Draft], knowledge: Mapping[str, Knowledge]
    ) -> Decision:
        """Put one decision together."""
        draft, order = drafts[id_], graph.order(id_)
        element, parts = draft.element, draft.parts
        read = frozenset(path for one in order if one in drafts for path in drafts[one].names)
        read |= self.names(*(knowledge[one].expression for one in order if one in knowledge))
        citation = element.words("description")
        called = [part for one in graph.knowledge[id_] for part in split_citations(knowledge[one].citation)]
        citations = tuple(dict.fromkeys((*split_citations(citation), *called)))
        shared = (
            id_, element.get("name"), element.words("question"), element.line, citation, graph.requires[id_],
            graph.outside(read),
        )  # fmt: skip
        if parts is not None:
            shown = (parts.policy, parts.aggregation, parts.columns, parts.outputs, parts.rows)
            return Decision(*shared, *shown, logic=parts.table)
        expression = draft.expression or compiled(Boxes(id_, self.findings).node(None, element), "")
        logic = Formula(id_, expression, citations, sorted(graph.facts(draft.names)))
        return Decision(*shared, expression=expression.text, logic=logic)


def _walk(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.namespace in NAMESPACES and child.tag != "extensionElements":
            yield child
            yield from _walk(child)


def _spaced(root: Element) -> tuple[str, ...]:
    """List the names in the model that are more than one word, for the parser."""
    names = {element.get("name") for element in _walk(root)}
    return tuple(
        sorted(name for name in names if name and not name.isidentifier() and any(map(str.isalpha, name)))
    )
