import pytest

from balai.kernel.feel import Exhausted, FeelSyntaxError, Meter, parse, parse_tests

CHAIN = ", ".join(f"x{i + 1}: [x{i}, x{i}]" for i in range(40))
TEXTS = ", ".join(f"x{i + 1}: x{i} + x{i}" for i in range(40))
HOSTILE = [
    "for i in 1..1000000000 return i",
    "some i in 1..100000, j in 1..100000 satisfies false",
    "(function(f) f(f))(function(f) f(f))",
    "{x0: 1, " + CHAIN + "}",
    "{x0: 1, " + CHAIN + ", same: x40 = x39}.same",
    '{x0: "xxxxxxxx", ' + TEXTS + "}.x40",
    "distinct values(for i in 1..100000 return i)",
    "{l: for i in 1..50000 return i, r: for i in 1..50000 return -1 in l}.r",
    "for i in 1..30 return partial",
    "for i in 1..1000000 return " + "+".join(["i"] * 110),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_rule_is_stopped_by_its_meter(text):
    with pytest.raises(Exhausted):
        parse(text).try_evaluate({}, Meter())


def test_a_rule_that_reaches_a_limit_is_null():
    assert parse("(function(f) f(f))(function(f) f(f))").evaluate({}) is None


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "1" + ")" * 5000, "[" * 500 + "]" * 500, "-" * 4000 + "1", "1" * 200_000]
)
def test_a_text_that_is_too_deep_or_too_long_is_refused(text):
    with pytest.raises(FeelSyntaxError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["10 ** (10 ** 10)", "exp(10 ** 9)", '@"2026-01-01" + @"P999999999Y"', "10 ** 6144 * 10"]
)
def test_numbers_out_of_range_are_null(text):
    assert parse(text).evaluate({}) is None


def test_a_long_chain_of_alternatives_is_no_deep_tree():
    text = " or ".join(f"n = {i}" for i in range(2000))
    assert parse(text).evaluate({"n": 1999}) is True


def test_recursion_within_the_limit_works():
    text = "{f: function(n, g) if n = 0 then 0 else n + g(n - 1, g), r: f(30, f)}.r"
    assert parse(text).evaluate({}) == 465


def test_a_function_that_calls_itself_from_deep_within_is_stopped():
    endless = "{f: function(g) " + "[" * 90 + "g(g)" + "]" * 90 + ", r: f(f)}.r"
    with pytest.raises(Exhausted, match="the expression is nested too deeply"):
        parse(endless).try_evaluate({}, Meter())


def test_a_cell_that_calls_itself_from_deep_within_is_stopped():
    endless = "> {f: function(g) " + "[" * 90 + "g(g)" + "]" * 90 + ", r: f(f)}.r"
    with pytest.raises(Exhausted, match="the test is nested too deeply"):
        parse_tests(endless).try_matches(1, {}, Meter())
    assert parse_tests(endless).matches(1, {}) is False
