import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.forms.source import DEEPEST, read_json
from balai.kernel.problem import Refused

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_reads_what_the_json_of_python_writes(value, indent, plain):
    text = json.dumps(value, indent=indent, ensure_ascii=plain)
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert read_json(text.encode(), "f").plain() == value


def test_a_member_knows_the_line_of_its_name():
    document = read_json(b'{\n "a":\n  1,\n "b": [\n  true,\n  null]\n}', "f")
    b = document.members()["b"]
    assert (document.members()["a"].line, b.line) == (2, 4)
    assert [entry.line for entry in b.entries()] == [5, 6]


def test_fractions_are_exact():
    assert read_json(b"[0.3, 3.10]", "f").plain() == [Decimal("0.3"), Decimal("3.10")]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{\n"a": 1,\n"a": 2}', 3, "stands twice"),
        ('{\n"a": 1,\n}', 3, "name in quotes"),
        ("[1,\n2,]", 2, "value is expected"),
        ('{"a" 1}', 1, "':' is expected"),
        ("[1 2]", 1, "',' or ']'"),
        ('{"a": tru}', 1, "not JSON"),
        ("[\n\n01]", 3, "not JSON"),
        ("[1e5]", 1, "not JSON"),
        ("[1]\n[2]", 1, "after the end"),
        ('{"a":\n', 2, "ends too early"),
        ("", 1, "ends too early"),
        ('["\\ud800"]', 1, "not a valid JSON string"),
        ('["\\x"]', 1, "not a valid JSON string"),
        ("[" * (DEEPEST + 1), 1, "levels deep"),
        ("[" + "9" * 41 + "]", 1, "40 characters"),
    ],
)
def test_refuses_with_line_and_reason(text, line, said):
    with pytest.raises(Refused) as refused:
        read_json(text.encode(), "form.json")
    (problem,) = refused.value.problems
    assert said in problem.what
    assert problem.line == line


def test_refuses_what_is_not_utf8():
    with pytest.raises(Refused) as refused:
        read_json(b'{\n"a": "\xff"}', "form.json")
    assert refused.value.problems[0].line == 2
