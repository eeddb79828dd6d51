"""From text to tokens (DMN 1.5 clause 10.3.1.2)."""

import re
from typing import NamedTuple

from balai.kernel.feel.limits import MAX_SOURCE, FeelSyntaxError


class Token(NamedTuple):
    """One token: its kind ("number", "text", "name", "mark", "end"), its content and its column from 1."""

    kind: str
    text: str
    column: int


_TOKEN = re.compile(
    r"""(?P<space>(?:[\s\u180E\u200B\uFEFF]|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+)
      | (?P<number>(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<name>(?:[^\W\d]|[\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\U00010000-\U000EFFFF])
                 (?:\w|[\u00B7\u0300-\u036F\u203F\u2040\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\U00010000-\U000EFFFF])*)
      | (?P<mark>\.\.|\*\*|->|<=|>=|!=|[-+*/=<>(){}\[\],.:?@;|&%'])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens, the last of kind "end" (clause 10.3.1.2).

    Raises FeelSyntaxError at the first foreign character.
    """
    if len(text) > MAX_SOURCE:
        raise FeelSyntaxError(f"the expression is longer than {MAX_SOURCE} characters", MAX_SOURCE)
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FeelSyntaxError(_foreign(text[at]), at + 1)
        kind = match.lastgroup or "space"
        if match[0] == "/" and text.startswith("/*", at):
            raise FeelSyntaxError("the comment that begins here is not closed", at + 1)
        if kind != "space":
            found.append(Token(kind, _content(kind, match[0], at), at + 1))
        at = match.end()
    found.append(Token("end", "", len(text) + 1))
    return found


def _foreign(character: str) -> str:
    if character == '"':
        return "the text that begins here is not closed"
    return f"the character {character!r} has no meaning here"


def _content(kind: str, text: str, at: int) -> str:
    return _unescape(text[1:-1], at) if kind == "text" else text


def _unescape(text: str, at: int) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            return _character(int(code, 16), at + match.start() + 2)
        # A backslash before any other character stays, so that patterns may be written plainly ("\d").
        return _ESCAPED.get(match[3], match[0])

    # Two \u escapes may be the halves of one character, as JSON and Java write it.
    return _ESCAPE.sub(one, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(code: int, column: int) -> str:
    if code > 0x10FFFF:
        raise FeelSyntaxError("there is no such character", column)
    return chr(code)
