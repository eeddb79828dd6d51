import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.feel.limits import Exhausted, Meter
from balai.kernel.feel.patterns import pattern

ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "(a)", "(?:b|ab)", "(a|b)", "^", "$", "\\d", "c"])
QUANTIFIERS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,2}", "*?", "+?", "??"])


def piece(atom: str, quantifier: str) -> str:
    return atom if atom in "^$" else atom + quantifier


CHAINS = st.lists(st.builds(piece, ATOMS, QUANTIFIERS), min_size=1, max_size=4).map("".join)
PATTERNS = st.lists(CHAINS, min_size=1, max_size=2).map("|".join)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, st.text("abc1", max_size=8))
def test_a_search_finds_what_the_backtracking_engine_finds(source, text):
    expected = re.search(source.replace("$", r"\Z"), text)
    found = pattern(source, "").search(text, 0, Meter())
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found[:2] == expected.span()


@pytest.mark.parametrize("source", ["(a+)+$", "^(a|a)*$", "(a*)*b", "a*a*a*a*a*a*a*b", "(a?){50}a{50}b"])
def test_patterns_that_hang_other_engines_are_answered(source):
    assert pattern(source, "").search("a" * 300 + "!", 0, Meter()) is None


@pytest.mark.parametrize(
    "source",
    [
        "(",
        ")",
        "a**",
        "[b-a]",
        "(a)\\2",
        "\\1(a)",
        "(a\\1)",
        "\\p{IsAtlantis}",
        "\\p{Lx}",
        "(?=a)",
        "a{3,1}",
        "\\q",
        "[",
        "(" * 60 + ")" * 60,
        "((a{99}){99}){99}",
        "^*",
        "a{12345}",
        "a{2",
        "a{2,x}",
        "(a",
        "[a",
        "[[a]]",
        "a" * 1001,
    ],
)
def test_what_is_no_pattern_is_refused(source):
    with pytest.raises(ValueError, match=r"\w"):
        pattern(source, "")


@pytest.mark.parametrize(
    ("source", "flags", "text", "found"),
    [
        ("A", "i", "xa", True),
        ("^b$", "m", "a\nb\nc", True),
        ("^b$", "", "a\nb\nc", False),
        ("a.b", "", "a\nb", False),
        ("a.b", "s", "a\nb", True),
        ("a b", "x", "ab", True),
        ("a.b", "q", "axb", False),
        ("[a-z-[aeiou]]+", "", "aeiou", False),
        ("\\p{Lu}\\P{Lu}", "", "Ab", True),
        ("[\\w.]+@[\\w.]+", "", "siti@contoh.id", True),
    ],
)
def test_flags_and_classes_mean_what_xpath_says(source, flags, text, found):
    assert (pattern(source, flags).search(text, 0, Meter()) is not None) is found


def test_a_search_stops_when_its_steps_are_used_up():
    with pytest.raises(Exhausted):
        pattern("(a|b)*c", "").search("ab" * 1000, 0, Meter(500))


@pytest.mark.parametrize(
    ("source", "flags", "text", "found"),
    [
        ("^(ab)\\1$", "", "abab", True),
        ("^(ab)\\1$", "", "abac", False),
        ("(a)\\1", "i", "aA", True),
        ("(a)\\1", "", "aA", False),
        ("^(x?)y\\1$", "", "y", True),
        ("(b)|\\1", "", "x", True),
        ("(a)(b)\\2\\1", "", "abba", True),
        ("\\p{IsJavanese}", "", "\ua98f", True),
        ("\\P{IsBasicLatin}", "", "abc", False),
        ("\\p{ Is Basic Latin }", "x", "abc", True),
        ("[^Q]", "i", "q", False),
        ("[^a-z-[m]]", "i", "M", False),
    ],
)
def test_groups_come_back_and_blocks_are_known(source, flags, text, found):
    assert (pattern(source, flags).search(text, 0, Meter()) is not None) is found


def test_a_pattern_that_looks_back_pays_for_every_way():
    with pytest.raises(Exhausted):
        pattern("^(a*)*\\1(a*)*\\2c$", "").search("a" * 60 + "b", 0, Meter())
