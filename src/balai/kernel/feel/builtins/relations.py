"""How points and ranges lie to each other (DMN 1.5 clause 10.3.4.7)."""

from collections.abc import Callable
from itertools import product
from typing import Any

from balai.kernel.feel.builtins.registry import Body, builtin
from balai.kernel.feel.operators import both, equal, less, within
from balai.kernel.feel.values import Range


def _declared(name: str, left: tuple[str, ...], right: tuple[str, ...]) -> Callable[[Body], Body]:
    """Declare a relation under every pair of names that its arguments have in clause 10.3.4.7."""

    def declare(body: Body) -> Body:
        for one, other in product(left, right):
            same = one.rstrip("12") == other.rstrip("12")
            first, second = (one, other) if same else (one.rstrip("12"), other.rstrip("12"))
            kinds = (
                "range" if first.startswith("range") else "some",
                "range" if second.startswith("range") else "some",
            )
            builtin(name, f"{first}:{kinds[0]}, {second}:{kinds[1]}")(body)
        return body

    return declare


_ANY = ("point1", "range1"), ("point2", "range2")
_RANGES = ("range1",), ("range2",)
_INTO_RANGE = ("point1", "range1"), ("range2",)
_OF_RANGE = ("range1",), ("point2", "range2")


def _range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _either(left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001
    return None if left is None or right is None else left or right


def _before_or_at(left: Any, right: Any, at: bool) -> bool | None:  # noqa: FBT001
    """Tell whether one end lies before another, or, where `at` allows it, on it."""
    return _either(less(left, right), at and equal(left, right) is True)


def _starts_no_later(left: Range, right: Range) -> bool | None:
    return _before_or_at(left.start, right.start, left.start_included or not right.start_included)


def _ends_no_later(left: Range, right: Range) -> bool | None:
    return _before_or_at(left.end, right.end, not left.end_included or right.end_included)


def _reaches(left: Range, right: Range) -> bool | None:
    """Tell whether a range ends on or after the start of another."""
    return _before_or_at(right.start, left.end, left.end_included and right.start_included)


@_declared("before", *_ANY)
def before(left: Any, right: Any) -> bool | None:
    """Tell whether the first ends before the second starts (clause 10.3.4.7)."""
    a, b = _range(left), _range(right)
    return _before_or_at(a.end, b.start, not (a.end_included and b.start_included))


@_declared("after", *_ANY)
def after(left: Any, right: Any) -> bool | None:
    """Tell whether the first starts after the second ends (clause 10.3.4.7)."""
    return before(right, left)


@_declared("meets", *_RANGES)
def meets(left: Range, right: Range) -> bool | None:
    """Tell whether the first ends where the second starts (clause 10.3.4.7)."""
    return both(left.end_included and right.start_included, equal(left.end, right.start))


@_declared("met by", *_RANGES)
def met_by(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts where the second ends (clause 10.3.4.7)."""
    return meets(right, left)


@_declared("overlaps", *_RANGES)
def overlaps(left: Range, right: Range) -> bool | None:
    """Tell whether two ranges share a point (clause 10.3.4.7)."""
    return both(_reaches(left, right), _reaches(right, left))


@_declared("overlaps before", *_RANGES)
def overlaps_before(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts before the second and ends within it (clause 10.3.4.7)."""
    apart = left.start_included and not right.start_included
    starts = _before_or_at(left.start, right.start, apart)
    return both(both(starts, _reaches(left, right)), _ends_no_later(left, right))


@_declared("overlaps after", *_RANGES)
def overlaps_after(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts within the second and ends after it (clause 10.3.4.7)."""
    return overlaps_before(right, left)


@_declared("finishes", *_INTO_RANGE)
def finishes(left: Any, right: Range) -> bool | None:
    """Tell whether the first ends with the second and starts within it (clause 10.3.4.7)."""
    if not isinstance(left, Range):
        return both(right.end_included, equal(left, right.end))
    same = both(left.end_included == right.end_included, equal(left.end, right.end))
    return both(same, _starts_no_later(right, left))


@_declared("finished by", *_OF_RANGE)
def finished_by(left: Range, right: Any) -> bool | None:
    """Tell whether the second finishes the first (clause 10.3.4.7)."""
    return finishes(right, left)


@_declared("includes", *_OF_RANGE)
def includes(left: Range, right: Any) -> bool | None:
    """Tell whether the first holds all of the second (clause 10.3.4.7)."""
    if not isinstance(right, Range):
        return within(right, left)
    return both(_starts_no_later(left, right), _ends_no_later(right, left))


@_declared("during", *_INTO_RANGE)
def during(left: Any, right: Range) -> bool | None:
    """Tell whether the second holds all of the first (clause 10.3.4.7)."""
    return includes(right, left)


@_declared("starts", *_INTO_RANGE)
def starts(left: Any, right: Range) -> bool | None:
    """Tell whether the first starts with the second and ends within it (clause 10.3.4.7)."""
    if not isinstance(left, Range):
        return both(right.start_included, equal(left, right.start))
    same = both(left.start_included == right.start_included, equal(left.start, right.start))
    return both(same, _ends_no_later(left, right))


@_declared("started by", *_OF_RANGE)
def started_by(left: Range, right: Any) -> bool | None:
    """Tell whether the second starts the first (clause 10.3.4.7)."""
    return starts(right, left)


@_declared("coincides", ("point1", "range1"), ("point2", "range2"))
def coincides(left: Any, right: Any) -> bool | None:
    """Tell whether both are the same point or range (clause 10.3.4.7)."""
    return equal(left, right)
