"""Reading a regular expression of XPath (XML Schema part 2 appendix F, XPath functions clause 5.6.1)."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from balai.kernel.feel.blocks import BLOCKS
from balai.kernel.feel.limits import MAX_CALLS, MAX_PATTERN

Test: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Characters:
    """One character that passes a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place: ^ $ of the text, ^m $m of a line."""

    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group; number -1 is not captured."""

    inner: "Node"
    number: int


@dataclass(frozen=True, slots=True)
class Chain:
    """One after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of several, the first preferred."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Several times; most None is without end."""

    inner: "Node"
    least: int
    most: int | None
    lazy: bool


@dataclass(frozen=True, slots=True)
class Same:
    """The text of an earlier group once more."""

    number: int
    fold: bool


Node: TypeAlias = Characters | Anchor | Same | Group | Chain | Alternatives | Repeat

_KINDS = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfon"}
_CATEGORIES = frozenset(kind + part for kind, parts in _KINDS.items() for part in ("", *parts))
_SPACE = frozenset(" \t\n\r")
_LITERAL = {"n": "\n", "r": "\r", "t": "\t"} | {mark: mark for mark in "\\|.?*+(){}[]-^$"}


def parse_pattern(source: str, flags: str) -> tuple[Node, int]:
    """Read a pattern; gives its tree and how many groups it captures. Raises ValueError."""
    if len(source) > MAX_PATTERN or set(flags) - set("imsxq"):
        raise ValueError("the pattern is too long, or a flag is unknown")
    if "q" in flags:
        return Chain(tuple(Characters(_same(one, fold="i" in flags)) for one in source)), 0
    if "x" in flags:
        source = _without_space(source)
    reader = _Reader(source, flags)
    node = reader.alternatives()
    if reader.at < len(source):
        raise ValueError("a bracket closes that was not open")
    return node, reader.groups


def _without_space(source: str) -> str:
    kept, inside = [], 0
    for at, one in enumerate(source):
        escaped = at > 0 and source[at - 1] == "\\"
        inside += 0 if escaped else (one == "[") - (one == "]")
        if inside or one not in _SPACE:
            kept.append(one)
    return "".join(kept)


class _Reader:
    """Reads a pattern from left to right, counting the instructions that it will become."""

    def __init__(self, source: str, flags: str) -> None:
        self.source = source
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.depth = 0
        self.fold = "i" in flags
        self.all = "s" in flags
        self.lines = "m" if "m" in flags else ""
        self.size = 0

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        one = self.peek()
        if not one:
            raise ValueError("the pattern ends too soon")
        self.at += 1
        return one

    def alternatives(self) -> Node:
        self.depth += 1
        if self.depth > MAX_CALLS:
            raise ValueError("groups are nested too deeply")
        parts = [self.chain()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.chain())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Alternatives(tuple(parts))

    def chain(self) -> Node:
        parts: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            before = self.size
            atom = self.atom()
            parts.append(self.repeated(atom, self.size - before + 2))
        return Chain(tuple(parts))

    def repeated(self, atom: Node, weight: int) -> Node:
        """Read a quantifier, if one follows; copies count as instructions."""
        self.size += 2
        bounds = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(self.peek())
        if bounds is not None:
            self.at += 1
        elif self.peek() == "{":
            bounds = self.counted()
        if bounds is None:
            self.limit()
            return atom
        if isinstance(atom, Anchor):
            raise ValueError("an anchor cannot be repeated")
        least, most = bounds
        self.size += weight * max(least, most or 0)
        self.limit()
        lazy = self.peek() == "?"
        self.at += lazy
        return Repeat(atom, least, most, lazy)

    def limit(self) -> None:
        if self.size > 4 * MAX_PATTERN:
            raise ValueError("the pattern is too large")

    def counted(self) -> tuple[int, int | None]:
        end = self.source.find("}", self.at)
        least, comma, most = self.source[self.at + 1 : end].partition(",")
        if (
            end < 0
            or not least.isdecimal()
            or len(least) > 4
            or len(most) > 4
            or (most and not most.isdecimal())
        ):
            raise ValueError("a count is written {2}, {2,} or {2,5}")
        self.at = end + 1
        upper = (int(most) if most else None) if comma else int(least)
        if upper is not None and upper < int(least):
            raise ValueError("a count must not fall")
        return int(least), upper

    def atom(self) -> Node:
        one = self.take()
        if one == "(":
            return self.group()
        if one == "[":
            return Characters(self.char_class())
        if one in "^$":
            return Anchor(one + self.lines)
        if one == ".":
            return Characters(_any if self.all else _no_line_end)
        if one == "\\":
            return self.reference() or Characters(self.escape())
        if one in "?*+{}])":
            raise ValueError(f"{one} stands alone; write \\{one} for the character itself")
        return Characters(_same(one, fold=self.fold))

    def group(self) -> Node:
        number = -1
        if self.source.startswith("?:", self.at):
            self.at += 2
        elif self.peek() == "?":
            raise ValueError("such groups are not known")
        else:
            self.groups += 1
            number = self.groups
        inner = self.alternatives()
        if self.take() != ")":
            raise ValueError("a bracket is not closed")
        self.closed.add(number)
        return Group(inner, number)

    def reference(self) -> Same | None:
        """Read the number of an earlier group: as many digits as there are groups for."""
        digits = ""
        while "0" <= self.peek() <= "9" and int(digits + self.peek()) <= max(self.groups, 9):
            digits += self.take()
        if digits and int(digits) not in self.closed:
            raise ValueError(f"there is no group {digits} before this place")
        return Same(int(digits), self.fold) if digits else None

    def escape(self) -> Test:
        one = self.take()
        if one in _LITERAL:
            return _same(_LITERAL[one], fold=self.fold)
        if one in "pP":
            return self.category(negated=one == "P")
        test = _CLASSES.get(one.lower())
        if test is None:
            raise ValueError(f"\\{one} is not known")
        return test if one.islower() else _not(test)

    def category(self, *, negated: bool) -> Test:
        end = self.source.find("}", self.at)
        name = self.source[self.at + 1 : end]
        known = name[2:] in BLOCKS if name.startswith("Is") else name in _CATEGORIES
        if self.peek() != "{" or end < 0 or not known:
            raise ValueError("write a category as \\p{L} or \\p{Lu}, a block as \\p{IsBasicLatin}")
        self.at = end + 1
        test = _block(name[2:]) if name.startswith("Is") else _category(name)
        return _not(test) if negated else test

    def char_class(self) -> Test:
        """Read what stands between [ and ], with ranges, escapes and subtraction."""
        negated = self.peek() == "^"
        self.at += negated
        tests: list[Test] = []
        without: Test | None = None
        while self.peek() != "]" or not tests:
            if tests and self.source.startswith("-[", self.at):
                self.at += 2
                without = self.char_class()
                break
            tests.append(self.class_part())
        if self.take() != "]":
            raise ValueError("a class is not closed")
        inside = self.folded(_one_of(tuple(tests)))
        return _without(_not(inside) if negated else inside, without)

    def class_part(self) -> Test:
        start = self.take()
        if start == "[":
            raise ValueError("write \\[ within a class")
        if start == "\\":
            if self.peek() not in _LITERAL:
                return self.escape()
            start = _LITERAL[self.take()]
        if self.peek() != "-" or self.source[self.at + 1 : self.at + 2] in ("]", "[", ""):
            return _same(start, fold=False)
        self.at += 1
        end = self.take()
        if end == "\\":
            end = _LITERAL.get(self.take(), "")
        if not end or end < start:
            raise ValueError("a range of characters must rise")
        return lambda one: start <= one <= end

    def folded(self, test: Test) -> Test:
        if not self.fold:
            return test
        return lambda one: test(one) or test(one.lower()[:1]) or test(one.upper()[:1])


def _one_of(tests: tuple[Test, ...]) -> Test:
    return lambda one: any(test(one) for test in tests)


def _without(inside: Test, without: Test | None) -> Test:
    return inside if without is None else lambda one: inside(one) and not without(one)


def _category(name: str) -> Test:
    return lambda one: unicodedata.category(one).startswith(name)


def _block(name: str) -> Test:
    first, last = BLOCKS[name]
    return lambda one: first <= one <= last


def _same(wanted: str, *, fold: bool) -> Test:
    if fold:
        folded = wanted.casefold()
        return lambda one: one.casefold() == folded
    return lambda one: one == wanted


def _not(test: Test) -> Test:
    return lambda one: not test(one)


def _any(_one: str) -> bool:
    return True


def _no_line_end(one: str) -> bool:
    return one not in "\n\r"


def _word(one: str) -> bool:
    return unicodedata.category(one)[0] not in "PZC"


_CLASSES: dict[str, Test] = {
    "d": lambda one: unicodedata.category(one) == "Nd",
    "s": lambda one: one in _SPACE,
    "w": _word,
    "i": lambda one: one.isalpha() or one in "_:",
    "c": lambda one: one.isalnum() or one in "-._:·",
}
