"""From the files of a model and of what it imports to a network (DMN 1.5 clause 6.3)."""

from collections.abc import Iterable, Mapping

from balai.kernel.decisions import markup
from balai.kernel.decisions.boxed import EXPRESSIONS, Boxes
from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.items import item_types, reference
from balai.kernel.decisions.markup import Element
from balai.kernel.decisions.network import Body, Key, Need, Network, Node
from balai.kernel.feel import tree
from balai.kernel.feel.expression import Dialect, compiled
from balai.kernel.problem import Problem, Refused

KINDS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
NAMESPACES = frozenset(
    (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    )
)


def load_any(xml: bytes, file: str, others: Iterable[tuple[bytes, str]] = ()) -> Network:
    """Load a model of the standard; `others` are files that it may import, with their names (clause 6.3.3).

    An element whose logic cannot be read is kept: it fails when it is evaluated. Raises Refused for a file
    that is no DMN model.
    """
    root = read(xml, file)
    near: dict[str, Element] = {}
    for content, name in others:
        try:
            other = read(content, name)
        except Refused:
            continue
        near.setdefault(other.get("namespace"), other)
    near[root.get("namespace")] = root
    wanted, waiting = [], [root.get("namespace")]
    while waiting:
        one = waiting.pop()
        if one in near and one not in wanted:
            wanted.append(one)
            waiting += _imports(near[one]).keys()
    roots = {one: near[one] for one in wanted}
    spoken = _spaced(
        name for one in wanted for item in near[one].all("itemDefinition") for name in _inside(item)
    )
    types = {one: item_types(near[one], Dialect(spoken, {}, whole=True)) for one in wanted}
    nodes: dict[Key, Node] = {}
    for one in wanted:
        reader = Reader(near[one], file, roots, spoken, _visible(near[one], types))
        nodes |= {node.key: node for node in reader.nodes()}
    return Network(root.get("namespace"), nodes)


def read(xml: bytes, file: str) -> Element:
    """Read the root of a DMN file; raises Refused."""
    try:
        root = markup.read(xml)
    except markup.Malformed as error:
        mend = "Write the file as DMN XML."
        raise Refused([Problem(file, error.line, "xml", str(error), mend)]) from None
    if root.tag != "definitions" or root.namespace not in NAMESPACES:
        mend = "Begin with <definitions> of DMN."
        raise Refused([Problem(file, root.line, "dmn", f"<{root.tag}> is no DMN model", mend)])
    return root


def _imports(root: Element) -> dict[str, str]:
    return {one.get("namespace"): one.get("name") for one in root.all("import")}


def _visible(root: Element, types: Mapping[str, Mapping[str, tree.TypeName]]) -> dict[str, tree.TypeName]:
    """List the types that a model may name: its own, and the imported ones behind the import's name."""
    seen: dict[str, tree.TypeName] = {}
    for namespace, prefix in _imports(root).items():
        for name, type_ in types.get(namespace, {}).items():
            seen[f"{prefix}.{name}" if prefix else name] = type_
    return {**seen, **types[root.get("namespace")]}


def _inside(element: Element) -> Iterable[str]:
    """List the names that an element makes known within it; those of a binding are another's."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag not in ("parameter", "extensionElements"):
            yield one.get("iteratorVariable") or one.get("name")
            waiting += one.children


def _spaced(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the names of more than one word, which the parser must know."""
    odd = {name for name in names if name and not name.isidentifier() and any(map(str.isalpha, name))}
    return tuple(sorted(odd))


def _id(element: Element) -> str:
    return element.get("id") or element.get("name")


def _name(element: Element) -> str:
    """Give the name by which others see an element: its variable's."""
    variable = element.one("variable")
    return (variable.get("name") if variable is not None else "") or element.get("name")


def _number_rules(element: Element) -> None:
    """Give the rules of tables, which may have no id in the standard, a number: reasons name rows."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        for at, rule in enumerate(one.all("rule"), 1):
            rule.attributes.setdefault("id", str(at))
        waiting += one.children


class Reader:
    """Reads the elements of one model."""

    def __init__(
        self, root: Element, file: str, roots: Mapping[str, Element], spoken: tuple[str, ...],
        types: Mapping[str, tree.TypeName],
    ) -> None:  # fmt: skip
        self.root, self.file, self.spoken, self.types = root, file, spoken, types
        self.namespace = root.get("namespace")
        self.imports = _imports(root)
        self.names = {
            (namespace, _id(one)): _name(one)
            for namespace, other in roots.items()
            for one in other.all(*KINDS)
        }

    def nodes(self) -> list[Node]:
        """Read every input, decision, knowledge model and service."""
        return [self.node(one) for one in self.root.all(*KINDS)]

    def node(self, element: Element) -> Node:
        """Read one element; what is wrong with its logic becomes its fault."""
        needs = self.needs(element)
        known = [self.names.get(need.key, "") for need in needs] + [need.through for need in needs]
        words = (*self.spoken, *_spaced((*known, _name(element), *_inside(element))))
        findings = Findings(self.file, Dialect(words, self.types, whole=True))
        body, java = self.body(element, findings)
        fault = "; ".join(problem.what for problem in findings.problems)
        return Node(
            (self.namespace, _id(element)), element.tag, _name(element),
            reference(element.one("variable"), findings.dialect), self.types, needs,
            None if fault else body, fault, java,
            self.targets(element, "outputDecision"), self.targets(element, "inputData", "inputDecision"),
        )  # fmt: skip

    def body(self, element: Element, findings: Findings) -> tuple[Body | None, bool]:
        """Compile the logic of a decision or knowledge model; tell whether it is in Java (clause 6.3)."""
        _number_rules(element)
        boxes = Boxes(element.get("name"), findings)
        logic = element.one("encapsulatedLogic")
        if element.tag == "businessKnowledgeModel":
            node = boxes.function(logic) if logic is not None else None
        else:
            box = element.one(*EXPRESSIONS)
            node = boxes.node(box, element) if box is not None else None
        if node is None:
            return None, False
        expression = compiled(node, "", self.types)
        java = any(isinstance(one, tree.External) for one in tree.walk(node))
        return expression.try_evaluate, java

    def needs(self, element: Element) -> tuple[Need, ...]:
        """List what an element requires (clause 6.3.13)."""
        holders = element.all("informationRequirement", "knowledgeRequirement")
        found = [
            need for holder in holders
            for need in self.targets(holder, "requiredInput", "requiredDecision", "requiredKnowledge")
        ]  # fmt: skip
        return tuple(found)

    def targets(self, element: Element, *tags: str) -> tuple[Need, ...]:
        """Resolve references, in the order of `tags`: `#id` here, `namespace#id` in an imported model (clause 12.3.2)."""
        found = []
        for tag in tags:
            for one in element.all(tag):
                place, _, id_ = one.get("href").partition("#")
                namespace = place or self.namespace
                through = self.imports.get(namespace, "") if namespace != self.namespace else ""
                found.append(Need((namespace, id_), through))
        return tuple(found)
