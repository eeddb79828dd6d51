"""Which words may stand where in form.json, and what a `$ref` means.

JSON Schema 2020-12 without what a form has another way to say: conditions are `when`, alternatives are
choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import jsonschema_rs

from balai.kernel.forms.source import Node
from balai.kernel.problem import Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
LOCAL_REF = re.compile(r"#/\$defs/([^/]+)")

_NOTES = {"$comment", "title", "description"}
_OBJECT = _NOTES | {"type", "required", "additionalProperties", "properties"}
ROOT = frozenset(_OBJECT | {"$schema", "$id", "$defs", "pages"})
TASK = frozenset(_OBJECT | {"pages", "basis"})
GROUP = frozenset(_OBJECT | {"subject", "lookup", "when", "basis"})
FIELD = frozenset(
    _NOTES
    | {"type", "oneOf", "enum", "const", "default", "minLength", "maxLength", "pattern", "minimum", "maximum"}
    | {"minItems", "maxItems", "uniqueItems", "items", "format"}
    | {"element", "when", "optional", "check", "ask_anyway", "ask_until", "basis", "list", "unit"}
)  # fmt: skip
ITEM = frozenset(_NOTES | {"type", "oneOf", "enum", "minLength", "maxLength", "pattern", "format", "list"})
CHOICE = frozenset({"const", "title", "description", "$comment"})
PAGE = frozenset({"id", "fields", "when", "$comment"})

# What two schemas joined by $ref may not both say differently: a reader would have to guess which counts.
CONSTRAINTS = frozenset(
    {"type", "oneOf", "enum", "const", "minLength", "maxLength", "pattern", "minimum", "maximum", "minItems"}
    | {"maxItems", "items", "format", "properties", "required"}
)
TEXTS = frozenset(
    {"subject", "lookup", "element", "when", "check", "ask_anyway", "ask_until", "list", "unit"}
)
INSTEAD = {
    "if": "Say it with `when` on the field that depends on it.",
    "then": "Say it with `when` on the field that depends on it.",
    "else": "Say it with `when` on the field that depends on it.",
    "dependentRequired": "Say it with `when` on the field that depends on it.",
    "dependentSchemas": "Say it with `when` on the field that depends on it.",
    "allOf": "Write the constraints beside each other, or say the rule with `check`.",
    "anyOf": "Make it a choice (`oneOf` of const and title), or say the rule with `check`.",
    "not": "Say the rule with `check`.",
    "readOnly": "A field of a looked-up group is shown for confirmation by itself; leave it out.",
    "multipleOf": 'Say it with `check`, or use "type": "integer".',
}


def nearest(word: str, known: Iterable[str]) -> str:
    """Return 'Did you mean `x`?' for the known word that is nearest, or ''."""
    found = get_close_matches(word, list(known), 1, 0.6)
    return f"Did you mean `{found[0]}`?" if found else ""


class Defects:
    """Collects the problems of one file; the same defect reached on two ways ($ref) counts once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: dict[Problem, None] = {}

    def add(self, line: int, code: str, what: str, mend: str = "") -> None:
        """Note one problem."""
        self.found[Problem(self.file, line, f"form-{code}", what, mend)] = None


def check_words(node: Node, allowed: frozenset[str], where: str, defects: Defects) -> None:
    """Note every member of an object that may not stand there, and annotations of the wrong type."""
    for word, member in node.members().items():
        if word not in allowed:
            mend = INSTEAD.get(word) or nearest(word, allowed) or "Take it out."
            defects.add(member.line, "keyword", f"`{word}` is not known on {where}.", mend)
        elif word in TEXTS and not member.text().strip():
            defects.add(
                member.line, "annotation", f"`{word}` of {where} must be text.", "Write it in quotes."
            )
        elif word == "optional" and not isinstance(member.value, bool):
            defects.add(
                member.line, "annotation", f"`optional` of {where} must be true or false.", "No quotes."
            )
        elif word == "basis" and not all(entry.text() for entry in member.entries() or [member]):
            defects.add(
                member.line, "annotation", f"`basis` of {where} must be a citation, or a list of them."
            )


@lru_cache(1)
def _dialect() -> Any:
    return jsonschema_rs.Draft202012Validator({"$ref": DIALECT})


def check_dialect(document: Node, defects: Defects) -> None:
    """Note what the meta-schema of JSON Schema 2020-12 refuses, each at its line."""
    for error in _dialect().iter_errors(document.plain()):
        line = _line(document, error.instance_path)
        where = ".".join(map(str, error.instance_path)) or "the file"
        defects.add(
            line, "json-schema", f"{where}: {error.message}", "See JSON Schema 2020-12 for this keyword."
        )
    said = document.get("$schema")
    if said is not None and said.text() != DIALECT:
        defects.add(
            said.line, "dialect", "Only JSON Schema 2020-12 is read.", f'Write "$schema": "{DIALECT}".'
        )


def _line(node: Node, path: Iterable[str | int]) -> int:
    line = node.line
    for step in path:
        entry = node.get(step) if isinstance(step, str) else node.entries()[step : step + 1]
        if not entry:
            return line
        node = entry if isinstance(entry, Node) else entry[0]
        line = node.line
    return line


def _refs(node: Node) -> Iterator[str]:
    """Yield every `$ref` of a document."""
    for word, member in node.members().items():
        if word == "$ref":
            yield member.text()
        yield from _refs(member)
    for entry in node.entries():
        yield from _refs(entry)


class References:
    """The `$defs` of one document: follows `#/$defs/<name>` and remembers which were used."""

    def __init__(self, document: Node, defects: Defects) -> None:
        defs = document.get("$defs")
        self.defs = defs.members() if defs else {}
        self.defects = defects
        self.used = {match[1] for ref in _refs(document) if (match := LOCAL_REF.fullmatch(ref))}

    def resolve(self, node: Node, chain: tuple[str, ...] = ()) -> Node:
        """Return the schema with what its `$ref` says put under it; its own title and notes win."""
        ref = node.get("$ref")
        if ref is None:
            return node
        own = {word: member for word, member in node.members().items() if word != "$ref"}
        name = self._name(ref, chain)
        if not name:
            return Node(own, node.line)
        base = self.resolve(self.defs[name], (*chain, name)).members()
        self._conflicts(own, base, name)
        return Node(base | own, node.line)

    def _name(self, ref: Node, chain: tuple[str, ...]) -> str:
        """Return the name in $defs; "" with a problem noted if there is none."""
        match = LOCAL_REF.fullmatch(ref.text())
        if match is None:
            mend = 'Write "#/$defs/<name>"; other places and files are not read.'
            self.defects.add(
                ref.line, "ref", f"`$ref` {ref.text()!r} is no reference into this file's $defs.", mend
            )
        elif match[1] not in self.defs:
            what = f"`$ref` names {match[1]!r}, which $defs does not hold."
            self.defects.add(ref.line, "ref", what, nearest(match[1], self.defs) or "Define it under $defs.")
        elif match[1] in chain:
            self.defects.add(
                ref.line, "ref", f"`$ref` {ref.text()!r} comes back to itself.", "Break the circle."
            )
        else:
            return match[1]
        return ""

    def _conflicts(self, own: dict[str, Node], base: dict[str, Node], name: str) -> None:
        for word in sorted(CONSTRAINTS & own.keys() & base.keys()):
            if own[word].plain() != base[word].plain():
                what = f"`{word}` stands here and, with another value, in $defs/{name}."
                self.defects.add(own[word].line, "ref-conflict", what, "Keep one of the two.")
