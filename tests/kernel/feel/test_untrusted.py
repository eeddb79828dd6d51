"""Texts from anybody: whatever they say, the engine answers, or refuses in its own words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from balai.kernel.feel import Exhausted, FeelSyntaxError, Function, Meter, decode, encode, render
from balai.kernel.feel.expression import Dialect
from balai.kernel.feel.operators import equal
from tests.kernel.feel.grammar import FACTS, TEXTS

WHOLE = Dialect(("a b",), {}, whole=True)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def answer(text, facts):
    try:
        return WHOLE.expression(text).try_evaluate(facts, Meter(20_000, NOW))
    except (FeelSyntaxError, Exhausted):
        return None


def holds_functions(value):
    if isinstance(value, (list, dict)):
        return any(map(holds_functions, value.values() if isinstance(value, dict) else value))
    return isinstance(value, Function)


@settings(max_examples=400, deadline=None)
@given(TEXTS, FACTS)
def test_any_text_is_answered_or_refused(text, fact):
    value = answer(text, {"a": fact, "b": [fact], "x": 1})
    assert isinstance(render(value), str)
    if not holds_functions(value):
        kept = encode(value)
        assert encode(decode(kept)) == kept


@settings(max_examples=200, deadline=None)
@given(TEXTS, FACTS)
def test_any_cell_is_tested_or_refused(text, fact):
    try:
        tests = WHOLE.tests(text)
        assert tests.try_matches(fact, {"a": fact}, Meter(20_000, NOW)) in (True, False)
    except (FeelSyntaxError, Exhausted):
        pass


@settings(max_examples=200, deadline=None)
@given(TEXTS, FACTS)
def test_the_same_text_and_facts_give_the_same_answer(text, fact):
    facts = {"a": fact, "b": [fact]}
    first, second = answer(text, facts), answer(text, facts)
    assert render(first) == render(second)
    if first is not None and not holds_functions(first):
        assert equal(first, second) is True


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "-" * 20_000 + "1",
        "[" * 20_000,
        "1" + "+1" * 30_000,
        "a" + ".b" * 30_000,
        "f" + "()" * 30_000,
        '"' + "\\u0041" * 10_000 + '"',
        "/*" * 40_000,
        "not(" * 10_000,
        "/*a" * 30_000,
        "1 in (" * 50 + "1..2]" + "..2]" * 49,
        "1 in (" * 50 + "1" + ")" * 50 + "..2]",
        "x" * 200_000,
    ],
)
def test_a_text_of_great_length_or_depth_is_answered_or_refused(text):
    assert answer(text, {}) in (None, False, "A" * 10_000)


def test_many_names_of_several_words_do_not_slow_down_every_text():
    words = tuple(f"name {at}" for at in range(2_000))
    dialect = Dialect(words, {}, whole=True)
    assert [dialect.expression("name 7 + 1").try_evaluate({"name 7": 1}, Meter()) for _ in range(300)] == [
        2
    ] * 300


@pytest.mark.parametrize(
    "text",
    [
        "{f: function(f) f(f), r: f(f)}.r",
        "for i in 1..99999, j in 1..99999 return 1",
        'for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]',
        "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
        "for i in 1..500 return [partial[-1]]",
        "sort(for i in 1..99999 return -i, function(a, b) a < b)",
        'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "^(a*)*\\\\1(a*)*\\\\2c$")',
        "count(for i in 1..99999999 return i)",
        'string join(for i in 1..99999 return "0123456789")',
    ],
)
def test_what_would_run_on_is_stopped(text):
    expression, meter = WHOLE.expression(text), Meter(200_000)
    with pytest.raises(Exhausted):
        expression.try_evaluate({}, meter)
