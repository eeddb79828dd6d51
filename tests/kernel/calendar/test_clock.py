from datetime import UTC, date, datetime, timedelta

import pytest

from balai.kernel.calendar import ClockStopped, Due, Limit, OutsideCalendar, before, count, due, recount, used
from tests.kernel.calendar.vectors import TABLE, calendar, pauses


def each(table):
    return pytest.mark.parametrize("vector", TABLE[table], ids=lambda vector: vector["title"])


def arguments(vector):
    return calendar(vector["calendar"]), vector["start"], Limit.parse(vector["limit"]), pauses(vector)


@each("due")
def test_a_limit_is_due_as_the_vector_says(vector):
    if "outside" in vector:
        with pytest.raises(OutsideCalendar) as outside:
            due(*arguments(vector))
        assert outside.value.date == vector["outside"]
        assert str(outside.value) == f"the calendar does not cover {vector['outside']}"
    elif "stopped" in vector:
        with pytest.raises(ClockStopped) as stopped:
            due(*arguments(vector))
        assert stopped.value.since == vector["stopped"]
    else:
        zone = calendar(vector["calendar"]).zone
        assert due(*arguments(vector)) == Due(vector["date"], zone, vector["at"])


@each("recount")
def test_what_is_learned_later_moves_only_what_lies_ahead(vector):
    was, start, limit, stops = arguments(vector)
    changed = calendar(vector["changed"])
    known = recount(due(was, start, limit, stops), vector["known"], changed, start, limit, stops)
    assert (known.date, known.at) == (vector["date"], vector["at"])


@each("used")
def test_of_a_limit_so_much_is_used(vector):
    spent = used(calendar(vector["calendar"]), vector["start"], vector["end"], pauses(vector), vector["unit"])
    assert spent == vector["is"]


@each("count")
def test_between_two_dates_lie_so_many(vector):
    asked = (calendar("wib"), vector["from"], vector["to"], vector["unit"])
    if "outside" in vector:
        with pytest.raises(OutsideCalendar) as outside:
            count(*asked)
        assert outside.value.date == vector["outside"]
    else:
        assert count(*asked) == vector["is"]


@each("before")
def test_a_warning_comes_so_long_before(vector):
    office = calendar("wib")
    deadline = Due(vector["due"], office.zone, office.begins(vector["due"].toordinal() + 1))
    assert before(deadline, Limit.parse(vector["limit"]), office) == vector["at"]
    assert deadline.at - vector["at"] > timedelta()


def test_a_warning_ahead_of_all_working_days_that_are_known_is_refused():
    office = calendar("wib")
    deadline = Due(date(2025, 1, 3), office.zone, office.begins(date(2025, 1, 4).toordinal()))
    assert before(deadline, Limit(3, "working days"), office) == datetime(2024, 12, 31, 17, tzinfo=UTC)
    with pytest.raises(OutsideCalendar) as outside:
        before(deadline, Limit(4, "working days"), office)
    assert outside.value.date == date(2024, 12, 31)


def test_a_limit_that_ends_after_the_last_date_there_is_is_refused():
    start = datetime(2026, 7, 13, 9, tzinfo=UTC)
    assert due(calendar("wib"), start, Limit(7973, "years")).date == date(9999, 7, 13)
    with pytest.raises(ValueError, match="no date 95688 months from 2026-07-13"):
        due(calendar("wib"), start, Limit(7974, "years"))
