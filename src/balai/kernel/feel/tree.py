"""The syntax tree of FEEL.

Every node is immutable; `column` is kept where a later step may have to refuse.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, a fact, or a built-in function; "?" is the value a unary test looks at."""

    name: str


@dataclass(frozen=True, slots=True)
class Path:
    """`base.key`, over every item when the base is a list."""

    base: "Node"
    key: str


@dataclass(frozen=True, slots=True)
class Filter:
    """`base[test]`: the items for which the test holds, or the item with that number.

    With `strict`, here and below, the form is boxed: nothing but a list or range, true or false will do.
    """

    base: "Node"
    test: "Node"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Negative:
    """`-value`."""

    value: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left op right`, op one of + - * / **."""

    op: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left op right`, op one of = != < <= > >=."""

    op: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Junction:
    """Two or more terms joined by `and` or by `or`."""

    op: str
    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`value between low and high`."""

    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class Test:
    """A unary test: op "" is the value itself (equal to, in, or true), else a comparison with "?"."""

    op: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Tests:
    """Alternative unary tests; none at all is "-", always true."""

    tests: tuple[Test, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In:
    """`value in tests`."""

    value: "Node"
    tests: Tests


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type: its name, the types within, the names of a context's entries, and tests of its values.

    A function's result is the last of its inner types.
    """

    name: str
    inner: tuple["TypeName", ...] = ()
    keys: tuple[str, ...] = ()
    allowed: Any = None  # UnaryTests, which know this module


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """`value instance of type`."""

    value: "Node"
    type: TypeName


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that must be of a type, and is converted to it where the standard converts."""

    value: "Node"
    type: TypeName


@dataclass(frozen=True, slots=True)
class External:
    """A function in another language: it is never run, so it is null."""


@dataclass(frozen=True, slots=True)
class If:
    """`if test then yes else no`."""

    test: "Node"
    yes: "Node"
    no: "Node"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Iteration:
    """`name in source`, or `name in source..end`."""

    name: str
    source: "Node"
    end: "Node | None" = None


@dataclass(frozen=True, slots=True)
class For:
    """`for ... return body`."""

    iterations: tuple[Iteration, ...]
    body: "Node"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Quantified:
    """`some ... satisfies test` or `every ... satisfies test`."""

    every: bool
    iterations: tuple[Iteration, ...]
    test: "Node"
    strict: bool = False


@dataclass(frozen=True, slots=True)
class FunctionLiteral:
    """`function(parameters) body`."""

    parameters: tuple[str, ...]
    body: "Node"
    types: tuple[TypeName | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`; `named` holds the arguments given by name."""

    function: "Node"
    arguments: tuple["Node", ...]
    named: Mapping[str, "Node"] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class ListNode:
    """`[items]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class ContextNode:
    """`{key: value}`; each entry sees those before it. With `result`, that expression is the value."""

    entries: tuple[tuple[str, "Node"], ...]
    result: "Node | None" = None


@dataclass(frozen=True, slots=True)
class RangeNode:
    """`[start..end]` and its relatives; None is open for ever."""

    start: "Node | None"
    end: "Node | None"
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Hosted:
    """An expression in another form, such as a decision table.

    `run(facts, meter)`, which sees all names around it.
    """

    run: Callable[[Mapping[str, Any], Any], Any]
    names: frozenset[tuple[str, ...]]


Node: TypeAlias = (
    Literal
    | Name
    | Path
    | Filter
    | Negative
    | Arithmetic
    | Comparison
    | Junction
    | Between
    | In
    | Tests
    | InstanceOf
    | Typed
    | External
    | If
    | For
    | Quantified
    | FunctionLiteral
    | Call
    | ListNode
    | ContextNode
    | RangeNode
    | Hosted
)


def walk(node: Any) -> Iterator[Any]:
    """Visit every node of a tree, itself first."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
        elif hasattr(one, "__dataclass_fields__"):
            yield one
            if not isinstance(one, (Literal, Hosted)):
                waiting += [getattr(one, name) for name in one.__dataclass_fields__]


def mentions(node: Any, name: str) -> bool:
    """Tell whether a name stands anywhere in a tree."""
    return any(isinstance(one, Name) and one.name == name for one in walk(node))


def weight(node: Any) -> int:
    """Estimate what one run of a tree costs, in steps of about a microsecond; loops pay for themselves."""
    return 1 + sum(1 for _ in walk(node)) // 4
