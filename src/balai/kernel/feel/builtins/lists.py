"""Functions on lists (DMN 1.5 clause 10.3.4.4)."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.limits import MAX_CALLS, MAX_LIST, Exhausted, Meter
from balai.kernel.feel.operators import equal, less
from balai.kernel.feel.scopes import weigh
from balai.kernel.feel.values import Function

Items = Sequence[Any]


def grown(meter: Meter, items: list[Any]) -> list[Any]:
    """Pass a list that was made; raises Exhausted when it is too long."""
    if len(items) > MAX_LIST:
        raise Exhausted(f"a list grows beyond {MAX_LIST} items")
    meter.spend(len(items))
    return items


def same(meter: Meter, left: Any, right: Any) -> bool:
    """Tell whether two items are equal; looking through lists and contexts costs steps."""
    if isinstance(left, (list, tuple, dict)):
        meter.spend(weigh(left, meter.steps))
    return equal(left, right) is True


@builtin("count", "list:list")
def count(items: Items) -> Decimal:
    """Count the items (clause 10.3.4.4)."""
    return Decimal(len(items))


@builtin("list contains", "list:list, element:any")
def list_contains(meter: Meter, items: Items, element: Any) -> bool:
    """Tell whether an item equals the element (clause 10.3.4.4)."""
    meter.spend(len(items))
    return any(same(meter, item, element) for item in items)


@builtin("append", "list:list, item:any*")
def append(meter: Meter, items: Items, *more: Any) -> list[Any]:
    """Add items at the end (clause 10.3.4.4)."""
    return grown(meter, [*items, *more])


@builtin("concatenate", "list:list*")
def concatenate(meter: Meter, *lists: Items) -> list[Any]:
    """Join lists (clause 10.3.4.4)."""
    return grown(meter, [item for items in lists for item in items])


@builtin("insert before", "list:list, position:number, newItem:any")
def insert_before(meter: Meter, items: Items, position: Decimal, new: Any) -> list[Any] | None:
    """Insert at a position (1 is the first, -1 the last) (clause 10.3.4.4)."""
    at = _index(items, position)
    return None if at is None else grown(meter, [*items[:at], new, *items[at:]])


@builtin("remove", "list:list, position:number")
def remove(items: Items, position: Decimal) -> list[Any] | None:
    """Take one item out (clause 10.3.4.4)."""
    at = _index(items, position)
    return None if at is None else [*items[:at], *items[at + 1 :]]


@builtin("list replace", "list:list, position:number, newItem:any")
def list_replace(items: Items, position: Decimal, new: Any) -> list[Any] | None:
    """Put another item at a position (clause 10.3.4.4)."""
    at = _index(items, position)
    return None if at is None else [*items[:at], new, *items[at + 1 :]]


@builtin("list replace", "list:list, match:function, newItem:any")
def list_replace_matching(meter: Meter, items: Items, match: Function, new: Any) -> list[Any] | None:
    """Put another item wherever `match(item, newItem)` is true (clause 10.3.4.4)."""
    meter.spend(len(items))
    answers = [match.call(meter, item, new) for item in items] if len(match.parameters) == 2 else [None]
    if any(not isinstance(answer, bool) for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


@builtin("reverse", "list:list")
def reverse(items: Items) -> list[Any]:
    """Turn the order around (clause 10.3.4.4)."""
    return list(items[::-1])


@builtin("index of", "list:list, match:any")
def index_of(meter: Meter, items: Items, match: Any) -> list[Any]:
    """List the positions of the items that equal the match (clause 10.3.4.4)."""
    meter.spend(len(items))
    return [Decimal(at) for at, item in enumerate(items, 1) if same(meter, item, match)]


@builtin("sublist", "list:list, start position:number, length:number?")
def sublist(items: Items, start: Decimal, length: Decimal | None = None) -> list[Any] | None:
    """Cut a list from a position (clause 10.3.4.4)."""
    at = _index(items, start)
    if at is None or (length is not None and (length < 0 or at + int(length) > len(items))):
        return None
    return list(items[at:] if length is None else items[at : at + int(length)])


@builtin("distinct values", "list:list")
def distinct_values(meter: Meter, items: Items) -> list[Any]:
    """Keep the first of equal items (clause 10.3.4.4)."""
    kept: list[Any] = []
    for item in items:
        meter.spend(len(kept) + 1)
        if not any(same(meter, item, other) for other in kept):
            kept.append(item)
    return kept


@builtin("union", "list:list*")
def union(meter: Meter, *lists: Items) -> list[Any]:
    """Join lists and keep the first of equal items (clause 10.3.4.4)."""
    return distinct_values(meter, concatenate(meter, *lists))


@builtin("flatten", "list:list")
def flatten(meter: Meter, items: Items) -> list[Any]:
    """Take the items of lists within lists (clause 10.3.4.4)."""
    flat: list[Any] = []
    _flatten(meter, items, flat, 0)
    return grown(meter, flat)


def _flatten(meter: Meter, items: Items, flat: list[Any], depth: int) -> None:
    if depth > MAX_CALLS:
        raise Exhausted("lists stand in lists too deeply")
    meter.spend(len(items))
    for item in items:
        if isinstance(item, (list, tuple)):
            _flatten(meter, item, flat, depth + 1)
        else:
            flat.append(item)


@builtin("sort", "list:list, precedes:function?")
def sort(meter: Meter, items: Items, precedes: Function | None = None) -> list[Any] | None:
    """Sort by `precedes(a, b)`, or in natural order; null when items cannot be compared (clause 10.3.4.9)."""
    if precedes is not None and len(precedes.parameters) != 2:
        return None

    def before(left: Any, right: Any) -> Any:
        meter.spend(1)
        answer = less(left, right) if precedes is None else precedes.call(meter, left, right)
        if not isinstance(answer, bool):
            raise ValueError("these items have no order")
        return answer

    return sorted(items, key=cmp_to_key(lambda a, b: -1 if before(a, b) else 1 if before(b, a) else 0))


def _index(items: Items, position: Decimal) -> int | None:
    at = int(position)
    if at == 0 or abs(at) > len(items):
        return None
    return at - 1 if at > 0 else len(items) + at
