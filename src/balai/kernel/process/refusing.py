"""What a file may not hold: refused by name and line, never skipped. Shared by the readers."""

import re
from collections.abc import Iterator

from balai.kernel.process import vocabulary
from balai.kernel.process.draft import Draft
from balai.kernel.process.source import BPMN, XSI, Node

ID = re.compile(r"[a-z][a-z0-9_]*")
FEEL = re.compile(r"(?i)(https?://www\.omg\.org/spec/(DMN|FEEL)/.*|feel)")
DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"


class Refuser:
    """Judges nodes one by one and notes in the draft what is not run."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def silent(self, node: Node) -> bool:
        """Say whether the node is for the reader only and changes nothing about how a case runs."""
        if node.space == BPMN:
            return node.name in vocabulary.SILENT or (self.draft.foreign and node.name in vocabulary.BESIDE)
        return node.space == DRAWING or self.draft.foreign

    def refuse(self, node: Node) -> None:
        """Note that a node is not run, with everything below it."""
        self.draft.refused.update(child.get("id") for child in [node, *below(node)])
        mend = vocabulary.MEND.get(node.name, vocabulary.ANYTHING_ELSE)
        said = " ".join(filter(None, (node.name, node.get("id"), _quoted(node.get("name")))))
        if node.space != BPMN:
            said += f" ({node.space or 'no namespace'})"
        self.draft.problem(node.line, "element", f"Balai does not run {said}", mend)

    def only(self, node: Node, *names: str) -> None:
        """Refuse every child but those with these names."""
        for child in node.children:
            if not (child.space == BPMN and child.name in names) and not self.silent(child):
                self.refuse(child)

    def attributes(self, node: Node) -> None:
        """Note the attributes that Balai does not know, or not with this value."""
        for key, value in node.attributes.items():
            space, _, name = key.rpartition(" ")
            allowed = vocabulary.ATTRIBUTES.get(name, frozenset())
            if space == XSI or (not space and (allowed is None or value in allowed)):
                continue
            if space and space != BPMN and self.draft.foreign:
                continue
            what = f'{node.name} {node.get("id")} has {name}="{value}", which Balai does not know'
            mend = f"Remove the attribute {name}; settings belong in service.toml."
            self.draft.problem(node.line, "attribute", what.replace("  ", " "), mend)

    def named(self, node: Node, *, strict: bool) -> str:
        """Return the node's id, having reported a missing or ill-formed one."""
        name = node.get("id")
        if not name:
            said = f"{node.name} {node.get('name')!r}" if node.get("name") else node.name
            self.draft.problem(node.line, "id", f"{said} has no id", "Give it an id, like periksa_berkas.")
        elif strict and not self.draft.foreign and not ID.fullmatch(name):
            mend = "An id begins with a small letter and goes on with small letters, digits and _."
            self.draft.problem(node.line, "id", f"{node.name} has the id {name}", mend)
        return name

    def language(self, node: Node) -> None:
        """Note that expressions are written in another language than FEEL."""
        language = node.get("expressionLanguage") or node.get("language")
        if language and not FEEL.fullmatch(language):
            mend = (
                'Write expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/" and FEEL conditions.'
            )
            self.draft.problem(node.line, "language", f"expressions are in {language}, not in FEEL", mend)


def below(node: Node) -> Iterator[Node]:
    """Yield what stands under this node, in file order; no recursion, as a file may nest by malice."""
    waiting = node.children[::-1]
    while waiting:
        child = waiting.pop()
        if child.space != DRAWING:
            yield child
            waiting.extend(reversed(child.children))


def _quoted(name: str) -> str:
    """Return the words on the drawing: by these its author finds an element, not by a modeller's ids."""
    return f"({' '.join(name.split())})" if name else ""
