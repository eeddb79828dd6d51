from decimal import Decimal

import pytest

from balai.kernel.decisions import Domain
from balai.kernel.decisions.domains import constants, holds, stretches
from balai.kernel.feel import parse, parse_tests


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ('"a", "b"', True),
        ('date("2026-01-01")', True),
        ("[1..form.x]", False),
        ("> today", False),
        ('@"10:00:00+07:00"', False),
        ("-", True),
    ],
)
def test_a_cell_of_constants_is_told_from_one_that_needs_facts(cell, known):
    assert (constants(parse_tests(cell)) is not None) is known


@pytest.mark.parametrize(
    ("text", "domain", "held"),
    [
        ("null", Domain(("number",)), True),
        ('"1"', Domain(("number",)), False),
        ("1.5", Domain(("number",), whole=True), False),
        ("-1", Domain(("number",), low=Decimal(0)), False),
        ('"c"', Domain(("string",), choices=("a", "b")), False),
        ('"a"', Domain(("string",), choices=("a", "b")), True),
        ("true", Domain(), True),
    ],
)
def test_what_a_column_can_be_given(text, domain, held):
    assert holds(parse(text).evaluate({}), None, domain) is held


def test_input_values_narrow_a_column():
    cells = [parse_tests("> 5"), parse_tests("<= 5")]
    values = [one.value for one in stretches(cells, parse_tests("[1..9]"), Domain(("number",)))]
    assert all(Decimal(1) <= value <= Decimal(9) for value in values)
    assert len(values) == 2


def test_numbers_as_large_as_they_get_have_no_neighbour_and_break_nothing():
    largest = "9" * 34 + "0" * 6111
    cells = [parse_tests(f"> {largest}"), parse_tests(f"<= {largest}")]
    found = stretches(cells, None, Domain(("number",)))
    assert {one.rows for one in found} == {0b10}


def test_a_list_is_not_judged():
    (only,) = stretches([parse_tests('"a"'), parse_tests("-")], None, Domain(("list",)))
    assert (only.rows, only.maybe) == (0b10, 0b11)
