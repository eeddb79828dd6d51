from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.calendar import BadLimit, Calendar, ClockStopped, Limit, Pause, before, count, due, used
from tests.kernel.calendar.vectors import calendar

OFFICES = [calendar(name) for name in ("wib", "wit", "cutoff", "six")]
BEGIN, END = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)

offices = st.sampled_from(OFFICES)
instants = st.integers(0, int((END - BEGIN).total_seconds())).map(
    lambda after: BEGIN + timedelta(seconds=after)
)
limits = st.builds(Limit, st.integers(1, 30), st.sampled_from(["working days", "days", "hours"]))
counts = st.integers(1, 30)


@st.composite
def stops(draw):
    start = draw(instants)
    return Pause(start, start + timedelta(minutes=draw(st.integers(0, 20_000))))


pauses = st.lists(stops(), max_size=4)


@given(offices, instants, limits, pauses, stops())
def test_a_pause_never_brings_a_deadline_nearer(office, start, limit, some, another):
    assert due(office, start, limit, [*some, another]).at >= due(office, start, limit, some).at


@given(offices, instants, limits, pauses)
def test_a_larger_limit_is_never_due_sooner(office, start, limit, some):
    larger = Limit(limit.count + 1, limit.unit)
    assert due(office, start, larger, some).at > due(office, start, limit, some).at


@given(offices, instants, instants, limits, pauses)
def test_what_starts_later_is_never_due_sooner(office, one, other, limit, some):
    first, second = sorted((one, other))
    assert due(office, first, limit, some).at <= due(office, second, limit, some).at


@given(offices, instants, counts, pauses)
def test_a_working_day_is_due_on_a_working_day_at_its_end(office, start, number, some):
    deadline = due(office, start, Limit(number, "working days"), some)
    assert deadline.date.toordinal() in office.working
    assert deadline.at == office.begins(deadline.date.toordinal() + 1)
    assert deadline.at > start


@given(offices, instants, limits, pauses)
def test_when_a_limit_is_due_it_is_used_up_and_not_before(office, start, limit, some):
    deadline = due(office, start, limit, some)
    last, whole = deadline.at - timedelta(microseconds=1), limit.count
    if limit.unit == "hours":
        assert used(office, start, deadline.at, some, "hours") == whole
        assert used(office, start, last, some, "hours") == whole - 1
    else:
        assert used(office, start, last, some, limit.unit) == whole
        eve = office.begins(deadline.date.toordinal()) - timedelta(microseconds=1)
        assert used(office, start, eve, some, limit.unit) < whole


@given(offices, instants, counts, instants)
def test_the_clock_that_stops_for_good_is_due_before_the_stop_or_never(office, start, number, stop):
    free = due(office, start, Limit(number, "working days"))
    if stop >= free.at:
        assert due(office, start, Limit(number, "working days"), [Pause(stop)]) == free
    else:
        with pytest.raises(ClockStopped):
            due(office, start, Limit(number, "working days"), [Pause(stop)])


@given(offices, st.dates(date(2026, 1, 1), date(2027, 4, 1)), st.integers(0, 120), st.integers(0, 120))
def test_counting_is_additive(office, start, one, other):
    middle, end = start + timedelta(days=one), start + timedelta(days=one + other)
    for unit in ("days", "working days"):
        parts = count(office, start, middle, unit) + count(office, middle, end, unit)
        assert parts == count(office, start, end, unit)


@given(offices, instants, counts)
def test_the_last_working_day_of_a_limit_is_that_many_days_away(office, start, number):
    deadline = due(office, start, Limit(number, "working days"))
    received = date.fromordinal(office.received(start))
    assert count(office, received, deadline.date, "working days") == number


@given(
    offices, instants, counts, st.builds(Limit, counts, st.sampled_from(["working days", "days", "hours"]))
)
def test_a_warning_comes_before_the_deadline(office, start, number, warning):
    deadline = due(office, start, Limit(number + 20, "working days"))
    assert before(deadline, warning, office) < deadline.at


@given(offices)
def test_a_calendar_is_read_back_from_json_with_the_same_version(office):
    again = Calendar.from_json(office.to_json())
    assert again == office
    assert again.version == office.version
    assert hash(again) == hash(office)


def test_every_calendar_has_a_version_of_its_own():
    assert len({office.version for office in OFFICES}) == len(OFFICES)


@given(
    st.builds(
        Limit, st.integers(1, 99_999), st.sampled_from(["working days", "days", "hours", "months", "years"])
    )
)
def test_a_limit_written_is_read_back(limit):
    assert Limit.parse(str(limit)) == limit


@pytest.mark.parametrize(
    "text", ["", "3", "days", "0 days", "-1 days", "3 weeks", "3  days", "1.5 days", "3 Days"]
)
def test_what_is_no_limit_is_refused(text):
    with pytest.raises(BadLimit):
        Limit.parse(text)


@pytest.mark.parametrize("number", [0, -1])
def test_a_limit_counts_from_one(number):
    assert str(Limit(1, "days")) == "1 day"
    with pytest.raises(BadLimit, match=rf"counts from 1, not {number}"):
        Limit(number, "days")


@pytest.mark.parametrize(
    "changed", [{"zone": "Asia/Bangka"}, {"week": ()}, {"week": (0, 1)}, {"last": date(2024, 1, 1)}]
)
def test_parts_that_make_no_calendar_are_refused(changed):
    parts = {
        name: getattr(OFFICES[0], name) for name in ("zone", "week", "closed", "cutoff", "first", "last")
    }
    with pytest.raises(ValueError, match=r"zone|week|ends"):
        Calendar(**{**parts, **changed})


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due(OFFICES[0], datetime(2026, 7, 13, 9), Limit(1, "days"))  # noqa: DTZ001 - this is what is refused


def test_hours_do_not_lie_between_dates():
    with pytest.raises(ValueError, match="hours"):
        count(OFFICES[0], date(2026, 7, 13), date(2026, 7, 14), "hours")


@pytest.mark.parametrize(
    ("limit", "text"), [(Limit(1, "working days"), "1 working day"), (Limit(2, "months"), "2 months")]
)
def test_a_limit_of_one_is_written_in_the_singular(limit, text):
    assert str(limit) == text


def test_a_calendar_may_know_a_single_day():
    parts = {name: getattr(OFFICES[0], name) for name in ("zone", "week", "closed", "cutoff", "first")}
    assert Calendar(**parts, last=parts["first"]).working == (parts["first"].toordinal(),)
    assert len({hash(office) for office in OFFICES}) == len(OFFICES)


def test_what_is_used_is_counted_in_working_days_unless_said_otherwise():
    friday, tuesday = datetime(2026, 7, 17, 3, tzinfo=UTC), datetime(2026, 7, 21, 3, tzinfo=UTC)
    assert used(OFFICES[0], friday, tuesday) == used(OFFICES[0], friday, tuesday, unit="working days") == 2
    assert used(OFFICES[0], friday, tuesday, [Pause(tuesday - timedelta(days=1))]) == 0


def test_a_pause_whose_end_lay_ahead_was_still_open():
    begin, end = datetime(2026, 7, 13, 3, tzinfo=UTC), datetime(2026, 7, 16, 3, tzinfo=UTC)
    ahead = [Pause(datetime(2026, 7, 14, 3, tzinfo=UTC), end + timedelta(hours=2))]
    assert used(OFFICES[0], begin, end, ahead) == 0
    assert used(OFFICES[0], begin, end + timedelta(hours=2), ahead) == 1
    assert used(OFFICES[0], begin, end, ahead, "hours") == 24
