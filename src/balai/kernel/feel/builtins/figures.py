"""Functions that draw one value from many: sum, mean, min, all (DMN 1.5 clause 10.3.4.4).

Each takes one list, or its items as arguments.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.operators import add, less
from balai.kernel.feel.values import NUMBERS, number


def _items(arguments: tuple[Any, ...]) -> Sequence[Any] | None:
    if len(arguments) != 1:
        return arguments or None
    only = arguments[0]
    if isinstance(only, (list, tuple)):
        return only
    return None if only is None else arguments


def _numbers(meter: Meter, arguments: tuple[Any, ...]) -> list[Decimal] | None:
    items = _items(arguments)
    if items is None:
        return None
    meter.spend(len(items))
    figures = [number(item) for item in items]
    return (
        None
        if any(figure is None for figure in figures)
        else [figure for figure in figures if figure is not None]
    )


def _extreme(meter: Meter, arguments: tuple[Any, ...], better: Callable[[Any, Any], bool | None]) -> Any:
    items = _items(arguments)
    if not items:
        return None
    meter.spend(len(items))
    best = items[0]
    if less(best, best) is None:
        return None
    for item in items[1:]:
        answer = better(item, best)
        if answer is None:
            return None
        best = item if answer else best
    return best


@builtin("min", "list:any*")
def minimum(meter: Meter, *values: Any) -> Any:
    """Take the smallest; null when they cannot be compared (clause 10.3.4.4)."""
    return _extreme(meter, values, less)


@builtin("max", "list:any*")
def maximum(meter: Meter, *values: Any) -> Any:
    """Take the largest; null when they cannot be compared (clause 10.3.4.4)."""
    return _extreme(meter, values, lambda item, best: less(best, item))


@builtin("sum", "list:any*")
def total(meter: Meter, *values: Any) -> Any:
    """Add numbers, or durations; null for an empty list (clause 10.3.4.4)."""
    items = _items(values)
    if not items:
        return None
    meter.spend(len(items))
    if isinstance(items[0], str) or (len(items) == 1 and add(items[0], items[0]) is None):
        return None
    return reduce(add, items)


@builtin("product", "list:any*")
def product(meter: Meter, *values: Any) -> Decimal | None:
    """Multiply numbers; null for an empty list (clause 10.3.4.4)."""
    figures = _numbers(meter, values)
    return reduce(NUMBERS.multiply, figures) if figures else None


@builtin("mean", "list:any*")
def mean(meter: Meter, *values: Any) -> Decimal | None:
    """Take the arithmetic mean (clause 10.3.4.4)."""
    figures = _numbers(meter, values)
    return NUMBERS.divide(reduce(NUMBERS.add, figures), Decimal(len(figures))) if figures else None


@builtin("median", "list:any*")
def median(meter: Meter, *values: Any) -> Decimal | None:
    """Take the middle one, or the mean of the two in the middle (clause 10.3.4.4)."""
    figures = sorted(_numbers(meter, values) or [])
    if not figures:
        return None
    half = len(figures) // 2
    if len(figures) % 2:
        return figures[half]
    return NUMBERS.divide(NUMBERS.add(figures[half - 1], figures[half]), Decimal(2))


@builtin("mode", "list:any*")
def mode(meter: Meter, *values: Any) -> list[Decimal] | None:
    """List the most frequent numbers, in order; empty for an empty list (clause 10.3.4.4)."""
    figures = _numbers(meter, values)
    if figures is None:
        return None
    counts: dict[Decimal, int] = {}
    for figure in figures:
        counts[figure] = counts.get(figure, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(figure for figure, seen in counts.items() if seen == most)


@builtin("stddev", "list:any*")
def stddev(meter: Meter, *values: Any) -> Decimal | None:
    """Take the standard deviation of a sample; null for fewer than two numbers (clause 10.3.4.4)."""
    figures = _numbers(meter, values)
    if figures is None or len(figures) < 2:
        return None
    centre = NUMBERS.divide(reduce(NUMBERS.add, figures), Decimal(len(figures)))
    squares = [NUMBERS.power(NUMBERS.subtract(figure, centre), 2) for figure in figures]
    return NUMBERS.sqrt(NUMBERS.divide(reduce(NUMBERS.add, squares), Decimal(len(figures) - 1)))


def _decided(meter: Meter, values: tuple[Any, ...], decisive: bool) -> bool | None:  # noqa: FBT001
    items = _items(values)
    if items is None:
        return None
    meter.spend(len(items))
    if any(item is decisive for item in items):
        return decisive
    return None if any(not isinstance(item, bool) for item in items) else not decisive


@builtin("all", "list:any*")
def every(meter: Meter, *values: Any) -> bool | None:
    """Tell whether all are true (true for none) (clause 10.3.4.4)."""
    return _decided(meter, values, False)


@builtin("any", "list:any*")
def some(meter: Meter, *values: Any) -> bool | None:
    """Tell whether one is true (false for none) (clause 10.3.4.4)."""
    return _decided(meter, values, True)
