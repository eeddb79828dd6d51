import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.canonical import LARGEST_INTEGER
from balai.kernel.money import LARGEST_IN_WORDS, BadAmount, parse, render, terbilang


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("Rp1.500.000", 1_500_000),
        ("rp 1.500.000", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("1500000", 1_500_000),
        (" 5.000,- ", 5_000),
        ("IDR 750", 750),
        ("-Rp500", -500),
        ("Rp-500", -500),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed, amount):
    assert parse(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Rp",
        "1,500",
        "1,500,000",
        "1.50",
        "1.5000",
        "1.500,50",
        "15 00",
        "--5",
        "-Rp-5",
        "lima",
        "1e6",
        "١٢٣",
        "9007199254740992",
        "9" * 30,
    ],
)
def test_what_is_no_amount_of_whole_rupiah_is_refused(typed):
    with pytest.raises(BadAmount):
        parse(typed)


@given(st.integers(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_an_amount_written_is_read_back(amount):
    assert parse(render(amount)) == amount


def test_an_amount_is_written_with_dots():
    assert [render(0), render(950), render(1_500_000), render(-25_000)] == [
        "Rp0",
        "Rp950",
        "Rp1.500.000",
        "-Rp25.000",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_001_000, "satu juta seribu"),
        (1_500_000, "satu juta lima ratus ribu"),
        (2_000_000_019, "dua miliar sembilan belas"),
        (-7, "minus tujuh"),
    ],
)
def test_a_number_in_words(number, words):
    assert terbilang(number) == words


@given(st.integers(0, LARGEST_IN_WORDS), st.integers(0, LARGEST_IN_WORDS))
def test_different_numbers_have_different_words(one, other):
    assert (terbilang(one) == terbilang(other)) == (one == other)
    assert "  " not in terbilang(one)


def test_there_are_no_words_beyond_the_largest():
    with pytest.raises(ValueError, match="no words"):
        terbilang(LARGEST_IN_WORDS + 1)
