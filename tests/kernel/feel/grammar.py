"""Random FEEL for the tests: texts over the grammar, and values."""

from decimal import Decimal

from hypothesis import strategies as st

from balai.kernel.feel.builtins import BUILTINS

NAMES = st.sampled_from(["a", "b", "x", "item", "partial", "f", "a b", "?", "today"])
PATTERNS = [
    "(a*)*",
    "(a|ab)(c|bcd)(d*)",
    "(a)\\\\1",
    "[a-z-[b]]+",
    "\\\\p{IsBasicLatin}",
    "^$",
    "(",
    "x{2,900}",
]
WORDS = [
    "",
    "a",
    "aaaa",
    "2026-07-01",
    "-99999-01-31",
    "10:00:00.123456789@Asia/Jakarta",
    "P1Y",
    "-PT1.5S",
    "[1..3]",
]
ATOMS = st.one_of(
    st.integers(-3, 3).map(str),
    st.sampled_from(
        ["1e6000", "-0.000001", "9999999999999999999999999999999999", "true", "false", "null", "-"]
    ),
    st.sampled_from([f'"{word}"' for word in (*WORDS, *PATTERNS)]),
    st.sampled_from([f'@"{word}"' for word in WORDS[3:8]]),
    NAMES,
)
OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "instance of", ".."]
)
FUNCTIONS = st.sampled_from(sorted(BUILTINS))
TYPES = st.sampled_from(
    ["number", "list<string>", "context<a: date>", "function<number> -> Any", "range<date>", "t"]
)


def _forms(inner):
    listed = st.lists(inner, max_size=4).map(", ".join)
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map(" ".join),
        listed.map(lambda items: f"[{items}]"),
        st.tuples(FUNCTIONS, listed).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(inner, inner).map(lambda parts: f"{parts[0]}[{parts[1]}]"),
        st.tuples(inner, NAMES).map(lambda parts: f"({parts[0]}).{parts[1]}"),
        st.tuples(NAMES, inner, inner).map(lambda parts: f"{{{parts[0]}: {parts[1]}, b: {parts[2]}}}"),
        st.tuples(NAMES, inner, inner).map(lambda parts: f"for {parts[0]} in {parts[1]} return {parts[2]}"),
        st.tuples(NAMES, inner, inner).map(
            lambda parts: f"some {parts[0]} in {parts[1]} satisfies {parts[2]}"
        ),
        st.tuples(inner, inner, inner).map(lambda parts: f"if {parts[0]} then {parts[1]} else {parts[2]}"),
        st.tuples(NAMES, inner).map(lambda parts: f"function({parts[0]}) {parts[1]}"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]})({parts[1]})"),
        st.tuples(inner, inner).map(lambda parts: f"[{parts[0]}..{parts[1]})"),
        st.tuples(inner, inner, inner).map(lambda parts: f"{parts[0]} between {parts[1]} and {parts[2]}"),
        st.tuples(inner, TYPES).map(lambda parts: f"{parts[0]} instance of {parts[1]}"),
        st.tuples(inner, inner).map(lambda parts: f"{parts[0]} in (>{parts[1]}, {parts[0]})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"not({text})"),
    )


EXPRESSIONS = st.recursive(ATOMS, _forms, max_leaves=12)
SOUP = st.lists(
    st.one_of(
        ATOMS,
        OPERATORS,
        FUNCTIONS,
        st.sampled_from(
            ["(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "@", "for", "return", "//", "/*", "if"]
        ),
    ),
    max_size=25,
).map(" ".join)
TEXTS = st.one_of(EXPRESSIONS, SOUP, st.text(max_size=60))
FACTS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5).map(Decimal), st.text(max_size=5), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abx"), inner, max_size=3)
    ),
    max_leaves=6,
)
