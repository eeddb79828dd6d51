"""The forms of FEEL that are more than an operator.

If, for, some, functions, lists, contexts, ranges, tests.
"""

from typing import TYPE_CHECKING

from balai.kernel.feel import tree
from balai.kernel.feel.cursor import Cursor, Sequences, sequences
from balai.kernel.feel.limits import FeelSyntaxError
from balai.kernel.feel.tokens import Token
from balai.kernel.feel.vocabulary import SPACED_TYPES

_TYPES = sequences(SPACED_TYPES)
_ORDERS = ("=", "<", "<=", ">", ">=")
_ADDITIVE = 30  # what an end of a range may hold: anything above a comparison


class Forms:
    """The half of the parser that reads forms; the other half (parser.Parser) reads expressions."""

    cursor: Cursor
    spaced: Sequences
    standard: bool

    if TYPE_CHECKING:

        def expression(self, power: int = 0) -> tree.Node: ...

    def keyword(self, token: Token) -> tree.Node:
        """Read the form that begins with a keyword (clause 10.3.1.2)."""
        if token.text == "if":
            return self.if_form()
        if token.text == "for":
            return self.for_form()
        if token.text in ("some", "every"):
            return self.quantified()
        if token.text == "function":
            return self.function()
        raise self.cursor.unexpected("expected a value")

    def if_form(self) -> tree.Node:
        """Read `if test then yes else no` (clause 10.3.1.2)."""
        self.cursor.take()
        test = self.expression()
        self.cursor.expect("then")
        yes = self.expression()
        self.cursor.expect("else")
        return tree.If(test, yes, self.expression())

    def for_form(self) -> tree.Node:
        """Read `for x in list, y in 1..3 return body` (clause 10.3.1.2)."""
        self.cursor.take()
        iterations = self.iterations()
        self.cursor.expect("return")
        return tree.For(iterations, self.expression())

    def quantified(self) -> tree.Node:
        """Read `some x in list satisfies test`, or `every` (clause 10.3.1.2)."""
        every = self.cursor.take().text == "every"
        iterations = self.iterations()
        self.cursor.expect("satisfies")
        return tree.Quantified(every, iterations, self.expression())

    def iterations(self) -> tuple[tree.Iteration, ...]:
        """Read one or more `name in source` (clause 10.3.1.2)."""
        found = [self.iteration()]
        while self.cursor.accept(","):
            found.append(self.iteration())
        return tuple(found)

    def iteration(self) -> tree.Iteration:
        """Read `name in list` or `name in start..end` (clause 10.3.1.2)."""
        name = self.declare(self.cursor.name_until("in"))
        source = self.expression()
        end = self.expression(_ADDITIVE) if self.cursor.accept("..") else None
        return tree.Iteration(name, source, end)

    def declare(self, name: str) -> str:
        """Remember a name of several words, so that it is read as one from here on."""
        if not name.isidentifier():
            for first, known in sequences([name]).items():
                entries = [*self.spaced.get(first, ()), *known]
                self.spaced[first] = sorted(entries, key=lambda entry: -len(entry[0]))
        return name

    def function(self) -> tree.Node:
        """Read `function(a, b: number) body` (clause 10.3.1.2)."""
        self.cursor.take()
        self.cursor.expect("(")
        parameters: list[tuple[str, tree.TypeName | None]] = []
        while not self.cursor.accept(")"):
            if parameters:
                self.cursor.expect(",")
            parameters.append(self.parameter())
        names, types = tuple(name for name, _ in parameters), tuple(type_ for _, type_ in parameters)
        if self.cursor.is_word("external"):
            return self.external()
        return tree.FunctionLiteral(names, self.expression(), types)

    def external(self) -> tree.Node:
        """Read `external {java: ...}`, which the whole standard knows (clause 10.3.2.8) and services do not."""
        if not self.standard:
            raise self.cursor.unexpected("functions from outside are refused")
        self.cursor.take()
        self.expression()
        return tree.External()

    def parameter(self) -> tuple[str, tree.TypeName | None]:
        """Read `name` or `name: type` (clause 10.3.1.2)."""
        if self.cursor.token.kind != "name":
            raise self.cursor.unexpected("expected the name of a parameter")
        first = self.cursor.token
        while not self.cursor.is_mark(",", ")", ":") and self.cursor.token.kind != "end":
            self.cursor.take()
        name = " ".join(self.cursor.text[first.column - 1 : self.cursor.token.column - 1].split())
        return self.declare(name), self.type_name() if self.cursor.accept(":") else None

    def type_name(self) -> tree.TypeName:
        """Read a type: `number`, `list<string>`, `context<a: date>`, `function<number> -> string` (clause 10.3.1.2)."""
        self.cursor.deeper()
        name = self.cursor.sequence(self.spaced) or self.cursor.sequence(_TYPES)
        if not name:
            if self.cursor.token.kind != "name":
                raise self.cursor.unexpected("expected a type")
            name = self.cursor.take().text
        inner, keys = self.type_arguments() if self.cursor.is_mark("<") else ((), ())
        if name == "function" and self.cursor.accept("->"):
            inner = (*inner, self.type_name())
        self.cursor.depth -= 1
        return tree.TypeName(name, inner, keys)

    def type_arguments(self) -> tuple[tuple[tree.TypeName, ...], tuple[str, ...]]:
        """Read what stands between < and > (clause 10.3.1.2)."""
        self.cursor.take()
        inner: list[tree.TypeName] = []
        keys: list[str] = []
        while not self.cursor.accept(">"):
            if inner:
                self.cursor.expect(",")
            if self.cursor.peek().text == ":":
                keys.append(self.cursor.name_until(":"))
            inner.append(self.type_name())
        return tuple(inner), tuple(keys)

    def parenthesis(self) -> tree.Node:
        """Read `(value)` or a range that begins with "(" (clause 10.3.1.2)."""
        self.cursor.take()
        if self.cursor.is_mark(*_ORDERS):
            value = self.half_range()
        else:
            value = self.expression()
            if self.cursor.is_mark(".."):
                return self.range_end(value, included=False)
        self.cursor.expect(")")
        return value

    def bracket(self) -> tree.Node:
        """Read `[items]` or a range that begins with "[" (clause 10.3.1.2)."""
        self.cursor.take()
        items: list[tree.Node] = []
        while not self.cursor.accept("]"):
            if items:
                self.cursor.expect(",")
            items.append(self.expression())
            if len(items) == 1 and self.cursor.is_mark(".."):
                return self.range_end(items[0], included=True)
        return tree.ListNode(tuple(items))

    def open_range(self) -> tree.Node:
        """Read a range that begins with "]" (clause 10.3.1.2)."""
        self.cursor.take()
        return self.range_end(self.expression(), included=False)

    def range_end(self, start: tree.Node, *, included: bool) -> tree.Node:
        """Read `..end` and the mark that closes the range (clause 10.3.1.2)."""
        self.cursor.expect("..")
        end = self.expression(_ADDITIVE)
        if not self.cursor.is_mark(")", "]", "["):
            raise self.cursor.unexpected("expected the end of the range")
        return tree.RangeNode(start, end, included, self.cursor.take().text == "]")

    def half_range(self) -> tree.Node:
        """Read `>5` within parentheses: a range open on one side (DMN 1.4) (clause 10.3.1.2)."""
        op = self.cursor.take().text
        value = self.expression(_ADDITIVE)
        if op == "=":
            return tree.RangeNode(value, value, True, True)
        if op.startswith(">"):
            return tree.RangeNode(value, None, op == ">=", False)
        return tree.RangeNode(None, value, False, op == "<=")

    def context(self) -> tree.Node:
        """Read `{key: value, ...}` (clause 10.3.1.2)."""
        self.cursor.take()
        entries: list[tuple[str, tree.Node]] = []
        while not self.cursor.accept("}"):
            if entries:
                self.cursor.expect(",")
            column = self.cursor.token.column
            key = self.cursor.name_until(":")
            if any(key == known for known, _ in entries):
                raise FeelSyntaxError(f"the key {key!r} stands twice", column)
            entries.append((key, self.expression()))
            self.declare(key)
        return tree.ContextNode(tuple(entries))

    def call(self, function: tree.Node) -> tree.Node:
        """Read the arguments of a call, all by position or all by name (clause 10.3.1.2)."""
        positional: list[tree.Node] = []
        named: dict[str, tree.Node] = {}
        while not self.cursor.accept(")"):
            if positional or named:
                self.cursor.expect(",")
            if self.names_argument():
                name = self.cursor.name_until(":")
                named[name] = self.expression()
            else:
                positional.append(self.expression())
        if positional and named:
            raise self.cursor.unexpected("give all arguments by name, or none")
        return tree.Call(function, tuple(positional), named or None)

    def names_argument(self) -> bool:
        """Tell whether `name:` comes next (the name may have several words)."""
        ahead = 0
        while self.cursor.peek(ahead).kind == "name":
            ahead += 1
        return ahead > 0 and self.cursor.peek(ahead).text == ":" and self.cursor.peek(ahead).kind == "mark"

    def in_tests(self) -> tree.Tests:
        """Read what stands after `in`: one test, or several in parentheses (clause 10.3.1.2)."""
        if not self.cursor.is_mark("("):
            return tree.Tests((self.test(),))
        self.cursor.take()
        found = self.test_list()
        if self.cursor.is_mark("..") and len(found) == 1 and not found[0].op:
            return tree.Tests((tree.Test("", self.range_end(found[0].value, included=False)),))
        self.cursor.expect(")")
        return tree.Tests(found)

    def test_list(self) -> tuple[tree.Test, ...]:
        """Read tests with commas between them (clause 10.3.1.2)."""
        found = [self.test()]
        while self.cursor.accept(","):
            found.append(self.test())
        return tuple(found)

    def test(self) -> tree.Test:
        """Read one unary test (clause 10.3.1.2)."""
        if self.cursor.is_mark("<", "<=", ">", ">=", "=", "!="):
            op = self.cursor.take().text
            return tree.Test(op, self.expression(_ADDITIVE))
        return tree.Test("", self.expression(_ADDITIVE))

    def unary_tests(self) -> tree.Tests:
        """Read a cell of a decision table: `-`, tests, or `not(tests)` (clause 10.3.1.2)."""
        if self.cursor.is_mark("-") and self.cursor.peek().kind == "end":
            self.cursor.take()
            return tree.Tests(())
        if self.cursor.is_word("not") and self.cursor.peek().text == "(":
            start = self.cursor.at
            self.cursor.at += 2
            found = self.cell_tests()
            if self.cursor.accept(")") and self.cursor.token.kind == "end":
                return tree.Tests(found, negated=True)
            self.cursor.at = start
        return tree.Tests(self.cell_tests())

    def cell_tests(self) -> tuple[tree.Test, ...]:
        """Read the tests of a cell; here an expression may be any, a comparison with "?" included (clause 10.3.1.2)."""
        found = [self.cell_test()]
        while self.cursor.accept(","):
            found.append(self.cell_test())
        return tuple(found)

    def cell_test(self) -> tree.Test:
        """Read one test of a cell (clause 10.3.1.2)."""
        if self.cursor.is_mark("<", "<=", ">", ">=", "=", "!="):
            return self.test()
        return tree.Test("", self.expression())
