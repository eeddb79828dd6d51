from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.people import rules

START = datetime(2026, 3, 1, tzinfo=UTC)
END = datetime(2026, 7, 1, tzinfo=UTC)


@given(st.integers(-400, 400))
def test_a_period_holds_its_first_instant_and_not_its_end(days):
    at = START + timedelta(days=days)
    assert rules.in_force(START, END, at) == (START <= at < END)


def test_a_period_without_an_end_goes_on():
    assert rules.in_force(START, None, START + timedelta(days=36500))
    assert not rules.in_force(START, None, START - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("services", "service", "covered"),
    [
        (["*"], "izin-usaha", True),
        (["akta-kelahiran"], "akta-kelahiran", True),
        (["akta-kelahiran"], "akta", False),
        ([], "akta-kelahiran", False),
    ],
)
def test_a_mandate_covers_what_it_names(services, service, covered):
    assert rules.covers(services, service) is covered


@pytest.mark.parametrize(
    ("capacity", "printed"),
    [("definitif", "Kepala Dinas"), ("plt", "Plt. Kepala Dinas"), ("plh", "Plh. Kepala Dinas")],
)
def test_an_acting_holder_is_printed_as_such(capacity, printed):
    assert rules.titled(capacity, "Kepala Dinas") == printed


def test_a_citizen_has_no_post_to_print():
    assert rules.titled("", "") == ""


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("1971041203909901", True),
        ("1971045203909901", True),
        ("1971043203909901", False),
        ("1971047203909901", False),
        ("1971041213909901", False),
        ("1971041203900000", False),
        ("197104120390990", False),
        ("197104120390990a", False),
        ("١٩٧١٠٤١٢٠٣٩٠٩٩٠١", False),
    ],
)
def test_a_nik_has_a_date_in_its_middle(digits, valid):
    assert rules.is_nik(digits) is valid


def test_home_is_the_government_that_a_nik_names_most_closely():
    assert rules.home("1971041203909901", ["19", "19.71"]) == "19.71"
    assert rules.home("1901041203909901", ["19", "19.71"]) == "19"
    assert rules.home("3174041203909901", ["19", "19.71"]) is None


def test_names_differ_only_by_capitals_and_punctuation():
    assert rules.same_name("SARI  CONTOH, S.E.", "sari contoh s e")
    assert not rules.same_name("Sari Contoh", "Sari Teladan")


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("[::1]", False),
        ("localhost", False),
        ("192.168.1.20", False),
        ("0.0.0.0", True),  # noqa: S104 - the case
        ("::", True),
        ("8.8.8.8", True),
        ("balai.pangkalpinang.go.id", True),
        ("*", True),
        ("", True),
    ],
)
def test_what_others_can_reach_is_public(host, public):
    assert rules.is_public_host(host) is public
