"""A Pratt parser: from tokens to the syntax tree (grammar: DMN 1.5 clause 10.3.1.2)."""

from collections import ChainMap
from collections.abc import Callable, Iterable
from decimal import Decimal, DecimalException
from functools import lru_cache

from balai.kernel.feel import tree
from balai.kernel.feel.cursor import Cursor, Sequences, sequences
from balai.kernel.feel.forms import Forms
from balai.kernel.feel.limits import FeelSyntaxError
from balai.kernel.feel.temporal import literal as temporal_literal
from balai.kernel.feel.values import NUMBERS
from balai.kernel.feel.vocabulary import CLOCK_FUNCTIONS, KEYWORDS, SPACED_FUNCTIONS, SPACED_PROPERTIES

OR, AND, COMPARE, ADD, MULTIPLY, POWER, INSTANCE, UNARY, POSTFIX = range(10, 100, 10)

_BINDING = {
    "or": OR, "and": AND, "between": COMPARE, "in": COMPARE, "instance": INSTANCE,
    "=": COMPARE, "!=": COMPARE, "<": COMPARE, "<=": COMPARE, ">": COMPARE, ">=": COMPARE,
    "+": ADD, "-": ADD, "*": MULTIPLY, "/": MULTIPLY, "**": POWER, ".": POSTFIX, "[": POSTFIX, "(": POSTFIX,
}  # fmt: skip
_COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))
_CONSTANTS = {"true": True, "false": False, "null": None}
_FUNCTIONS = sequences(SPACED_FUNCTIONS)
_VALUES = sequences(name for name in SPACED_FUNCTIONS if " and " not in name)  # functions passed as values
_PROPERTIES = sequences(SPACED_PROPERTIES)


@lru_cache(maxsize=256)
def _known(names: tuple[str, ...]) -> Sequences:
    return sequences(names)


class Parser(Forms):
    """Reads one text. `spaced` are the names of several words that the model around it knows."""

    def __init__(self, text: str, spaced: Iterable[str] = (), *, whole: bool = False) -> None:
        self.cursor = Cursor(text)
        self.spaced = ChainMap({}, _known(tuple(spaced)))  # what the text itself declares goes on top
        self.standard = whole

    def whole(self) -> tree.Node:
        """Read the text as one expression (clause 10.3.1.2)."""
        node = self.expression()
        self.end()
        return node

    def end(self) -> None:
        """Demand that nothing is left."""
        if self.cursor.token.kind != "end":
            raise self.cursor.unexpected()

    def expression(self, power: int = 0) -> tree.Node:
        """Read an expression whose operators bind more strongly than `power` (clause 10.3.1.2)."""
        depth = self.cursor.depth
        self.cursor.deeper()
        left = self.prefix()
        while self.binding() > power:
            if not self.cursor.is_word(
                "and", "or"
            ):  # a long chain of these becomes one node, not a deep tree
                self.cursor.deeper()
            left = self.infix(left)
        self.cursor.depth = depth
        return left

    def binding(self) -> int:
        """Tell how strongly the next token binds to what stands before it; 0 when it does not."""
        token = self.cursor.token
        if token.kind not in ("mark", "name"):
            return 0
        if token.text == "[" and self.closes_range():
            return 0
        return _BINDING.get(token.text, 0)

    def closes_range(self) -> bool:
        """Tell whether the "[" that comes next ends a range such as ]1..2[."""
        after = self.cursor.peek()
        return after.kind == "end" or after.text in (
            ",",
            ")",
            "]",
            "}",
            "and",
            "or",
            "then",
            "else",
            "return",
            "satisfies",
        )

    def prefix(self) -> tree.Node:
        """Read what an expression begins with."""
        token = self.cursor.token
        if token.kind == "number":
            return tree.Literal(_number(self.cursor.take().text, token.column))
        if token.kind == "text":
            return tree.Literal(self.cursor.take().text)
        if token.kind == "name":
            return self.word()
        reader = self.marks().get(token.text) if token.kind == "mark" else None
        if reader is None:
            raise self.cursor.unexpected("expected a value")
        return reader()

    def marks(self) -> dict[str, Callable[[], tree.Node]]:
        """Tell which reader takes an expression that begins with a mark."""
        return {
            "-": self.negative, "(": self.parenthesis, "[": self.bracket, "]": self.open_range,
            "{": self.context, "@": self.at_literal, "?": self.question,
        }  # fmt: skip

    def word(self) -> tree.Node:
        """Read a constant, a form that begins with a keyword, or a name (clause 10.3.1.2)."""
        spaced = (
            self.cursor.sequence(self.spaced)
            or self.cursor.sequence(_FUNCTIONS, before=("(",))
            or self.cursor.sequence(_VALUES, before=(",", ")", "]", "}", ""))
        )
        if spaced:
            return tree.Name(spaced)
        token = self.cursor.token
        if token.text in _CONSTANTS:
            self.cursor.take()
            return tree.Literal(_CONSTANTS[token.text])
        if token.text in KEYWORDS:
            return self.keyword(token)
        self.cursor.take()
        if token.text in CLOCK_FUNCTIONS and self.cursor.is_mark("(") and not self.standard:
            better = CLOCK_FUNCTIONS[token.text]
            raise FeelSyntaxError(f"{token.text}() cannot be replayed; use {better}", token.column)
        return tree.Name(token.text)

    def negative(self) -> tree.Node:
        """Read `-value`; a negative number is a constant (clause 10.3.1.2)."""
        self.cursor.take()
        value = self.expression(UNARY)
        if isinstance(value, tree.Literal) and isinstance(value.value, Decimal):
            return tree.Literal(value.value.copy_negate() if value.value else value.value)
        return tree.Negative(value)

    def question(self) -> tree.Node:
        """Read `?`."""
        self.cursor.take()
        return tree.Name("?")

    def at_literal(self) -> tree.Node:
        """Read `@"2026-07-01"` and its relatives (clause 10.3.1.2)."""
        column = self.cursor.take().column
        if self.cursor.token.kind != "text":
            raise self.cursor.unexpected("expected a date, time or duration in quotes")
        value = temporal_literal(self.cursor.take().text)
        if value is None:
            raise FeelSyntaxError("not a date, time, date and time, or duration", column)
        return tree.Literal(value)

    def infix(self, left: tree.Node) -> tree.Node:
        """Read the operator that follows `left` and what belongs to it."""
        token = self.cursor.take()
        text = token.text
        if text == ".":
            return tree.Path(left, self.key())
        if text == "[":
            return self.filtered(left)
        if text == "(":
            return self.call(left)
        if text in ("and", "or"):
            return _join(text, left, self.expression(_BINDING[text]))
        if text == "instance":
            self.cursor.expect("of")
            return tree.InstanceOf(left, self.type_name())
        if text == "between":
            return self.between(left)
        if text == "in":
            return tree.In(left, self.in_tests())
        right = self.expression(_BINDING[text])
        return (
            tree.Comparison(text, left, right) if text in _COMPARISONS else tree.Arithmetic(text, left, right)
        )

    def key(self) -> str:
        """Read the name after a "." (clause 10.3.1.2)."""
        spaced = self.cursor.sequence(self.spaced) or self.cursor.sequence(_PROPERTIES)
        if spaced:
            return spaced
        if self.cursor.token.kind != "name":
            raise self.cursor.unexpected("expected a name after the dot")
        return self.cursor.take().text

    def filtered(self, base: tree.Node) -> tree.Node:
        """Read the test of a filter (clause 10.3.1.2)."""
        test = self.expression()
        self.cursor.expect("]")
        return tree.Filter(base, test)

    def between(self, value: tree.Node) -> tree.Node:
        """Read the two ends of `between` (clause 10.3.1.2)."""
        low = self.expression(AND)
        self.cursor.expect("and")
        return tree.Between(value, low, self.expression(COMPARE))


def _join(op: str, left: tree.Node, right: tree.Node) -> tree.Node:
    if isinstance(left, tree.Junction) and left.op == op:
        return tree.Junction(op, (*left.terms, right))
    return tree.Junction(op, (left, right))


def _number(text: str, column: int) -> Decimal:
    try:
        return NUMBERS.create_decimal(text)
    except DecimalException:
        raise FeelSyntaxError("the number is too large", column) from None
