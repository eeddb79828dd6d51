"""JSON with line numbers: every value knows the line it stands on, so that a defect can be pointed at.

RFC 8259, stricter in four ways: UTF-8 only, no name twice in one object, at most 64 levels, no exponents.
Fractions are exact decimals, never floats.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from balai.kernel.problem import Problem, Refused

DEEPEST = 64
TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")
    | (?P<fraction>-?(?:0|[1-9][0-9]*)\.[0-9]+)
    | (?P<whole>-?(?:0|[1-9][0-9]*)(?![0-9.]))
    | (?P<word>true|false|null)\b
    | (?P<mark>[{}\[\]:,])
    )""",
    re.ASCII | re.VERBOSE,
)
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}

Content: TypeAlias = "bool | int | Decimal | str | list[Node] | dict[str, Node] | None"


@dataclass(frozen=True, eq=False)
class Node:
    """One JSON value and the line where it (or its name) stands, from 1."""

    value: Content
    line: int

    def get(self, name: str) -> Node | None:
        """Return the member of an object, or None (also when this is no object)."""
        return self.value.get(name) if isinstance(self.value, dict) else None

    def members(self) -> dict[str, Node]:
        """Return the members of an object; nothing for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    def entries(self) -> list[Node]:
        """Return the values of an array; nothing for any other value."""
        return self.value if isinstance(self.value, list) else []

    def text(self) -> str:
        """Return a string; "" for any other value."""
        return self.value if isinstance(self.value, str) else ""

    def plain(self) -> Any:
        """Return the value without lines, fractions as Decimal."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_json(data: bytes, file: str) -> Node:
    """Read one JSON document. Raises Refused with one Problem at the line where it stops being JSON."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _refusal(file, line, "The file is not UTF-8 text.", "Save it again as UTF-8.") from None
    return _Reader(text, file).document()


def _refusal(file: str, line: int, what: str, mend: str) -> Refused:
    return Refused([Problem(file, line, "form-json", what, mend)])


class _Reader:
    """A cursor over the text; one token of look-ahead is never needed, JSON tells by its first character."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file, self.at = text, file, 0
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def document(self) -> Node:
        node = self.value(*self.token(), 0)
        if self.text[self.at :].strip(" \t\r\n"):
            raise self.wrong("Something stands after the end of the JSON value.")
        return node

    def line(self) -> int:
        return bisect_right(self.breaks, self.at - 1) + 1

    def wrong(self, what: str) -> Refused:
        return _refusal(self.file, self.line(), what, "Check commas, quotes and brackets near this line.")

    def token(self) -> tuple[str, str]:
        match = TOKEN.match(self.text, self.at)
        if match is None or match.lastgroup is None:
            rest = self.text[self.at :].lstrip(" \t\r\n")
            self.at = len(self.text) - len(rest)
            raise self.wrong(f"{rest[:12]!r} is not JSON here." if rest else "The file ends too early.")
        self.at = match.end()
        return match.lastgroup, match[match.lastgroup]

    def value(self, kind: str, token: str, depth: int) -> Node:
        line = self.line()
        if kind == "mark":
            return Node(self.nested(token, depth), line)
        return Node(self.scalar(kind, token), line)

    def nested(self, mark: str, depth: int) -> list[Node] | dict[str, Node]:
        if mark not in "{[":
            raise self.wrong(f"{mark!r} stands where a value is expected.")
        if depth >= DEEPEST:
            raise self.wrong(f"More than {DEEPEST} levels deep.")
        return self.members(depth) if mark == "{" else self.entries(depth)

    def scalar(self, kind: str, token: str) -> bool | int | Decimal | str | None:
        if kind == "string":
            return self.string(token)
        if kind == "word":
            return WORDS[token]
        if len(token) > 40:
            raise self.wrong("A number with more than 40 characters.")
        return int(token) if kind == "whole" else Decimal(token)

    def string(self, token: str) -> str:
        try:
            text: str = json.loads(token)
            text.encode()
        except ValueError:
            raise self.wrong(f"{token[:20]} is not a valid JSON string.") from None
        return text

    def members(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        token = self.token()
        if token == ("mark", "}"):
            return found
        while True:
            name = self.name(*token, found)
            line = self.line()
            self.expect(":")
            found[name] = Node(self.value(*self.token(), depth + 1).value, line)
            if not self.more("}"):
                return found
            token = self.token()

    def name(self, kind: str, token: str, found: dict[str, Node]) -> str:
        if kind != "string":
            raise self.wrong(f"A name in quotes is expected, not {token!r}.")
        name = self.string(token)
        if name in found:
            raise self.wrong(
                f"The name {name!r} stands twice in one object (first at line {found[name].line})."
            )
        return name

    def entries(self, depth: int) -> list[Node]:
        found: list[Node] = []
        token = self.token()
        if token == ("mark", "]"):
            return found
        while True:
            found.append(self.value(*token, depth + 1))
            if not self.more("]"):
                return found
            token = self.token()

    def expect(self, mark: str) -> None:
        kind, token = self.token()
        if kind != "mark" or token != mark:
            raise self.wrong(f"{mark!r} is expected, not {token!r}.")

    def more(self, end: str) -> bool:
        """Take a comma (True) or the closing bracket (False)."""
        kind, token = self.token()
        if kind != "mark" or token not in {",", end}:
            raise self.wrong(f"',' or {end!r} is expected, not {token!r}.")
        return token == ","  # noqa: S105 - JSON
