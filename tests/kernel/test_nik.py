from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.nik import agrees, mask, read

TODAY = date(2026, 11, 22)


def test_a_man_s_number_tells_birth_sex_and_first_region():
    reading = read("1971010203930004", TODAY)
    assert (reading.region, reading.birth_date, reading.sex) == ("197101", date(1993, 3, 2), "L")
    assert (reading.serial, reading.warnings) == ("0004", ())


def test_a_woman_s_day_of_birth_is_forty_more():
    reading = read("1971015505950003", TODAY)
    assert (reading.birth_date, reading.sex) == (date(1995, 5, 15), "P")


def test_the_century_is_the_latest_that_is_not_in_the_future():
    assert read("1971012211260001", TODAY).birth_date == date(2026, 11, 22)
    assert read("1971012311260001", TODAY).birth_date == date(1926, 11, 23)
    assert read("1971012902000001", TODAY).birth_date == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("nik", "warnings"),
    [
        ("197101020393000", ("length",)),
        ("", ("length",)),
        ("19710102039300A4", ("digits",)),
        ("١٩٧١٠١٠٢٠٣٩٣٠٠٠٤", ("digits",)),
        ("1971013102930004", ("birth_date",)),
        ("1971018003930004", ("birth_date",)),
        ("1971010203930000", ("serial",)),
        ("9101014002930000", ("birth_date", "serial")),
    ],
)
def test_what_looks_wrong_is_a_warning_and_nothing_is_refused(nik, warnings):
    assert read(nik, TODAY).warnings == warnings


def test_a_region_that_no_longer_exists_is_no_warning():
    assert read("9999990203930004", TODAY).warnings == ()


@given(st.dates(date(1927, 1, 1), TODAY), st.sampled_from(["L", "P"]), st.integers(1, 9999))
def test_a_number_made_from_a_birth_reads_back_as_that_birth(born, sex, serial):
    day = born.day + (40 if sex == "P" else 0)
    nik = f"197101{day:02d}{born:%m%y}{serial:04d}"
    reading = read(nik, TODAY)
    assert (reading.birth_date, reading.sex, reading.warnings) == (born, sex, ())
    assert agrees(nik, born, sex)
    assert agrees(nik, born)


def test_a_number_agrees_with_a_birth_of_any_century_but_not_with_another_day_or_sex():
    assert agrees("1971010203190004", date(1919, 3, 2))
    assert not agrees("1971010203190004", date(1919, 3, 3))
    assert not agrees("1971010203190004", date(1919, 3, 2), "P")
    assert not agrees("197101", date(1919, 3, 2))


def test_a_number_is_shown_masked():
    assert mask("1971010203930001") == "1971********0001"
    assert mask("12345") == "*****"
