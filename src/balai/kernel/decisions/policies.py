"""Hit policies (DMN 1.5 clause 8.2.10): from the rows that match to one result."""

from collections.abc import Callable, Sequence

from balai.kernel.feel import Value, parse

SINGLE = frozenset(("UNIQUE", "ANY", "PRIORITY", "FIRST"))
POLICIES = SINGLE | {"OUTPUT ORDER", "RULE ORDER", "COLLECT"}
AGGREGATORS = frozenset(("SUM", "MIN", "MAX", "COUNT"))
RANKED = frozenset(("PRIORITY", "OUTPUT ORDER"))

_SAME = parse("a = b")
_TOTALS = {name: parse(f"{name.lower()}(values)") for name in AGGREGATORS}


def same(left: Value, right: Value) -> bool:
    """Tell whether two results are equal, as FEEL sees it."""
    return _SAME.evaluate({"a": left, "b": right}) is True


def all_same(values: Sequence[Value]) -> bool:
    """Tell whether all results are equal."""
    return all(same(values[0], value) for value in values[1:])


def ranker(priorities: Sequence[Sequence[Value]]) -> Callable[[Sequence[Value]], tuple[int, ...]]:
    """Make the sort key of a row's outputs: their places among the output values, column by column."""

    def place(value: Value, order: Sequence[Value]) -> int:
        return next((at for at, one in enumerate(order) if same(one, value)), len(order))

    return lambda outputs: tuple(
        place(value, order) for value, order in zip(outputs, priorities, strict=True)
    )


def aggregate(aggregation: str, values: list[Value]) -> Value:
    """Reduce the collected values.

    Null when they cannot be added or compared, or there are none (COUNT: 0).
    """
    return _TOTALS[aggregation].evaluate({"values": values})
