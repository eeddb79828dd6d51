from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.decisions.drafting import model, table

NUMBERS = st.sampled_from(["1", "2", "2.0", "-3", "7.5"])
TEXTS = st.sampled_from(['"a"', '"ab"', '"b"', '""'])
DATES = st.sampled_from(['@"2026-01-01"', 'date("2026-07-01")'])
CONSTANTS = NUMBERS | TEXTS | DATES | st.sampled_from(["true", "false", "null"])
TESTS = st.one_of(
    CONSTANTS,
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "!="]), CONSTANTS),
    st.builds("{}{}..{}{}".format, st.sampled_from("[]("), NUMBERS, NUMBERS, st.sampled_from("[])")),
    st.builds("[{}, {}]".format, CONSTANTS, CONSTANTS),
    st.sampled_from(["form.lain", "> form.lain", "? in [1, 2]", "? > 1", "count(form.daftar)"]),
)
LISTS = st.lists(TESTS, min_size=1, max_size=3).map(", ".join)
CELLS = st.one_of(st.just("-"), LISTS, LISTS.map("not({})".format))
ROWS = st.lists(
    st.tuples(st.tuples(CELLS, CELLS), st.sampled_from([["1"], ["2"], ["form.lain"]])), min_size=1, max_size=6
)
POLICIES = st.sampled_from(["UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT", "PRIORITY", "OUTPUT ORDER"])
VALUES: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(
        [None, True, False, "", "a", "aa", "ab", "c", date(2026, 1, 1), date(2026, 3, 1), [], [1], {}, 2]
    ),
    st.sampled_from(["-3", "0", "1", "1.5", "2", "2.00", "5", "7.5", "NaN", "1E+40"]).map(Decimal),
)


@settings(max_examples=150, deadline=None)
@given(ROWS, POLICIES, st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=12))
def test_the_index_answers_as_the_plain_interpretation_does(rows, policy, given_values):
    rules = model(table(rows, inputs=("form.x", "form.y"), policy=policy, allowed={"hasil": "2, 1, -3, 0"}))
    for x, y, other in given_values:
        facts = {"form": {"x": x, "y": y, "lain": other, "daftar": [1, 2]}}
        assert repr(rules.evaluate("d", facts)) == repr(rules.evaluate("d", facts, plain=True))


def test_a_table_of_many_rows_finds_its_row():
    rows = [([f"[{at * 10}..{at * 10 + 10})", f'"k{at % 7}"'], [str(at)]) for at in range(500)]
    rules = model(table(rows, inputs=("form.n", "form.k")))
    facts = {"form": {"n": Decimal(1234), "k": f"k{123 % 7}"}}
    assert rules.evaluate("d", facts).value == 123
    assert rules.evaluate("d", facts).reasons[0].rows == ("r124",)


PLAIN: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {},
    optional={
        "jenis": st.sampled_from(["a", "b", "c", "", None, True, Decimal(1)]),
        "n": st.sampled_from(["0", "1", "1.5", "2", "3", "NaN"]).map(Decimal) | st.sampled_from([1, 2.0, True, None, "1", []]),
        "hari": st.sampled_from([date(2026, 1, 1), date(2026, 6, 1), datetime(2026, 1, 1, tzinfo=UTC), None]),
        "ya": st.sampled_from([True, False, None, Decimal(1), 0]),
    },
)  # fmt: skip
SHORT = st.tuples(
    st.sampled_from(["-", '"a"', '"a", "b"', 'not("a")']),
    st.sampled_from(["-", "1", "> 1", "[0..2)", "not(1)"]),
    st.sampled_from(["-", '<= @"2026-01-01"', '> @"2026-01-01"']),
    st.sampled_from(["-", "true", "false"]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(SHORT, min_size=1, max_size=5), st.sampled_from(["UNIQUE", "ANY", "FIRST"]), st.booleans(),
    st.lists(PLAIN, min_size=1, max_size=12),
)  # fmt: skip
def test_the_short_way_answers_as_the_plain_interpretation_does(cells, policy, limited, given_values):
    rows = [(list(row), [f'"k{at % 2}"']) for at, row in enumerate(cells)]
    text = table(rows, inputs=("form.jenis", "form.n", "form.hari", "form.ya"), policy=policy)
    if limited:
        text = text.replace(
            "</inputExpression>", '</inputExpression><inputValues><text>"a", "b"</text></inputValues>', 1
        )
    rules = model(text)
    for form in [*given_values, *given_values]:  # the second time the values are known
        short, plain = rules.evaluate("d", {"form": form}), rules.evaluate("d", {"form": form}, plain=True)
        assert repr(short) == repr(plain)


def test_reasons_that_come_late_are_the_same_as_those_that_come_at_once():
    rules = model(table([(["> 1", '"a"'], ["1"])], inputs=("form.n", "form.k")))
    facts = {"form": {"n": Decimal(2), "k": "a"}}
    late, early = rules.evaluate("d", facts), rules.evaluate("d", facts, plain=True)
    facts["form"]["n"] = Decimal(9)
    assert late == early
    assert late.reasons[0].inputs == {"K form.n": Decimal(2), "K form.k": "a"}
    assert late != rules.evaluate("d", facts)


def test_no_more_values_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("balai.kernel.decisions.index.MAX_KNOWN", 3)
    rules = model(table([(["> 10", "-"], ["1"]), (["<= 10", "-"], ["2"])], inputs=("form.n", "form.k")))
    answers = [rules.evaluate("d", {"form": {"n": Decimal(at), "k": None}}).value for at in range(21)]
    assert answers == [2] * 11 + [1] * 10


def test_a_list_where_no_cell_looks_is_weighed_all_the_same():
    rules = model(table([(['"a"', "-"], ["1"])], inputs=("form.x", "form.y")))
    for y in ([Decimal(1)], {}, Decimal(1), [0] * 100_001):
        facts = {"form": {"x": "a", "y": y}}
        assert repr(rules.evaluate("d", facts)) == repr(rules.evaluate("d", facts, plain=True))
