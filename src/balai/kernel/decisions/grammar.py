"""Which elements of DMN 1.3 this kernel reads, and where; every other one is refused by name."""

from balai.kernel.decisions.boxed import EXPRESSIONS
from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.markup import Element

_ANY = frozenset(("description", "extensionElements"))
_BOX = EXPRESSIONS | {"variable"}
_REQUIREMENTS = frozenset(("informationRequirement", "knowledgeRequirement", "authorityRequirement"))

# What says something to a reader but nothing to the machine.
_SILENT = frozenset(
    (
        "knowledgeSource", "authorityRequirement", "textAnnotation", "association", "group",
        "performanceIndicator",
        "organizationUnit", "elementCollection", "allowedAnswers", "supportedObjective", "decisionMaker",
        "decisionOwner", "impactedPerformanceIndicator", "usingProcess", "usingTask", "extensionElements",
    )
)  # fmt: skip

_CHILDREN: dict[str, frozenset[str]] = {
    "definitions": _SILENT | {"inputData", "decision", "businessKnowledgeModel"},
    "inputData": frozenset(("variable",)),
    "decision": _BOX | _REQUIREMENTS | _SILENT | {"question"},
    "businessKnowledgeModel": _REQUIREMENTS | {"variable", "encapsulatedLogic"},
    "informationRequirement": frozenset(("requiredInput", "requiredDecision")),
    "knowledgeRequirement": frozenset(("requiredKnowledge",)),
    "encapsulatedLogic": _BOX | {"formalParameter"},
    "functionDefinition": _BOX | {"formalParameter"},
    "literalExpression": frozenset(("text",)),
    "decisionTable": frozenset(("input", "output", "rule", "annotation")),
    "input": frozenset(("inputExpression", "inputValues")),
    "output": frozenset(("outputValues", "defaultOutputEntry")),
    "rule": frozenset(("inputEntry", "outputEntry", "annotationEntry")),
    "context": frozenset(("contextEntry",)),
    "contextEntry": _BOX,
    "list": EXPRESSIONS,
    "relation": frozenset(("column", "row")),
    "row": EXPRESSIONS,
    "invocation": EXPRESSIONS | {"binding"},
    "binding": EXPRESSIONS | {"parameter"},
    "conditional": frozenset(("if", "then", "else")),
    "filter": frozenset(("in", "match")),
    "for": frozenset(("in", "return")),
    "some": frozenset(("in", "satisfies")),
    "every": frozenset(("in", "satisfies")),
} | dict.fromkeys(("if", "then", "else", "in", "match", "return", "satisfies"), EXPRESSIONS)

_TEXTED = (
    "inputExpression",
    "inputEntry",
    "outputEntry",
    "inputValues",
    "outputValues",
    "defaultOutputEntry",
)
_CHILDREN |= dict.fromkeys(_TEXTED, frozenset(("text",)))

_MEND = {
    "itemDefinition": "Remove it: types come from the form.",
    "import": "Put everything into one file.",
    "decisionService": "Remove it: call the decisions themselves.",
}


def check_elements(root: Element, findings: Findings) -> None:
    """Note every element that has no meaning where it stands."""
    _check(root, findings)


def _check(element: Element, findings: Findings) -> None:
    known = _CHILDREN.get(element.tag)
    if known is None or element.tag in _SILENT:
        return
    for child in element.children:
        if child.namespace != element.namespace:
            _check_foreign(child, findings)
        elif child.tag in known or child.tag in _ANY:
            _check(child, findings)
        else:
            findings.add(
                child.line, "element", f"<{child.tag}> is not accepted in <{element.tag}>",
                _MEND.get(child.tag, "Remove it, or say it with a decision table or an expression."),
            )  # fmt: skip


def _check_foreign(child: Element, findings: Findings) -> None:
    """Only the drawing may come from another vocabulary; elsewhere a stranger could mean anything."""
    if child.tag != "DMNDI":
        findings.add(child.line, "element", f"<{child.tag}> does not belong to DMN", "Remove it.")
