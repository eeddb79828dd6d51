import pytest

from balai.kernel.feel import FeelSyntaxError, parse, parse_tests


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1 +", 4),
        ("a b", 3),
        ('nama = "Siti', 8),
        ("if a then b", 12),
        ("count([1, 2)", 12),
        ("a = #", 5),
        ('@"bukan tanggal"', 1),
        ("{a: 1, a: 2}", 8),
        ("f(1, b: 2)", 11),
        ("for in [1] return 1", 5),
        ("", 1),
    ],
)
def test_a_syntax_error_says_its_column(text, column):
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert caught.value.column == column
    assert caught.value.message


@pytest.mark.parametrize("text", ["today()", "1 + count([now()])", 'date("2026-01-01") < today()'])
def test_the_clock_is_refused(text):
    with pytest.raises(FeelSyntaxError, match="cannot be replayed"):
        parse(text)


def test_names_are_the_longest_paths_of_the_facts_that_are_read():
    text = 'task.verifikasi.outcome = "setuju" and (for x in form.anak return x.nama + jalur)[1] = case.today'
    assert parse(text).names == {
        ("task", "verifikasi", "outcome"),
        ("form", "anak"),
        ("jalur",),
        ("case", "today"),
    }


def test_names_in_a_filter_may_be_keys_of_the_items():
    expression = parse("list.kbli[kode = form.usaha.kbli].risiko")
    assert expression.names == {("list", "kbli")}
    assert expression.fields == {("kode",), ("form", "usaha", "kbli")}


def test_variables_and_built_in_functions_are_no_facts():
    expression = parse("{a: 1, f: function(b) a + b, c: f(2), d: sum(for x in [1] return x)}")
    assert expression.names == frozenset()


def test_a_call_that_can_only_be_null_is_noted():
    assert parse('substring("abc")').faults == ("substring() does not take 1 arguments",)
    assert parse('substring(text: "abc", start position: 1)').faults
    assert not parse('substring(string: "abc", start position: 1)').faults


def test_a_key_or_a_property_may_be_a_word_of_the_language():
    facts = {"task": {"x": {"by": "a", "in": "b", "function": "c"}}}
    assert parse("task.x.by + task.x.in + task.x.function").evaluate(facts) == "abc"


def test_names_of_several_words_are_known_when_told():
    expression = parse("Full Name + Approved/Declined", ("Full Name", "Approved/Declined"))
    assert expression.evaluate({"Full Name": "a", "Approved/Declined": "b"}) == "ab"


@pytest.mark.parametrize(
    ("cell", "value", "answer"),
    [
        ("-", None, True),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', None, True),
        ("> 60", 60, False),
        ("[0..60]", 60, True),
        ("null", None, True),
        ("batas", 5, True),
        ("> batas", 6, True),
        ("? > 3 and ? < 6", 5, True),
        ("[1, 5]", 5, True),
        ("true", True, True),
        ("< 5, > 5", 5, False),
        ("not(5)", "x", False),
    ],
)
def test_a_cell_tests_a_value(cell, value, answer):
    assert parse_tests(cell).matches(value, {"batas": 5}) is answer


def test_parsing_the_same_text_again_costs_nothing():
    assert parse("a + 1") is parse("a + 1")
    assert parse_tests("> 1") is parse_tests("> 1")
