"""XML into a tree of nodes that remember their line. DTDs, and so entities, are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from balai.kernel.problem import Problem, Refused

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(slots=True)
class Node:
    """One XML element: `space` is its namespace address, attribute names are "space name" or plain."""

    space: str
    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return the attribute without outer blanks, "" when it is missing."""
        return self.attributes.get(name, "").strip()

    def named(self, name: str) -> Iterator["Node"]:
        """Yield the BPMN children with this name."""
        return (child for child in self.children if child.name == name and child.space == BPMN)


class _Reader:
    """Collects expat's callbacks into nodes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.path: list[Node] = []
        self.root: Node | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        node = Node(space, name, attributes, self.parser.CurrentLineNumber)
        if self.path:
            self.path[-1].children.append(node)
        else:
            self.root = node
        self.path.append(node)

    def end(self, _tag: str) -> None:
        self.path.pop()

    def characters(self, text: str) -> None:
        self.path[-1].text += text

    def doctype(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        mend = "Remove the <!DOCTYPE ...> line; BPMN files do not have one."
        raise Refused([Problem(self.file, line, "process.doctype", "the file declares a DTD", mend)])


def parse(xml: bytes, file: str) -> Node:
    """Return the root node. Raises Refused when the bytes are not well-formed XML or declare a DTD."""
    reader = _Reader(file)
    try:
        reader.parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = reader.parser.ErrorLineNumber
        mend = "Export the drawing again from the modeller as BPMN 2.0 XML, encoded in UTF-8."
        what = f"the file is not well-formed XML: {error}"
        raise Refused([Problem(file, line, "process.xml", what, mend)]) from None
    assert reader.root is not None  # noqa: S101 - expat refuses a document without a root
    return reader.root
