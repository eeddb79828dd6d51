"""Expressions and unary tests: parsed and compiled once, then used as often as you like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from balai.kernel.feel import tree
from balai.kernel.feel.compiler import Compiler
from balai.kernel.feel.limits import Exhausted, Meter
from balai.kernel.feel.parser import Parser
from balai.kernel.feel.scopes import Run, Scope, weigh
from balai.kernel.feel.types import NO_TYPES, Types
from balai.kernel.feel.values import Value

_NO_LOCALS: dict[int, Any] = {}
Names = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A FEEL expression.

    `names` are the facts it reads, each with its longest dotted path; `fields` are names inside a filter,
    which are keys of the items or, failing that, facts; `faults` are calls that can only be null.
    """

    text: str
    tree: tree.Node
    names: Names
    fields: Names
    faults: tuple[str, ...]
    run: Run = field(repr=False)

    def evaluate(self, facts: Mapping[str, Any]) -> Value:
        """Evaluate against facts; null on error, as the standard has it, and when a limit is reached."""
        try:
            return self.try_evaluate(facts, Meter())
        except Exhausted:
            return None

    def try_evaluate(self, facts: Mapping[str, Any], meter: Meter) -> Value:
        """Evaluate with a meter of your own; raises Exhausted when it runs out."""
        try:
            value = self.run(Scope(facts, _NO_LOCALS, meter))
        except RecursionError:
            raise Exhausted("the expression is nested too deeply") from None
        if type(value) in (list, dict):
            weigh(value, meter.steps)
        return value  # type: ignore[no-any-return]  # closures are untyped inside


@dataclass(frozen=True, slots=True, eq=False)
class UnaryTests:
    """A cell of a decision table, or allowed values: tests of a value that the cell calls "?".

    `landmarks` are the constants between which the answer cannot change; None when facts or functions matter.
    """

    text: str
    tree: tree.Tests
    names: Names
    fields: Names
    faults: tuple[str, ...]
    landmarks: tuple[Any, ...] | None
    run: Run = field(repr=False)
    slot: int

    @property
    def always(self) -> bool:
        """Tell whether this is "-", which every value passes."""
        return not self.tree.tests

    def matches(self, value: Any, facts: Mapping[str, Any]) -> bool:
        """Tell whether a value passes; a limit that is reached counts as not."""
        try:
            return self.try_matches(value, facts, Meter())
        except Exhausted:
            return False

    def try_matches(self, value: Any, facts: Mapping[str, Any], meter: Meter) -> bool:
        """Tell whether a value passes, with a meter of your own; raises Exhausted when it runs out."""
        try:
            return self.run(Scope(facts, {self.slot: value}, meter)) is True
        except RecursionError:
            raise Exhausted("the test is nested too deeply") from None


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What surrounds an expression: names of several words, declared types, and how much of FEEL is allowed.

    Without `whole`, as in service folders, what cannot be replayed is refused: the clock, and functions from
    outside.
    """

    words: tuple[str, ...] = ()
    types: Types = field(default_factory=dict)
    whole: bool = False

    def expression(self, text: str) -> Expression:
        """Parse and compile an expression (clause 10.3.1.2, rule 1); raises FeelSyntaxError."""
        return compiled(self._parser(text).whole(), text, self.types)

    def tests(self, text: str) -> UnaryTests:
        """Parse and compile unary tests (clause 10.3.1.2, rule 15); raises FeelSyntaxError."""
        parser = self._parser(text)
        node = parser.unary_tests()
        parser.end()
        compiler = Compiler(self.types)
        subject = compiler.bind("?")
        run = compiler.compile(node, (subject,))
        names, fields = frozenset(compiler.names), frozenset(compiler.fields)
        faults = tuple(compiler.faults)
        return UnaryTests(text, node, names, fields, faults, landmarks(node), run, subject.slot)

    def type_name(self, text: str) -> tree.TypeName:
        """Parse the name of a type (clause 10.3.1.2, rule 52); raises FeelSyntaxError."""
        parser = self._parser(text)
        type_ = parser.type_name()
        parser.end()
        return type_

    def _parser(self, text: str) -> Parser:
        return Parser(text, (*self.words, *(one for one in self.types if " " in one)), whole=self.whole)


@lru_cache(maxsize=8192)
def parse(text: str, spaced: tuple[str, ...] = ()) -> Expression:
    """Parse and compile an expression; raises FeelSyntaxError. `spaced`: names of several words to know."""
    return Dialect(spaced).expression(text)


def compiled(node: tree.Node, text: str, types: Types = NO_TYPES) -> Expression:
    """Compile a tree that was made in another way (a boxed expression, say)."""
    compiler = Compiler(types)
    run = compiler.compile(node)
    return Expression(
        text, node, frozenset(compiler.names), frozenset(compiler.fields), tuple(compiler.faults), run
    )


@lru_cache(maxsize=8192)
def parse_tests(text: str, spaced: tuple[str, ...] = ()) -> UnaryTests:
    """Parse and compile unary tests; raises FeelSyntaxError."""
    return Dialect(spaced).tests(text)


def landmarks(tests: tree.Tests) -> tuple[Any, ...] | None:
    """List the constants of tests that consist of nothing else; None when there is anything else."""
    found: list[Any] = []
    for test in tests.tests:
        ends: tuple[tree.Node, ...] = (test.value,)
        if isinstance(test.value, tree.RangeNode):
            ends = tuple(end for end in (test.value.start, test.value.end) if end is not None)
        elif isinstance(test.value, tree.ListNode):
            ends = test.value.items
        for end in ends:
            if not isinstance(end, tree.Literal):
                return None
            found.append(end.value)
    return tuple(found)
