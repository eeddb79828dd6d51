"""Where a parser stands in its tokens, and how it reads the names that FEEL lets be several words."""

from collections.abc import Iterable, MutableMapping

from balai.kernel.feel.limits import MAX_NESTING, FeelSyntaxError
from balai.kernel.feel.tokens import Token, tokens
from balai.kernel.feel.vocabulary import KEYWORDS

Sequences = MutableMapping[str, list[tuple[tuple[str, ...], str]]]


def sequences(names: Iterable[str]) -> Sequences:
    """Index names of several tokens by their first token, longest first."""
    index: Sequences = {}
    for name in names:
        parts = _parts(name)
        if parts:
            index.setdefault(parts[0], []).append((parts, name))
    for known in index.values():
        known.sort(key=lambda entry: -len(entry[0]))
    return index


def _parts(name: str) -> tuple[str, ...]:
    """Cut a name into tokens; what is none (a key in quotes may hold anything) cannot be called by name."""
    try:
        found = tokens(name)[:-1]
    except FeelSyntaxError:
        return ()
    return () if any(token.kind == "text" for token in found) else tuple(token.text for token in found)


class Cursor:
    """Reads tokens one after the other, and counts how deep the reader is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """Look at a later token; the last one for ever."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Read a token."""
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def is_mark(self, *marks: str) -> bool:
        """Tell whether one of these marks comes next."""
        token = self.tokens[self.at]
        return token.kind == "mark" and token.text in marks

    def is_word(self, *words: str) -> bool:
        """Tell whether one of these words comes next."""
        token = self.tokens[self.at]
        return token.kind == "name" and token.text in words

    def accept(self, mark: str) -> bool:
        """Read a mark if it comes next."""
        if self.is_mark(mark):
            self.take()
            return True
        return False

    def expect(self, text: str) -> Token:
        """Read this mark or word; raises FeelSyntaxError when something else comes."""
        if self.is_mark(text) or self.is_word(text):
            return self.take()
        raise self.unexpected(f"expected {text!r}")

    def unexpected(self, hint: str = "") -> FeelSyntaxError:
        """Say that the next token does not belong here."""
        found = "the end" if self.token.kind == "end" else repr(self.token.text)
        return FeelSyntaxError(
            f"{hint}, found {found}" if hint else f"{found} is not expected here", self.token.column
        )

    def deeper(self) -> None:
        """Go one level down; raises FeelSyntaxError when the text is nested too deeply."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise FeelSyntaxError(
                f"more than {MAX_NESTING} levels deep: split the expression", self.token.column
            )

    def sequence(self, known: Sequences, *, before: tuple[str, ...] = ()) -> str:
        """Read the longest known name that comes next (and stands before one of these), or nothing: ""."""
        for parts, name in known.get(self.token.text, ()):
            if self._comes(parts) and (not before or self.peek(len(parts)).text in before):
                self.at += len(parts)
                return name
        return ""

    def _comes(self, parts: tuple[str, ...]) -> bool:
        ahead = self.tokens[self.at : self.at + len(parts)]
        return tuple(token.text for token in ahead) == parts and all(token.kind != "text" for token in ahead)

    def name_until(self, end: str) -> str:
        """Read a name, of several words if need be, that stands before `end` (which is read too)."""
        if self.token.kind == "text":
            name = self.take().text
            self.expect(end)
            return name
        first = self.token
        if first.kind != "name" or first.text in KEYWORDS:
            raise self.unexpected("expected a name")
        while not (self.is_mark(end) or self.is_word(end)):
            if self.token.kind == "end" or self.is_mark("{", "}", "(", ")", "[", "]", ",", ":"):
                raise self.unexpected(f"expected {end!r}")
            self.take()
        last = self.take()
        return " ".join(self.text[first.column - 1 : last.column - 1].split())
