"""What a column of a decision table can be given (DMN 1.5 clause 8.2, input values), cut into stretches.

Cells of constants cut the values of a kind into stretches: a constant, or all that lies between two. Within a stretch
no cell changes its answer, so one value stands for all of it, and the plain interpreter says which rows it meets.

A fact that is absent is null (clause 10.3.2.9): null meets only `-`, tests that name null, and nothing else. A column
is asked about null when its domain says that the value may be missing, or when one of its cells or its input values
name null. Whether an answer may be missing is the form's matter: `balai.kernel.check.tables`.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from balai.kernel.feel import (
    DayTimeDuration,
    Meter,
    UnaryTests,
    Value,
    YearMonthDuration,
    compiled,
    render,
    tree,
)
from balai.kernel.feel.values import NUMBERS

NO_FACTS: dict[str, Any] = {}
_OTHER = "lain"  # a text that hardly any table names
_MAKERS = frozenset(("date", "time", "date and time", "duration"))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_SECOND, _DAY = Decimal(1_000_000), Decimal(86_400_000_000)


@dataclass(frozen=True, slots=True)
class Domain:
    """What is known of a column's values.

    `kinds` are FEEL types ("number", "string", ...; none = those of the constants in the column), `choices` the only
    values there are (none = any of the kinds), `low` and `high` the least and greatest number, `whole` that numbers
    have no fraction, `nullable` that the value may be missing.
    """

    kinds: tuple[str, ...] = ()
    choices: tuple[Value, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    nullable: bool = False


class Stretch(NamedTuple):
    """Values between which no cell of a column tells a difference: one of them, and the rows it meets (bit 0 = first).

    `rows` meet it for certain; `maybe` adds those whose cell needs more than the value.
    """

    value: Value
    rows: int
    maybe: int


class Scale(NamedTuple):
    """How the values of a kind lie on a line of numbers.

    `of` places a value, `at` reads a place; `step` is the distance to a natural neighbour, `whole` says that places are
    whole numbers, `low` and `high` where the line ends (None = never).
    """

    of: Callable[[Any], Decimal]
    at: Callable[[Decimal], Value]
    step: Decimal = Decimal(1)
    whole: bool = True
    low: Decimal | None = None
    high: Decimal | None = None


def _micros(value: datetime) -> Decimal:
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return Decimal((aware - _EPOCH) // _MICRO)


def _clock(value: time) -> Decimal:
    return Decimal(((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond)


def _as_moment(place: Decimal) -> datetime:
    return (_EPOCH + timedelta(microseconds=int(place))).replace(tzinfo=None)


_FIRST, _LAST = Decimal(date.min.toordinal()), Decimal(date.max.toordinal())
_FIRST_MICRO, _LAST_MICRO = ((_place - _EPOCH.toordinal()) * _DAY for _place in (_FIRST, _LAST))
_SCALES: dict[str, Scale] = {
    "number": Scale(Decimal, lambda place: place, whole=False),
    "date": Scale(
        lambda day: Decimal(day.toordinal()),
        lambda place: date.fromordinal(int(place)),
        low=_FIRST,
        high=_LAST,
    ),
    "time": Scale(
        _clock, lambda place: _as_moment(place).time(), step=_SECOND, low=Decimal(0), high=_DAY - 1
    ),
    "date and time": Scale(_micros, _as_moment, step=_SECOND, low=_FIRST_MICRO, high=_LAST_MICRO),
    "years and months duration": Scale(
        lambda value: Decimal(value.months), lambda place: YearMonthDuration(int(place))
    ),
    "days and time duration": Scale(
        lambda value: Decimal(value.seconds), DayTimeDuration, step=Decimal(86_400), whole=False
    ),
}
_TYPES: dict[type, str] = {
    Decimal: "number", str: "string", bool: "boolean", date: "date", time: "time", datetime: "date and time",
    YearMonthDuration: "years and months duration", DayTimeDuration: "days and time duration",
}  # fmt: skip
KINDS = frozenset(_TYPES.values())


def constants(tests: UnaryTests) -> tuple[Value, ...] | None:
    """List the constants of a cell that consists of nothing else; None for any other cell.

    `date("2026-01-01")` and its like are constants too.
    """
    return constants_in(tests.tree)


def constants_in(tests: tree.Tests) -> tuple[Value, ...] | None:
    """List the constants of a cell's tree, as `constants` does."""
    found: list[Value] = []
    for test in tests.tests:
        for end in _ends(test.value):
            if not _is_constant(end):
                return None
            found.append(compiled(end, "").evaluate(NO_FACTS))
    known = all(value is None or type(value) in _TYPES for value in found)
    return tuple(found) if known and not any(map(_zoned, found)) else None


def _ends(node: tree.Node) -> tuple[tree.Node, ...]:
    if isinstance(node, tree.RangeNode):
        return tuple(end for end in (node.start, node.end) if end is not None)
    return node.items if isinstance(node, tree.ListNode) else (node,)


def _is_constant(node: tree.Node) -> bool:
    if isinstance(node, tree.Call) and isinstance(node.function, tree.Name) and not node.named:
        return node.function.name in _MAKERS and all(isinstance(one, tree.Literal) for one in node.arguments)
    return isinstance(node, tree.Literal)


def _zoned(value: Value) -> bool:
    """Times with an offset have no order beside those without one: cells that name them are not judged."""
    return isinstance(value, (time, datetime)) and value.tzinfo is not None


def stretches(cells: Sequence[UnaryTests], allowed: UnaryTests | None, domain: Domain) -> list[Stretch]:
    """Cut what a column can be given into stretches, one of those that meet the same rows.

    Empty when the domain holds nothing that is allowed.
    """
    fixed = [constants(cell) for cell in cells]
    among = constants(allowed) if allowed is not None else ()
    every = (1 << len(cells)) - 1
    free = sum(1 << at for at, cell in enumerate(cells) if cell.always)
    if not KINDS.issuperset(domain.kinds):
        return [Stretch(None, free, every)]  # lists: nobody knows what their tests meet
    live = sum(1 << at for at, known in enumerate(fixed) if known is None)
    points = [point for known in (*fixed, among) for point in known or ()]
    alike = _alike(cells, fixed)
    found: dict[tuple[int, int], Stretch] = {}
    for value in values(points, among or (), domain):
        if value is not None and allowed is not None and among is not None and not _meets(allowed, value):
            continue
        met = sum(rows for cell, rows in alike if cell.always or _meets(cell, value))
        # Input values that are no constants let through nobody knows what.
        rows, maybe = met if among is not None else free, (met | live) & every
        found.setdefault((rows, maybe), Stretch(value, rows, maybe))
    return list(found.values())


def _alike(
    cells: Sequence[UnaryTests], fixed: Sequence[tuple[Value, ...] | None]
) -> list[tuple[UnaryTests, int]]:
    """Gather the rows of cells of constants that read the same: many rows, few texts."""
    found: dict[str, tuple[UnaryTests, int]] = {}
    for at, cell in enumerate(cells):
        if fixed[at] is not None:
            first, rows = found.get(cell.text, (cell, 0))
            found[cell.text] = first, rows | 1 << at
    return list(found.values())


def holds(value: Value, allowed: UnaryTests | None, domain: Domain) -> bool:
    """Tell whether a column can be given a value at all; input values that are no constants allow everything."""
    if value is None:
        return True
    if not kind_fits(value, domain):
        return False
    if domain.choices and not any(type(one) is type(value) and one == value for one in domain.choices):
        return False
    if isinstance(value, Decimal):
        fraction = domain.whole and value != value.to_integral_value()
        if fraction or not _within(value, domain.low, domain.high):
            return False
    return allowed is None or constants(allowed) is None or _meets(allowed, value)


def kind_fits(value: Value, domain: Domain) -> bool:
    """Tell whether a value is of a type that a column can have."""
    return value is None or not domain.kinds or _TYPES.get(type(value)) in domain.kinds


def in_feel(value: Value) -> str:
    """Write a value as the FEEL literal that anyone can type in."""
    text = render(value, inside=True)
    return f'@"{text}"' if isinstance(value, (date, time, YearMonthDuration, DayTimeDuration)) else text


def _meets(cell: UnaryTests, value: Value) -> bool:
    return cell.try_matches(value, NO_FACTS, Meter())


def values(points: Sequence[Value], among: Sequence[Value], domain: Domain) -> Iterator[Value]:
    """Yield one value of each stretch that some constants cut; `among` are those of the input values."""
    samples = domain.choices or among or points
    known = tuple(dict.fromkeys(_TYPES[type(one)] for one in samples if type(one) in _TYPES))
    kinds = [kind for kind in domain.kinds or known if kind in KINDS]
    for kind in kinds:
        own = [one for one in points if _TYPES.get(type(one)) == kind]
        if domain.choices:
            yield from (one for one in domain.choices if _TYPES.get(type(one)) == kind)
        elif kind == "boolean":
            yield from (True, False)
        elif kind == "string":
            yield from _texts({str(one) for one in own})
        else:
            yield from _places(_SCALES[kind], own, domain)
    if domain.nullable or None in points or not kinds:
        yield None


def _places(scale: Scale, points: Sequence[Value], domain: Domain) -> Iterator[Value]:
    low, high, whole = scale.low, scale.high, scale.whole
    if scale is _SCALES["number"]:
        low, high, whole = domain.low, domain.high, domain.whole
    marks = {scale.of(point) for point in points} | {mark for mark in (low, high) if mark is not None}
    before: Decimal | None = None
    for mark in (*sorted(mark for mark in marks if _within(mark, low, high)), None):
        between = _between(before, mark, scale.step, whole=whole)
        if between is not None and _within(between, low, high):
            yield scale.at(between)
        if mark is not None and not (whole and mark != mark.to_integral_value()):
            yield scale.at(mark)
        before = mark


def _between(before: Decimal | None, after: Decimal | None, step: Decimal, *, whole: bool) -> Decimal | None:
    """Find a place strictly between two others, near the first; None when there is none."""
    try:
        if before is not None:
            tries = _above(before, after, step, whole=whole)
        elif after is not None:
            tries = _below(after, step, whole=whole)
        else:
            return Decimal(0)
        return next((one for one in tries if _strictly(before, one, after)), None)
    except ArithmeticError:  # a number as large as numbers get
        return None


def _strictly(before: Decimal | None, one: Decimal, after: Decimal | None) -> bool:
    return (before is None or before < one) and (after is None or one < after)


def _below(after: Decimal, step: Decimal, *, whole: bool) -> Iterator[Decimal]:
    yield NUMBERS.subtract(after.to_integral_value(ROUND_CEILING) if whole else after, step)
    yield NUMBERS.subtract(after, abs(after))


def _above(before: Decimal, after: Decimal | None, step: Decimal, *, whole: bool) -> Iterator[Decimal]:
    floor = before.to_integral_value(ROUND_FLOOR)
    yield NUMBERS.add(floor, step)
    yield NUMBERS.add(floor, Decimal(1))
    if after is not None and not whole:
        yield NUMBERS.divide(NUMBERS.add(before, after), Decimal(2))
    yield NUMBERS.add(before, abs(before))


def _texts(points: Set[str]) -> list[Value]:
    """Give a text of each stretch; first one that is none of the points."""
    marks: list[str | None] = [None, *sorted(points), None]
    found: list[str] = sorted(points)
    for before, after in pairwise(marks):
        low = before or ""
        tries = (_OTHER, "", f"{low} ", f"{low}\0", f"{low}a")
        free = (one for one in tries if (before is None or before < one) and (after is None or one < after))
        found += list(free)[:1]
    return sorted(found, key=lambda text: (text != _OTHER, text))


def _within(place: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or place >= low) and (high is None or place <= high)
