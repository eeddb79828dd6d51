"""Boxed expressions (DMN 1.5 clause 7.3, 10.2): each becomes the FEEL tree that says the same."""

from collections.abc import Callable

from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.items import reference
from balai.kernel.decisions.markup import Element
from balai.kernel.decisions.tables import TableReader
from balai.kernel.feel import Expression, UnaryTests, tree

EXPRESSIONS = frozenset(
    (
        "literalExpression", "decisionTable", "context", "list", "relation", "invocation",
        "functionDefinition",
        "conditional", "filter", "for", "some", "every",
    )
)  # fmt: skip
NULL = tree.Literal(None)


class Boxes:
    """Turns boxes into trees; what cannot be turned is noted and becomes null."""

    def __init__(self, owner: str, findings: Findings) -> None:
        self.owner = owner
        self.findings = findings
        self.strict = not findings.house
        self._readers: dict[str, Callable[[Element], tree.Node]] = {
            "literalExpression": self.literal, "decisionTable": self.table, "context": self.context,
            "list": self.items, "relation": self.relation, "invocation": self.invocation,
            "functionDefinition": self.function, "conditional": self.conditional, "filter": self.filter,
            "for": self.loop, "some": self.quantified, "every": self.quantified,
        }  # fmt: skip

    def node(self, element: Element | None, parent: Element) -> tree.Node:
        """Turn the box within an element."""
        if element is None:
            self.findings.add(
                parent.line, "expression-missing", f"{self.owner}: <{parent.tag}> holds no expression",
                "Write one inside it.",
            )  # fmt: skip
            return NULL
        return self.typed(self._readers[element.tag](element), element)

    def inside(self, parent: Element, tag: str = "") -> tree.Node:
        """Turn the box within a part (`<if>`, `<in>`) of an element, or directly within it."""
        holder = parent.one(tag) if tag else parent
        if holder is None:
            return self.node(None, parent)
        return self.node(holder.one(*EXPRESSIONS), holder)

    def literal(self, element: Element) -> tree.Node:
        """A literal expression (clause 7.2.2)."""
        expression = self.findings.expression(element, self.owner)
        return expression.tree if expression else NULL

    def typed(self, node: tree.Node, element: Element | None) -> tree.Node:
        """Check a value against the `typeRef` of an element (clause 7.3.1); services take types from forms."""
        type_ = None if self.findings.house else reference(element, self.findings.dialect)
        return node if type_ is None else tree.Typed(node, type_)

    def table(self, element: Element) -> tree.Node:
        """A decision table within another box (clause 8).

        It leaves no reasons, so the house wants a decision of its own.
        """
        if self.findings.house:
            self.findings.add(
                element.line, "table-inside", f"{self.owner}: a decision table stands in another expression",
                "Make it a decision of its own: only then are its rows recorded as reasons.",
            )  # fmt: skip
            return NULL
        parts = TableReader(element, self.owner, self.findings).read()
        if parts is None:
            return NULL
        return tree.Hosted(
            lambda facts, meter: parts.table.decide(facts, meter).value, names_of(*parts.expressions)
        )

    def context(self, element: Element) -> tree.Node:
        """A context; an entry without variable is its result (clause 10.2.1)."""
        entries: list[tuple[str, tree.Node]] = []
        result: tree.Node | None = None
        for entry in element.all("contextEntry"):
            variable = entry.one("variable")
            value = self.inside(entry)
            if variable is None:
                result = value
            else:
                entries.append((variable.get("name"), self.typed(value, variable)))
        return tree.ContextNode(tuple(entries), result)

    def items(self, element: Element) -> tree.Node:
        """A list (clause 10.2.1)."""
        return tree.ListNode(tuple(self.node(child, element) for child in element.all(*EXPRESSIONS)))

    def relation(self, element: Element) -> tree.Node:
        """A relation: a list of contexts (clause 10.2.1)."""
        names = [column.get("name") for column in element.all("column")]
        rows = []
        for row in element.all("row"):
            cells = [self.node(child, row) for child in row.all(*EXPRESSIONS)]
            if len(cells) != len(names):
                self.findings.add(
                    row.line, "cell-count", f"{self.owner}: the row has {len(cells)} cells, not {len(names)}",
                    "Write one cell per column.",
                )  # fmt: skip
            rows.append(tree.ContextNode(tuple(zip(names, cells, strict=False))))
        return tree.ListNode(tuple(rows))

    def invocation(self, element: Element) -> tree.Node:
        """A call with named arguments (clause 7.2.3)."""
        named: dict[str, tree.Node] = {}
        for binding in element.all("binding"):
            parameter = binding.one("parameter")
            if parameter is not None:
                named[parameter.get("name")] = self.inside(binding)
        return tree.Call(self.inside(element), (), named)

    def function(self, element: Element) -> tree.Node:
        """A function; only those written in FEEL (clause 10.2.1)."""
        if element.get("kind") not in ("", "FEEL"):
            if not self.findings.house:
                return tree.External()
            self.findings.add(
                element.line, "function-kind", f"{self.owner}: {element.get('kind')} functions are refused",
                "Write the function in FEEL.",
            )  # fmt: skip
            return NULL
        parameters = element.all("formalParameter")
        names = tuple(parameter.get("name") for parameter in parameters)
        if self.findings.house:
            return tree.FunctionLiteral(names, self.inside(element))
        types = tuple(reference(parameter, self.findings.dialect) for parameter in parameters)
        return tree.FunctionLiteral(names, self.inside(element), types)

    def conditional(self, element: Element) -> tree.Node:
        """If, then, else (clause 10.5.6)."""
        test, yes, no = (self.inside(element, tag) for tag in ("if", "then", "else"))
        return tree.If(test, yes, no, self.strict)

    def filter(self, element: Element) -> tree.Node:
        """A filter (clause 10.5.8)."""
        return tree.Filter(self.inside(element, "in"), self.inside(element, "match"), self.strict)

    def loop(self, element: Element) -> tree.Node:
        """A loop (clause 10.5.10)."""
        iteration = tree.Iteration(element.get("iteratorVariable"), self.inside(element, "in"))
        return tree.For((iteration,), self.inside(element, "return"), self.strict)

    def quantified(self, element: Element) -> tree.Node:
        """Some or every (clause 10.5.11)."""
        iteration = tree.Iteration(element.get("iteratorVariable"), self.inside(element, "in"))
        return tree.Quantified(
            element.tag == "every", (iteration,), self.inside(element, "satisfies"), self.strict
        )


def names_of(*parsed: Expression | UnaryTests) -> frozenset[tuple[str, ...]]:
    """Join the facts that several expressions read."""
    return frozenset(path for one in parsed for path in one.names)
