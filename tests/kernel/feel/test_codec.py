import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.canonical import dumps
from balai.kernel.feel import DayTimeDuration, Range, YearMonthDuration, decode, encode, parse
from balai.kernel.feel.operators import equal

ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=7)), timezone(-timedelta(hours=9, minutes=30))])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    st.integers().map(Decimal),
    st.text(),
    st.dates(),
    st.times(timezones=ZONES),
    st.datetimes(timezones=ZONES),
    st.integers(-5000, 5000).map(YearMonthDuration),
    st.decimals(-(10**9), 10**9, places=3).map(DayTimeDuration),
    st.builds(Range, NUMBERS, NUMBERS, st.booleans(), st.booleans()),
)
KEYS = st.one_of(st.text(max_size=5), st.sampled_from(["$date", "$context", "$"]))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_what_is_encoded_comes_back_and_is_canonical_json(value):
    data = encode(value)
    assert equal(decode(json.loads(json.dumps(data))), value) is True
    assert dumps(data)


def test_the_forms_are_fixed():
    assert encode(Decimal("60.00")) == 60
    assert encode(Decimal("2.50")) == {"$decimal": "2.5"}
    assert encode(Decimal(2**53)) == {"$decimal": "9007199254740992"}
    assert encode(date(2026, 7, 1)) == {"$date": "2026-07-01"}
    assert encode(time(8, 5)) == {"$time": "08:05:00"}
    assert encode(datetime(2026, 7, 1, 8, tzinfo=UTC)) == {"$datetime": "2026-07-01T08:00:00Z"}
    assert encode(parse('duration("P1Y2M")').evaluate({})) == {"$duration": "P1Y2M"}
    assert encode({"$date": "x"}) == {"$context": {"$date": "x"}}


@pytest.mark.parametrize("value", [1.5, object(), Decimal("NaN"), parse("function(x) x").evaluate({})])
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [{"$date": "2026-02-30"}, {"$decimal": "x"}, {"$decimal": "NaN"}, {"$unknown": 1}, {"$date": 5}, 1.5],
)
def test_broken_json_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        decode(data)
