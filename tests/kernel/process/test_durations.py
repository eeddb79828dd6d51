from datetime import UTC, datetime

import pytest

from balai.kernel.process.durations import add_months, parse_duration, parse_instant

DAY = 86400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1D", (0, DAY)),
        ("P2W", (0, 14 * DAY)),
        ("PT30M", (0, 1800)),
        ("P1Y2M3DT4H5M6S", (14, 3 * DAY + 4 * 3600 + 5 * 60 + 6)),
    ],
)
def test_a_duration_is_months_and_seconds(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "P1", "1D", "-P1D", "P1DT", "P1.5D", "p1d", "P1D ", "R/P1D"])
def test_what_is_no_duration_is_none(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize("text", ["", "besok", "2026-07-01", "2026-07-01T00:00:00", "2026-02-30T00:00:00Z"])
def test_an_instant_needs_its_offset(text):
    assert parse_instant(text) is None


def test_an_instant_keeps_its_offset():
    assert parse_instant("2026-07-01T07:00:00+07:00") == datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, (2026, 1, 31)), (1, (2026, 2, 28)), (12, (2027, 1, 31)), (25, (2028, 2, 29)), (11, (2026, 12, 31))],
)
def test_months_end_on_the_last_day_when_the_day_is_missing(months, expected):
    assert add_months(datetime(2026, 1, 31, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)
