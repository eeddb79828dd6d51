import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.canonical import LARGEST_INTEGER, NotCanonical, digest, dumps

values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_sorting_example_of_rfc_8785():
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(dumps(dict.fromkeys(keys)))) == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_the_string_example_of_rfc_8785():
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert dumps(text) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


def test_nothing_is_written_that_need_not_be():
    assert dumps({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


@given(values)
def test_a_value_is_read_back_the_same(value):
    assert json.loads(dumps(value)) == value


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2, max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    backwards = dict(reversed(value.items()))
    assert dumps(backwards) == dumps(value)
    assert digest(backwards) == digest(value)


@pytest.mark.parametrize(
    "value", [1.5, LARGEST_INTEGER + 1, {1: "a"}, [b"bytes"], {"a": {1, 2}}, float("nan")]
)
def test_what_could_lose_something_is_refused(value):
    with pytest.raises(NotCanonical):
        dumps(value)


def test_a_digest_is_the_sha_256_of_the_bytes():
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
