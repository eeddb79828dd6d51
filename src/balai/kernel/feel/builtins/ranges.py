"""The function that reads a range (DMN 1.5 clause 10.3.4.1)."""

from typing import Any

from balai.kernel.feel import temporal, tree
from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.operators import less_equal
from balai.kernel.feel.parser import Parser
from balai.kernel.feel.values import Range, kind_of

_READERS = {
    "date": temporal.parse_date,
    "time": temporal.parse_time,
    "date and time": temporal.parse_datetime,
    "duration": temporal.parse_duration,
}


@builtin("range", "from:text")
def to_range(meter: Meter, text: str) -> Range | None:
    """Read `[18..21)` (clause 10.3.4.1): two constants of a kind, the first not after the second."""
    meter.spend(len(text))
    node = Parser(text).whole()
    if not isinstance(node, tree.RangeNode) or node.start is None or node.end is None:
        return None
    start, end = _constant(node.start), _constant(node.end)
    if kind_of(start) != kind_of(end) or less_equal(start, end) is not True:
        return None
    return Range(start, end, node.start_included, node.end_included)


def _constant(node: tree.Node) -> Any:
    """Take a constant, or a date, time or duration made of a text; null for anything else."""
    if isinstance(node, tree.Literal):
        return node.value
    if isinstance(node, tree.Call) and isinstance(node.function, tree.Name) and len(node.arguments) == 1:
        given, read = node.arguments[0], _READERS.get(node.function.name)
        if read is not None and isinstance(given, tree.Literal) and isinstance(given.value, str):
            return read(given.value)
    return None
