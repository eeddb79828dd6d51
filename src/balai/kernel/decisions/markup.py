"""Reading XML from outside: no DTD, no entities, bounded size and depth, and every element knows its line."""

from dataclasses import dataclass, field
from xml.parsers import expat

MAX_BYTES = 5_000_000
MAX_DEPTH = 60


class Malformed(ValueError):
    """A file that is no XML we read; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Element:
    """One element: local name, namespace, attributes, line, content.

    An attribute of another vocabulary is called by its namespace, "}" and its name.
    """

    tag: str
    namespace: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Take an attribute; "" when it is missing."""
        return self.attributes.get(name, "")

    def all(self, *tags: str) -> list["Element"]:
        """List the children of these names, of the same vocabulary."""
        return [child for child in self.children if child.tag in tags and child.namespace == self.namespace]

    def one(self, *tags: str) -> "Element | None":
        """Take the first child of these names."""
        return next(iter(self.all(*tags)), None)

    def words(self, tag: str) -> str:
        """Take the text of a child, outer space removed; "" when it is missing."""
        child = self.one(tag)
        return child.text.strip() if child is not None else ""


def read(xml: bytes) -> Element:
    """Read a document; raises Malformed."""
    if len(xml) > MAX_BYTES:
        raise Malformed(f"the file is larger than {MAX_BYTES} bytes", 0)
    reader = _Reader()
    try:
        reader.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Malformed(f"not well-formed XML: {expat.ErrorString(error.code)}", error.lineno) from None
    return reader.root.children[0]


class _Reader:
    def __init__(self) -> None:
        self.root = Element("", "", {}, 0)
        self.open = [self.root]
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise Malformed("a DTD or an entity declaration is not accepted", self.parser.CurrentLineNumber)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > MAX_DEPTH:
            raise Malformed(f"elements stand more than {MAX_DEPTH} deep", self.parser.CurrentLineNumber)
        namespace, _, tag = name.rpartition("}")
        element = Element(tag, namespace, attributes, self.parser.CurrentLineNumber)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].text += text
