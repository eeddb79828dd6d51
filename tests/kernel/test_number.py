import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.number import ALPHABET, BadNumber, CaseNumber, check_character, read_code, write_code

numbers = st.builds(
    CaseNumber, st.sampled_from(["19", "1971", "1101"]), st.integers(2025, 2099), st.integers(1, 999_999_999)
)


def test_the_check_character_is_that_of_iso_7064():
    assert check_character("A12425GABC1234002") == "M"  # the Global Release Identifier in its handbook


def test_a_number_has_region_year_serial_and_check():
    text = str(CaseNumber("1971", 2026, 123))
    assert text[:-1] == "1971-2026-000123-"
    assert text[-1] == check_character("19712026000123")


@given(numbers)
def test_a_number_written_is_read_back_however_it_is_typed(number):
    text = str(number)
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", "/"), f"  {text} "):
        assert CaseNumber.parse(typed) == number
    assert CaseNumber.parse(text.replace("0", "o").replace("1", "l")) == number


@given(numbers.filter(lambda number: number.serial < 1_000_000))
def test_a_serial_of_six_digits_is_read_without_separators(number):
    assert CaseNumber.parse(str(number).replace("-", "")) == number


@given(numbers, st.data())
def test_one_wrong_digit_is_noticed(number, data):
    text = str(number)
    place = data.draw(st.sampled_from([at for at, sign in enumerate(text[:-2]) if sign.isdigit()]))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != text[place]))
    # A check that is 0, 1, I, L or O is also read as its look-alike, so leave those to the exact check.
    body = (text[:place] + wrong + text[place + 1 : -2]).replace("-", "")
    assert check_character(body) != text[-1]


@given(st.text(ALPHABET, min_size=2, max_size=20), st.data())
def test_two_swapped_neighbours_are_noticed(body, data):
    place = data.draw(st.integers(0, len(body) - 2))
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert (check_character(swapped) == check_character(body)) == (swapped == body)


@pytest.mark.parametrize(
    "typed", ["", "1971", "1971-2026-000123", "1971-2026-000123-?", "197-2026-000123-S", "-"]
)
def test_what_is_no_case_number_is_refused(typed):
    with pytest.raises(BadNumber):
        CaseNumber.parse(typed)


def test_a_wrong_check_character_is_refused():
    text = str(CaseNumber("1971", 2026, 123))
    wrong = [sign for sign in "2345678ABC" if sign != text[-1]]
    for sign in wrong:
        with pytest.raises(BadNumber):
            CaseNumber.parse(text[:-1] + sign)


@pytest.mark.parametrize(
    "parts", [("197", 2026, 1), ("1971", 26, 1), ("1971", 2026, 0), ("1971", 2026, 10**9)]
)
def test_parts_that_make_no_number_are_refused(parts):
    with pytest.raises(BadNumber):
        CaseNumber(*parts)


def test_a_lower_case_letter_has_no_check_character():
    with pytest.raises(BadNumber):
        check_character("a1")


@given(st.binary(min_size=10, max_size=10))
def test_a_code_written_is_read_back_however_it_is_typed(code):
    text = write_code(code)
    assert [len(group) for group in text.split("-")] == [4, 4, 4, 4]
    for typed in (text, text.lower(), text.replace("-", " "), text.replace("-", "")):
        assert read_code(typed) == code
    assert read_code(text.replace("0", "o").replace("1", "i")) == code
    assert read_code(text.replace("0", "O").replace("1", "l")) == code


def test_the_largest_and_smallest_codes():
    assert write_code(bytes(10)) == "0000-0000-0000-0000"
    assert write_code(b"\xff" * 10) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-000", "0000-0000-0000-00000", "UUUU-0000-0000-0000"])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(BadNumber):
        read_code(typed)


def test_a_code_of_another_length_is_not_written():
    with pytest.raises(BadNumber):
        write_code(bytes(9))
