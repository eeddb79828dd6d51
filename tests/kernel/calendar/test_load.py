from datetime import date, time
from pathlib import Path

import pytest
from lokal.holidays import get_holidays

from balai.kernel.calendar import load
from balai.kernel.problem import Problem, Refused

ROOT = Path(__file__).parents[3]
SHARED = {str(path.relative_to(ROOT)): path.read_bytes() for path in ROOT.glob("reference/calendars/*.toml")}
NAMES = [Path(path).stem for path in SHARED if not path.endswith("hari-libur.toml")]

DAYS = """
[year.2026.public]
2026-08-17 = "Hari Kemerdekaan"
[year.2026.joint_leave]
2026-12-24 = "Cuti bersama"
"""
OFFICE = """
title = "Kantor"
zone = "Asia/Jakarta"
week = [1, 2, 3, 4, 5]
cutoff = 15:00:00
joint_leave = true
days = "libur"
[closed]
2026-03-02 = "Hari jadi"
"""


def read(office=OFFICE, days=DAYS):
    files = {"reference/calendars/kantor.toml": office, "reference/calendars/libur.toml": days}
    return load({path: text.encode() for path, text in files.items()}, "kantor")


@pytest.mark.parametrize("name", NAMES)
def test_each_calendar_of_the_library_loads(name):
    office = load(SHARED, name)
    assert (office.first, office.last) == (date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_closed_days_agree_with_the_decree_as_another_source_has_it(year):
    closed = {day.isoformat() for day in load(SHARED, "wib-5-hari").closed if day.year == year}
    assert closed == {holiday.date for holiday in get_holidays(year).holidays}


def test_an_office_that_works_through_joint_leave_is_open_then():
    strict, lenient = read(), read(OFFICE.replace("joint_leave = true", "joint_leave = false"))
    assert set(strict.closed) - set(lenient.closed) == {date(2026, 12, 24)}


def test_an_office_has_a_cut_off_hour_and_closed_days_of_its_own():
    office = read()
    assert office.cutoff == time(15)
    assert office.closed[date(2026, 3, 2)] == "Hari jadi"
    assert (office.first, office.last) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("office", "says"),
    [
        ("zone = ", "not TOML"),
        (OFFICE.replace("week = [1, 2, 3, 4, 5]\n", ""), "`week` is missing"),
        (OFFICE.replace("[closed]", "[close]"), "`close` means nothing"),
        (OFFICE.replace("15:00:00", '"15:00"'), "`cutoff` is not a time"),
        (OFFICE.replace("= true", '= "ya"'), "neither true nor false"),
        (OFFICE.replace("Asia/Jakarta", "WIB"), "unknown time zone"),
        (OFFICE.replace('"libur"', '"lain"'), "does not exist"),
        (OFFICE.replace("2026-03-02", "2026-02-30"), "day is out of range"),
        (OFFICE.replace("[1, 2, 3, 4, 5]", "[1, 8]"), "ISO weekdays"),
    ],
)
def test_a_broken_calendar_file_is_refused_with_what_is_wrong(office, says):
    with pytest.raises(Refused, match=says):
        read(office)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (DAYS.replace("2026-12-24", "2027-12-24"), "stands in the list of 2026"),
        (DAYS + DAYS.replace("2026", "2028"), "leave a gap"),
        ("", "year"),
    ],
)
def test_a_broken_list_of_closed_days_is_refused(days, says):
    with pytest.raises(Refused, match=says):
        read(days=days)


OWN = "reference/calendars/kantor.toml"
MENDED = "Write it without quotes, for example 15:00:00."
EVERY_FLAW = (
    OFFICE.replace("week = [1, 2, 3, 4, 5]\n", "").replace("15:00:00", '"15:00"').replace("= true", '= "ya"')
)


@pytest.mark.parametrize(
    ("office", "problems"),
    [
        (
            EVERY_FLAW + "[more]\n",
            [
                (OWN, 0, "cutoff", "`cutoff` is not a time.", MENDED),
                (OWN, 0, "joint-leave", "`joint_leave` is neither true nor false."),
                (OWN, 0, "missing-key", "`week` is missing."),
                (OWN, 0, "unknown-key", "`more` means nothing in a calendar."),
            ],
        ),
        (
            OFFICE.replace('"libur"', '"lain"'),
            [("reference/calendars/lain.toml", 0, "missing-file", "The calendar file does not exist.")],
        ),
        (
            OFFICE.replace("[1, 2, 3, 4, 5]", "[]"),
            [
                (
                    OWN, 0, "calendar",
                    "This is no calendar (reference/calendars/libur.toml): the working week lists ISO weekdays, 1 to 7, in order",
                )
            ],
        ),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_is_told_at_once_under_its_code(office, problems):
    with pytest.raises(Refused) as refused:
        read(office)
    assert list(refused.value.problems) == [Problem(*one) for one in problems]


def test_a_file_that_is_no_toml_is_named():
    with pytest.raises(Refused) as refused:
        read(days="2026")
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.code) == ("reference/calendars/libur.toml", 0, "toml")
