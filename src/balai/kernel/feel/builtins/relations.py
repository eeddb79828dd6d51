"""How points and ranges lie to each other (DMN 1.3 clause 10.3.4.7)."""

from typing import Any

from balai.kernel.feel.builtins.registry import builtin
from balai.kernel.feel.operators import both, equal, less, within
from balai.kernel.feel.values import Range


def _range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


def _either(left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001
    return None if left is None or right is None else left or right


def _inverse(value: bool | None) -> bool | None:  # noqa: FBT001
    return None if value is None else not value


@builtin("before", "range1:some, range2:some")
def before(left: Any, right: Any) -> bool | None:
    """Tell whether the first ends before the second starts."""
    a, b = _range(left), _range(right)
    touching = equal(a.end, b.start) is True and not (a.end_included and b.start_included)
    return _either(less(a.end, b.start), touching)


@builtin("after", "range1:some, range2:some")
def after(left: Any, right: Any) -> bool | None:
    """Tell whether the first starts after the second ends."""
    return before(right, left)


@builtin("meets", "range1:range, range2:range")
def meets(left: Range, right: Range) -> bool | None:
    """Tell whether the first ends where the second starts."""
    return both(left.end_included and right.start_included, equal(left.end, right.start))


@builtin("met by", "range1:range, range2:range")
def met_by(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts where the second ends."""
    return meets(right, left)


@builtin("overlaps", "range1:range, range2:range")
def overlaps(left: Range, right: Range) -> bool | None:
    """Tell whether two ranges share a point."""
    return both(_inverse(before(left, right)), _inverse(before(right, left)))


@builtin("overlaps before", "range1:range, range2:range")
def overlaps_before(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts before the second and ends within it."""
    starts = _either(less(left.start, right.start), _starts_sooner(left, right))
    ends = _either(less(left.end, right.end), _ends_no_later(left, right))
    return both(both(starts, ends), _inverse(before(left, right)))


@builtin("overlaps after", "range1:range, range2:range")
def overlaps_after(left: Range, right: Range) -> bool | None:
    """Tell whether the first starts within the second and ends after it."""
    starts = _either(less(right.start, left.start), _starts_sooner(right, left))
    ends = _either(less(right.end, left.end), _ends_later(left, right))
    return both(both(starts, ends), _inverse(before(right, left)))


def _starts_sooner(left: Range, right: Range) -> bool:
    return equal(left.start, right.start) is True and left.start_included and not right.start_included


def _ends_no_later(left: Range, right: Range) -> bool:
    return equal(left.end, right.end) is True and (not left.end_included or right.end_included)


def _ends_later(left: Range, right: Range) -> bool:
    return equal(left.end, right.end) is True and left.end_included and not right.end_included


@builtin("finishes", "range1:some, range2:range")
def finishes(left: Any, right: Range) -> bool | None:
    """Tell whether the first ends with the second and starts within it."""
    if not isinstance(left, Range):
        return both(right.end_included, equal(left, right.end))
    same = both(left.end_included == right.end_included, equal(left.end, right.end))
    return both(same, includes(right, left))


@builtin("finished by", "range1:range, range2:some")
def finished_by(left: Range, right: Any) -> bool | None:
    """Tell whether the second finishes the first."""
    return finishes(right, left)


@builtin("includes", "range1:range, range2:some")
def includes(left: Range, right: Any) -> bool | None:
    """Tell whether the first holds all of the second."""
    if not isinstance(right, Range):
        return within(right, left)
    low = _either(
        less(left.start, right.start),
        _bound(left.start_included, right.start_included, left.start, right.start),
    )
    high = _either(
        less(right.end, left.end), _bound(left.end_included, right.end_included, left.end, right.end)
    )
    return both(low, high)


def _bound(outer: bool, inner: bool, left: Any, right: Any) -> bool:  # noqa: FBT001
    return equal(left, right) is True and (outer or not inner)


@builtin("during", "range1:some, range2:range")
def during(left: Any, right: Range) -> bool | None:
    """Tell whether the second holds all of the first."""
    return includes(right, left)


@builtin("starts", "range1:some, range2:range")
def starts(left: Any, right: Range) -> bool | None:
    """Tell whether the first starts with the second and ends within it."""
    if not isinstance(left, Range):
        return both(right.start_included, equal(left, right.start))
    same = both(left.start_included == right.start_included, equal(left.start, right.start))
    return both(same, includes(right, left))


@builtin("started by", "range1:range, range2:some")
def started_by(left: Range, right: Any) -> bool | None:
    """Tell whether the second starts the first."""
    return starts(right, left)


@builtin("coincides", "range1:some, range2:some")
def coincides(left: Any, right: Any) -> bool | None:
    """Tell whether both are the same point or range."""
    return equal(left, right)
