from decimal import Decimal

import pytest

from tests.kernel.decisions.drafting import model, table

OVERLAPPING = [(["> 1"], ["1"]), (["> 2"], ["2"]), (["> 3"], ["4"]), (["> 4"], ["2"])]


def decide(policy, n, rows=OVERLAPPING, **more):
    return model(table(rows, policy=policy, **more)).evaluate("d", {"form": {"n": Decimal(n)}})


def test_unique_gives_the_row_that_matches():
    answer = decide("UNIQUE", 2)
    assert (answer.value, answer.reasons[0].rows, answer.error) == (1, ("r1",), "")


def test_unique_with_two_rows_gives_nothing_and_says_so():
    answer = decide("UNIQUE", 3)
    assert answer.value is None
    assert answer.reasons[0].rows == ("r1", "r2")
    assert "UNIQUE" in answer.error


def test_first_gives_the_first_row():
    assert decide("FIRST", 9).value == 1
    assert decide("FIRST", 9).reasons[0].rows == ("r1",)


def test_any_gives_a_result_on_which_all_rows_agree():
    rows = [(["> 1"], ["5"]), (["> 2"], ["5.0"]), (["> 3"], ["6"])]
    assert decide("ANY", 3, rows).value == 5
    assert decide("ANY", 3, rows).reasons[0].rows == ("r1", "r2")
    assert decide("ANY", 4, rows).value is None
    assert "ANY" in decide("ANY", 4, rows).error


def test_priority_and_output_order_follow_the_output_values():
    allowed = {"hasil": "4, 2, 1"}
    assert decide("PRIORITY", 5, allowed=allowed).value == 4
    assert decide("PRIORITY", 5, allowed=allowed).reasons[0].rows == ("r3",)
    answer = decide("OUTPUT ORDER", 5, allowed=allowed)
    assert answer.value == [4, 2, 2, 1]
    assert answer.reasons[0].rows == ("r3", "r2", "r4", "r1")


def test_rule_order_and_collect_give_all_in_the_order_of_the_rows():
    assert decide("RULE ORDER", 5).value == [1, 2, 4, 2]
    assert decide("COLLECT", 3).value == [1, 2]


@pytest.mark.parametrize(("aggregation", "value"), [("SUM", 9), ("MIN", 1), ("MAX", 4), ("COUNT", 4)])
def test_collect_aggregates(aggregation, value):
    assert decide("COLLECT", 5, extra=f' aggregation="{aggregation}"').value == value


def test_no_row_is_nothing_or_an_empty_list_or_a_count_of_zero():
    assert decide("UNIQUE", 0).value is None
    assert decide("UNIQUE", 0).error == ""
    assert decide("COLLECT", 0).value == []
    assert decide("COLLECT", 0, extra=' aggregation="COUNT"').value == 0
    assert decide("COLLECT", 0, extra=' aggregation="SUM"').value is None


def test_no_row_takes_the_default_output():
    text = table(OVERLAPPING).replace(
        '<output name="hasil">',
        '<output name="hasil"><defaultOutputEntry><text>form.n - 1</text></defaultOutputEntry>',
    )
    answer = model(text).evaluate("d", {"form": {"n": Decimal(0)}})
    assert (answer.value, answer.reasons[0].rows) == (-1, ())


def test_several_outputs_make_a_context():
    rows = [(["-"], ['"terbit"', "form.n * 2"])]
    assert decide("UNIQUE", 4, rows, outputs=("status", "tarif")).value == {
        "status": "terbit",
        "tarif": Decimal(8),
    }
