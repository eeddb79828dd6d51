"""What compiled FEEL runs in: the facts, the local variables, the meter."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from balai.kernel.feel.limits import MAX_DEPTH, Exhausted, Meter


class Scope:
    """The surroundings of one step of an evaluation; never changed once made."""

    __slots__ = ("facts", "locals", "meter")

    def __init__(self, facts: Mapping[str, Any], variables: dict[int, Any], meter: Meter) -> None:
        self.facts = facts
        self.locals = variables
        self.meter = meter

    def inner(self, slot: int, value: Any) -> "Scope":
        """Make the same surroundings with one variable more."""
        return Scope(self.facts, {**self.locals, slot: value}, self.meter)

    def charge(self, value: Any) -> None:
        """Spend steps for looking at all of a value, however deep; raises Exhausted."""
        if type(value) in (list, dict, tuple):
            self.meter.spend(weigh(value, self.meter.steps))


Run: TypeAlias = Callable[[Scope], Any]


class Binding(NamedTuple):
    """A name known while compiling.

    A variable in a slot, or (name "") the item of a filter, whose keys are names.
    """

    name: str
    slot: int


def weigh(value: Any, limit: int) -> int:
    """Count the values within a value; raises Exhausted beyond the limit (lists may share lists).

    Also beyond MAX_DEPTH: whoever keeps or shows the value walks through it in turn.
    """
    seen, level = 1, [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for one in level:
            if isinstance(one, (list, tuple, dict)):
                seen += len(one)
                if seen > limit:  # before they are added, or the waiting ones would fill the memory
                    raise Exhausted("a list or context is too large")
                inner += one.values() if isinstance(one, dict) else one
        if not inner:
            return seen
        level = inner
    raise Exhausted(f"lists and contexts stand in each other more than {MAX_DEPTH} deep")
