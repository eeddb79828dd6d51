"""Operators and forms of the standard (DMN 1.5 clause 10.3.2), by examples; and what is refused."""

import pytest

from balai.kernel.feel import Exhausted, FeelSyntaxError, Meter, parse_tests, render
from balai.kernel.feel.expression import Dialect

OPERATORS = """
-@"P1Y" -> -P1Y
-@"PT1H" -> -PT1H
-(1 + 1) -> -2
-null -> null
-5 ** 2 -> 25
2 ** 3 ** 2 -> 64
0 ** 0 -> 1
2 ** 0.5 -> 1.414213562373095048801688724209698
1 / 0 -> null
10 ** 6144 * 10 -> null
"a" + "b" -> "ab"
"a" + 1 -> null
@"P1Y" + @"P1M" -> P1Y1M
@"P1Y" + @"P1D" -> null
@"P1D" + @"2026-01-01" -> 2026-01-02
1 + @"2026-01-01" -> null
@"2026-01-01" + @"10:00:00" -> null
@"2026-01-01" - @"10:00:00" -> null
@"P1Y" - @"2026-01-01" -> null
@"P1Y" * 2.5 -> P2Y6M
2 * @"PT1H" -> PT2H
@"PT1H" * @"PT1H" -> null
@"PT1H" * "a" -> null
@"P1Y" / @"P1M" -> 12
@"PT1H" / @"PT0S" -> null
@"PT1H" / 0 -> null
@"PT1H" / @"P1M" -> null
1 = "a" -> null
null = null -> true
null != 1 -> true
[1, 2] = [1] -> false
{a: 1} = {b: 1} -> false
[1..2] = [1..2) -> false
(<2) = (<2) -> true
(function(a) a) = (function(a) a) -> null
true < false -> null
"a" < "b" -> true
@"P1D" > @"PT23H" -> true
@"P1D" > @"P1M" -> null
@"10:00:00Z" = @"10:00:00" -> false
1 between 0 and null -> null
1 in (2, [0..5]) -> true
1 in [2..0] -> false
5 in >4 -> true
null in (1, null) -> true
[1] in [[1], [2]] -> true
3 in (1..3] -> true
3 in (1..3) -> false
1 in (<null) -> null
"a" instance of string -> true
false and null -> false
true and 1 -> null
1 or true -> true
"""
FORMS = """
if null then 1 else 2 -> 2
for i in 0..4 return if i = 0 then 1 else i * partial[-1] -> [1, 1, 2, 6, 24]
for i in [1..3) return i -> [1, 2]
for i in (3..1) return i -> [2]
for i in "a".."b" return i -> null
for i in ["a".."b"] return i -> null
for i in null return i -> null
for i in 1, j in [i, 10] return i + j -> [2, 11]
some i in null satisfies true -> null
some i in [1, 2] satisfies i = "a" -> null
every i in [] satisfies false -> true
[1, 2, 3][item > 1] -> [2, 3]
[1, 2, 3][-1] -> 3
[1, 2, 3][1 + 1] -> 2
[1][0] -> null
"foo"[1] -> "foo"
null[1] -> null
[{item: 1}, {item: 2}][item >= 2] -> [{item: 2}]
[{a: 1}, {b: 2}].a -> [1, null]
1.a -> null
[1..3].start included -> true
(>=3).end -> null
{a: 1, b: a + 1} -> {a: 1, b: 2}
{"foo+bar((!!],foo": 10, c: 1} -> {"foo+bar((!!],foo": 10, c: 1}
{foo+bar: 10, x: foo+bar} -> {"foo+bar": 10, x: 10}
{🐎: "bar"}.🐎 -> "bar"
(function(a: number) a)("x") -> null
(function(a: number) a)([7]) -> 7
(function(a) a)(a: 1) -> 1
(function(a) a)(b: 1) -> null
(function(a) a)() -> null
1(2) -> null
1(a: 2) -> null
{f: floor, r: [f(1.5), f(1.55, 1), f(), f("a")]}.r -> [1, 1.5, null, null]
{f: max, r: f(1, 3, 2)}.r -> 3
{f: string length, r: f("abc")}.r -> 3
string length -> function
floor(1, 2, 3) -> null
floor(x: 1) -> null
(<3) -> < 3
(<=3) -> <= 3
(>3) -> > 3
(>=3) -> >= 3
(=3) -> [3..3]
]1..2[ -> (1..2)
[1.."a"] -> null
1 // a comment -> 1
/* a comment */ 2 -> 2
"\\u0041\\U01F40E\\n" -> "A🐎
" """
REFUSED = [
    "a = = 1",
    "1 +",
    "= 1",
    "@2026",
    '@"2026"',
    "a.1",
    "1e7000",
    '"\\U110000"',
    '"open',
    "/* open",
    "then",
    "function(1) 2",
    "[1..2",
    "[1..2}",
    "{a b c",
    "{a: 1, a: 2}",
    "f(1, b: 2)",
    "x instance of 1",
    "for 1 in 2 return 3",
    "a $ b",
]


def answered(text):
    return Dialect(whole=True).expression(text).try_evaluate({}, Meter())


@pytest.mark.parametrize(("text", "shown"), [
    tuple(line.strip(" ").split(" -> ")) for group in (OPERATORS, FORMS.replace('"A🐎\n" ', '"A🐎⏎"'))
    for line in group.strip().splitlines()
])  # fmt: skip
def test_an_expression_means_what_the_standard_says(text, shown):
    assert render(answered(text), inside=True).replace("\n", "⏎") == shown


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(FeelSyntaxError):
        Dialect(whole=True).expression(text)


@pytest.mark.parametrize(
    "text", ["a = = 1", "= = 1", "< = 1", "1,,2", "not(1", "-, 1", "1..2", "? = = 1", "(a = = 1)"]
)
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(FeelSyntaxError):
        parse_tests(text)


@pytest.mark.parametrize(
    ("text", "value", "answer"),
    [
        ("not(1), 2", 2, True),
        ("not(1, 2)", 3, True),
        ("? > 1 and ? < 3", 2, True),
        ("-", None, True),
        ("(<2)", 1, True),
    ],
)
def test_a_cell_tests_its_value(text, value, answer):
    assert parse_tests(text).matches(value, {}) is answer


@pytest.mark.parametrize(
    "text",
    [
        "concatenate(for i in 1..60000 return i, for i in 1..60000 return i)",
        'string join(for i in 1..20000 return "0123456789")',
        'replace(string join(for i in 1..2000 return "a"), "a", string join(for i in 1..100 return "b"))',
        'split(string join(for i in 1..100000 return "a"), "a")',
        "string(for i in 1..60000 return i)",
        "flatten(for i in 1..60 return [partial])",
    ],
)
def test_what_grows_too_large_is_stopped(text):
    expression, meter = Dialect(whole=True).expression(text), Meter(20_000_000)
    with pytest.raises(Exhausted):
        expression.try_evaluate({}, meter)


def test_a_cell_that_costs_too_much_does_not_match():
    assert not parse_tests("count(for i in 1..99999, j in 1..99 return ?) > 1").matches(1, {})


def test_functions_from_outside_are_refused_in_service_folders():
    with pytest.raises(FeelSyntaxError, match="refused"):
        Dialect().expression("function(a) external {java: {}}")
