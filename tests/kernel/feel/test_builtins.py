"""Every built-in function of the standard (DMN 1.5 clause 10.3.4), by examples."""

from datetime import UTC, datetime

import pytest

from balai.kernel.feel import Meter, render
from balai.kernel.feel.builtins import BUILTINS
from balai.kernel.feel.expression import Dialect

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
CONVERSIONS = """
date("2026-07-01") -> 2026-07-01
date("-99999-12-31") -> -99999-12-31
date("026-07-01") -> null
date(@"2026-07-01T10:00:00Z") -> 2026-07-01
date(@"99999-07-01T10:00:00Z") -> 99999-07-01
date(2026, 7, 1) -> 2026-07-01
date(2026, 7.5, 1) -> null
date(1000000000, 1, 1) -> null
date(1) -> null
time("T23:59:00Z") -> 23:59:00Z
time("23:59:00.987654321") -> 23:59:00.987654321
time(@"2026-07-01T10:00:00+07:00") -> 10:00:00+07:00
time(@"2026-07-01") -> 00:00:00Z
time(10, 20, 30.5, @"-PT1H") -> 10:20:30.5-01:00
time(10, 20, 30) -> 10:20:30
time(10, 20, 30, @"PT19H") -> null
time(1) -> null
date and time("2026-07-01") -> 2026-07-01T00:00:00
date and time(@"2026-07-01") -> 2026-07-01T00:00:00Z
date and time(@"2026-07-01T10:00:00") -> 2026-07-01T10:00:00
date and time(@"2026-07-01T10:00:00", @"08:00:00@Asia/Jakarta") -> 2026-07-01T08:00:00@Asia/Jakarta
date and time("2026-07-01T08:00:00@Mars/Base") -> null
date and time(1) -> null
duration("P1Y2M") -> P1Y2M
duration("-P1DT2H3M4.5S") -> -P1DT2H3M4.5S
duration("P1Y2M3D") -> null
duration("P") -> null
years and months duration(@"2011-12-22", @"2013-08-24") -> P1Y8M
years and months duration(@"2013-08-24", @"2011-12-22") -> -P1Y8M
years and months duration(@"2026-01-31T10:00:00", @"2026-03-31T09:00:00") -> P1M
years and months duration(@"-0001-01-01", @"99999-01-01") -> P100000Y
number("1 000,5", " ", ",") -> 1000.5
number("1.5", null, ".") -> 1.5
number("1.5", ".", ",") -> 15
number("1.5", null, ",") -> null
number("1,5", ",", ",") -> null
number("x") -> null
number(5) -> 5
string(null) -> null
string(@"P0D") -> "PT0S"
string([1, "a", {b c: null}]) -> "[1, \\"a\\", {b c: null}]"
string([1..2)) -> "[1..2)"
range("[18..21)") -> [18..21)
range("]\\"a\\"..\\"c\\"]") -> ("a".."c"]
range("[date(\\"2026-01-01\\")..@\\"2026-01-02\\"]") -> [2026-01-01..2026-01-02]
range("[2..1]") -> null
range("[null..null]") -> null
range("[1..f(2)]") -> null
range("[1..") -> null
range("1") -> null
"""
TRUTH = """
not(true) -> false
not(1) -> null
all([true, false]) -> false
all([]) -> true
all(null) -> null
all() -> null
all(true, null) -> null
any([false, true]) -> true
any([]) -> false
any([false, 1]) -> null
is(@"10:00:00Z", @"10:00:00+00:00") -> true
is(@"10:00:00Z", @"10:00:00") -> false
is(1, "1") -> false
is(value1: 1) -> false
"""
TEXTS = """
substring("foobar", 3) -> "obar"
substring("foobar", -2, 1) -> "a"
substring("foobar", 0) -> null
substring("foobar", 3, 0) -> null
string length("a\\U01F40E") -> 2
upper case("aBc4") -> "ABC4"
lower case("aBc4") -> "abc4"
substring before("foobar", "bar") -> "foo"
substring before("foobar", "x") -> ""
substring after("foobar", "ob") -> "ar"
substring after("foobar", "x") -> ""
contains("foobar", "of") -> false
starts with("foobar", "fo") -> true
ends with("foobar", "r") -> true
matches("foobar", "^fo*b") -> true
matches("a\\nb", "a.b", "s") -> true
matches("a", "[") -> null
replace("banana", "a", "o") -> "bonono"
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") -> "[1=ab][2=]cd"
replace("a", "a", "$") -> null
replace("a", "x*", "b") -> null
replace("a", "a", "\\\\$") -> "$"
split("John Doe", "\\s") -> ["John", "Doe"]
split("a", "x*") -> null
string join(["a", null, "c"], "-") -> "a-c"
string join(["a", 1]) -> null
"""
LISTS = """
list contains([1, null], null) -> true
count([1, [2]]) -> 2
min("b", "a") -> "a"
min([]) -> null
min([1, "a"]) -> null
min({}) -> null
max([@"P1D", @"PT25H"]) -> P1DT1H
sum([1, 2]) -> 3
sum([@"P1D", @"PT1H"]) -> P1DT1H
sum(["a"]) -> null
sum([]) -> null
mean(1, 2) -> 1.5
mean(["a"]) -> null
median([8, 2, 5, 3]) -> 4
median(8, 2, 5) -> 5
median([]) -> null
mode(6, 3, 9, 6, 3) -> [3, 6]
mode([]) -> []
mode(["a"]) -> null
stddev(2, 4, 7, 5) -> 2.081665999466132735282297706979931
stddev([47]) -> null
product([2, 3]) -> 6
product([]) -> null
append([1], 2, [3]) -> [1, 2, [3]]
concatenate([1], [2, 3]) -> [1, 2, 3]
insert before([1, 3], 2, 2) -> [1, 2, 3]
insert before([1], 3, 2) -> null
remove([1, 2], -1) -> [1]
remove([1], 2) -> null
reverse([1, 2]) -> [2, 1]
index of([1, 2, 1], 1) -> [1, 3]
union([1, 2], [2, 3]) -> [1, 2, 3]
distinct values([1, 1.0, [1], [1]]) -> [1, [1]]
flatten([[1], [[2]], 3]) -> [1, 2, 3]
sublist([4, 5, 6], -2, 1) -> [5]
sublist([4, 5], 3) -> null
sublist([4, 5], 1, 3) -> null
list replace([2, 4], 2, 6) -> [2, 6]
list replace([2, 4], 3, 6) -> null
list replace([2, 4], function(item, new) item < new, 3) -> [3, 4]
list replace([2, 4], function(item, new) "x", 3) -> null
list replace([2, 4], function(item) true, 3) -> null
sort([3, 1, 2]) -> [1, 2, 3]
sort([3, 1, 2], function(a, b) a > b) -> [3, 2, 1]
sort([1, "a"]) -> null
sort([1], function(a) true) -> null
"""
NUMBERS = """
decimal(2.5, 0) -> 2
decimal(1, 7000) -> null
floor(-1.5) -> -2
floor(1.56, 1) -> 1.5
floor(1.5, null) -> null
ceiling(-1.5) -> -1
ceiling(1.51, 1) -> 1.6
round up(5.1) -> 6
round down(-5.9) -> -5
round down(5.5, 6176) -> 5.5
round half up(-2.5, 0) -> -3
round half down(5.5, 0) -> 5
round up(1234, -2) -> 1300
abs(-10) -> 10
abs(@"-PT5H") -> PT5H
abs(@"-P1Y") -> P1Y
abs("a") -> null
modulo(-12, 5) -> 3
modulo(12, -5) -> -3
modulo(1, 0) -> null
sqrt(16) -> 4
sqrt(-1) -> null
log(1) -> 0
log(0) -> null
exp(0) -> 1
odd(5) -> true
even(-2) -> true
even(0.5) -> false
"""
TIME = """
now() -> 2026-11-22T08:30:00Z
today() -> 2026-11-22
day of year(@"2019-09-17") -> 260
day of year(@"10000-12-31T00:00:00") -> 366
day of week(@"2019-09-17") -> "Tuesday"
day of week(@"10000-01-01") -> "Saturday"
month of year(@"2019-09-17") -> "September"
week of year(@"2003-12-29") -> 1
@"2026-07-01".weekday -> 3
@"-2026-07-01".year -> -2026
@"2026-07-01".hour -> 0
@"2026-07-01".colour -> null
@"10:30:11+11:00".minute -> 30
@"10:30:11+11:00".time offset -> PT11H
@"10:30:11".time offset -> null
@"10:30:11@Asia/Jakarta".timezone -> "Asia/Jakarta"
@"10:30:11".day -> null
@"-P1Y2M".months -> -2
@"P1Y2M".days -> null
@"-P1DT2H".hours -> -2
@"P1D".seconds -> 0
@"P1D".years -> null
"""
CONTEXTS = """
get value({a: 1}, "a") -> 1
get value({a: 1}, "b") -> null
get value({a: {b: 1}}, ["a", "b"]) -> 1
get value({a: {b: 1}}, ["a", 1]) -> null
get entries({a: 1}) -> [{key: "a", value: 1}]
context([{key: "a", value: 1}]) -> {a: 1}
context([{key: "a"}]) -> null
context([{key: "a", value: 1}, {key: "a", value: 2}]) -> null
context([{key: 1, value: 1}]) -> null
context put({x: 1}, "y", 2) -> {x: 1, y: 2}
context put({x: {y: 1}}, ["x", "y"], 2) -> {x: {y: 2}}
context put({x: 1}, ["x", "y"], 2) -> null
context put({x: 1}, [], 2) -> null
context merge([{x: 1}, {x: 2, y: 3}]) -> {x: 2, y: 3}
context merge([{x: 1}, 1]) -> null
"""
RANGES = """
before(1, 10) -> true
before([1..5], [5..6]) -> false
before([1..5), 5) -> true
before(point: 1, range: (1..2]) -> true
before(1, "a") -> null
after([5..6], [1..5)) -> true
after(point1: 1, point2: 2) -> false
meets([1..5], [5..6]) -> true
meets([1..5), [5..6]) -> false
met by([5..6], [1..5]) -> true
overlaps([1..5], [3..6]) -> true
overlaps([1..5), [5..6]) -> false
overlaps before([1..5], [3..8]) -> true
overlaps before([1..5], (1..5]) -> true
overlaps before([1..5], [1..5]) -> false
overlaps after([3..8], [1..5]) -> true
overlaps after((1..5], [1..5]) -> true
overlaps after([1..5], [1..5)) -> false
finishes(10, [1..10]) -> true
finishes([5..10], [1..10]) -> true
finishes([5..10), [1..10]) -> false
finished by([1..10], 10) -> true
includes([1..10], 1) -> true
includes([1..10], [1..10)) -> true
includes((1..10], [1..10]) -> false
during(5, [1..10]) -> true
starts(1, [1..10]) -> true
starts([1..5], [1..10]) -> true
starts((1..5], [1..10]) -> false
started by([1..10], [1..5]) -> true
coincides([1..5], [1..5]) -> true
coincides(5, 6) -> false
"""
EXAMPLES = [
    tuple(line.split(" -> "))
    for group in (CONVERSIONS, TRUTH, TEXTS, LISTS, NUMBERS, TIME, CONTEXTS, RANGES)
    for line in group.strip().splitlines()
]


@pytest.mark.parametrize(("text", "shown"), EXAMPLES)
def test_a_function_does_what_the_standard_says(text, shown):
    value = Dialect(whole=True).expression(text).try_evaluate({}, Meter(now=NOW))
    assert render(value, inside=True) == shown


def test_every_function_has_an_example():
    texts = " ".join(text for text, _ in EXAMPLES)
    assert [name for name in BUILTINS if f"{name}(" not in texts] == []


@pytest.mark.parametrize("name", ["now", "today"])
def test_a_rule_without_a_clock_has_no_time(name):
    assert Dialect(whole=True).expression(f"{name}()").evaluate({}) is None
