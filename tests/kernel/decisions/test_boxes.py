import random
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.decisions import Domain, examine
from balai.kernel.decisions.boxes import TooLarge, neighbours, uncovered
from tests.kernel.decisions.drafting import model, table

COLUMNS = st.lists(st.lists(st.integers(0, 63), min_size=1, max_size=5), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(COLUMNS, st.integers(0, 63))
def test_a_gap_is_found_exactly_when_there_is_one(columns, rows):
    holes = {
        places
        for places in product(*(range(len(classes)) for classes in columns))
        if not rows & left(columns, places)
    }
    found = list(uncovered(columns, rows))
    assert bool(found) == bool(holes)
    assert holes.issuperset(found)


def left(columns, places):
    rows = -1
    for classes, place in zip(columns, places, strict=True):
        rows &= classes[place]
    return rows


@settings(max_examples=200, deadline=None)
@given(COLUMNS)
def test_boxes_meet_exactly_where_some_choice_holds_both(columns):
    together = [0] * 6
    for places in product(*(range(len(classes)) for classes in columns)):
        rows = left(columns, places)
        together = [near | (rows if rows >> row & 1 else 0) for row, near in enumerate(together)]
    assert neighbours(columns, 6) == together


def test_a_search_that_grows_too_large_says_so(monkeypatch):
    monkeypatch.setattr("balai.kernel.decisions.boxes.MAX_LOOKS", 1)
    with pytest.raises(TooLarge):
        list(uncovered([[1, 2], [1, 2]], 3))


def parted(chance, count, box):
    """Cut a box of eight sides into many that cover it."""
    if count == 1:
        return [box]
    side = chance.choice([side for side, (low, high) in box.items() if high - low > 1])
    low, high = box[side]
    cut, half = chance.randrange(low + 1, high), count // 2
    return parted(chance, half, {**box, side: (low, cut)}) + parted(
        chance, count - half, {**box, side: (cut, high)}
    )


def test_two_hundred_rows_over_eight_inputs_are_proved_complete_or_not():
    boxes = parted(random.Random(3), 200, {f"form.x{at}": (0, 1000) for at in range(8)})
    rows = [([f"[{low}..{high})" for low, high in box.values()], ["1"]) for box in boxes]
    whole = Domain(("number",), whole=True, low=Decimal(0), high=Decimal(999))
    text = lambda some: table(some, inputs=[*boxes[0]])  # noqa: E731
    assert {one.code for one in examine(model(text(rows)).decisions["d"], lambda _: whole)} <= {"rows-alike"}
    gaps = examine(model(text(rows[:150] + rows[151:])).decisions["d"], lambda _: whole)
    assert "table-gap" in {one.code for one in gaps}
