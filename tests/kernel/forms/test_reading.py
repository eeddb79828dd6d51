from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.forms import FieldError, describe, read, take
from balai.kernel.forms.answers import plain_number
from tests.kernel.forms.sample import FACTS, FORM, LISTS, answers


def posted(**texts):
    """A form post: names with `__` for a dot and `_part` left as written."""
    return lambda name: [texts[name]] if isinstance(texts.get(name), str) else texts.get(name, [])


def one(path, text):
    reading = read(FORM, [path], lambda name: [text] if name == path else [])
    return reading.values[path] if path in reading.values else reading.errors[0].code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,1", "3.1"),
        ("3.1", "3.1"),
        ("3,10", "3.1"),
        (" 3,1 kg", "3.1"),
        ("3.250", "3.25"),
        ("3", "3"),
        ("-0", "0"),
        ("1.500,5", "1500.5"),
        ("1,500.5", "1500.5"),
        ("３,１", "3.1"),
        ("tiga", "not_a_number"),
        ("3,1,2", "not_a_number"),
        ("1e3", "not_a_number"),
        ("٣", "not_a_number"),
    ],
)
def test_decimals_as_people_write_them(text, value):
    assert one("anak.berat", text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp1.500.000", 1_500_000),
        ("rp 1 500 000", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("1.500.000,-", 1_500_000),
        ("50000000", 50_000_000),
        ("1.50", "not_rupiah"),
        ("banyak", "not_rupiah"),
    ],
)
def test_rupiah_as_people_write_them(text, value):
    assert one("usaha.modal", text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("2", 2), (" 02 ", 2), ("2,0", 2), ("2,5", "not_whole"), ("dua", "not_a_number")]
)
def test_whole_numbers(text, value):
    assert one("anak.urutan", text) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-13",
        "13/7/2026",
        "13-07-2026",
        "13.7.2026",
        "13 7 2026",
        "13 Juli 2026",
        "13 jul 2026",
        " 13  July 2026",
    ],
)
def test_dates_as_people_write_them(text):
    assert one("anak.lahir", text) == "2026-07-13"


@pytest.mark.parametrize(
    "text", ["31/2/2026", "13/7/26", "7/13/2026", "besok", "2026-02-30", "0/1/2026", "13 Jula 2026"]
)
def test_what_is_no_real_day_cannot_be_read(text):
    assert one("anak.lahir", text) == "not_a_date"


@pytest.mark.parametrize("month", ["7", "07", "Juli", "jul.", "JULY"])
def test_a_date_may_come_in_three_parts(month):
    raw = posted(**{"anak.lahir-day": "13", "anak.lahir-month": month, "anak.lahir-year": "2026"})
    assert read(FORM, ["anak.lahir"], raw).values == {"anak.lahir": "2026-07-13"}


def test_a_date_with_a_part_missing_says_which():
    raw = posted(**{"anak.lahir-day": "13", "anak.lahir-month": "", "anak.lahir-year": " "})
    reading = read(FORM, ["anak.lahir"], raw)
    assert reading.errors == (FieldError("anak.lahir", "date_incomplete", {"parts": ["month", "year"]}),)
    assert reading.values == {}
    assert reading.typed["anak.lahir-day"] == ["13"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("05:40", "05:40"),
        ("5.40", "05:40"),
        ("0540", "05:40"),
        ("pukul 5:40", "05:40"),
        ("24:00", "not_a_time"),
        ("x", "not_a_time"),
    ],
)
def test_times_as_people_write_them(text, value):
    assert one("anak.pukul", text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("ya", True), ("Tidak", False), ("on", True), ("", None), ("x", "not_yes_or_no")]
)
def test_yes_and_no(text, value):
    assert one("ayah_dicatat", text) == value


def test_a_statement_not_ticked_is_not_answered():
    assert one("usaha.setuju", "tidak") is None
    assert one("usaha.setuju", "on") is True


def test_text_is_trimmed_and_kept_as_typed():
    reading = read(FORM, ["anak.nama"], posted(**{"anak.nama": "  Bintang \t Ma\u2019ruf\u200b\x00 "}))
    assert reading.values == {"anak.nama": "Bintang Ma'ruf"}
    assert reading.typed == {"anak.nama": ["  Bintang \t Ma\u2019ruf\u200b\x00 "]}


def test_nik_may_have_gaps():
    assert one("ibu.nik", "1971 0155-0595.0003") == "1971015505950003"


def test_choices_by_value_or_title():
    assert one("pelapor.hubungan", "ibu") == "ibu"
    assert one("pelapor.hubungan", "AYAH") == "ayah"
    assert one("pelapor.hubungan", "paman") == "not_a_choice"


def test_lists_and_documents_take_every_text():
    raw = posted(**{"usaha.hari": ["1", "Rabu", "", "1"], "surat.foto": ["a.jpg", "b.jpg"]})
    assert read(FORM, ["usaha.hari", "surat"], raw).values == {
        "usaha.hari": ["1", "3"],
        "surat.foto": ["a.jpg", "b.jpg"],
    }


def test_an_upload_of_which_nothing_was_posted_stays():
    assert read(FORM, ["surat.lahir"], posted()).values == {}
    assert read(FORM, ["surat.lahir"], posted(**{"surat.lahir": [""]})).values == {"surat.lahir": None}
    assert read(FORM, ["anak.nama"], posted()).values == {"anak.nama": None}


def test_taking_a_page_merges_reads_and_validates():
    raw = posted(**{"anak.jenis": "kembar", "anak.urutan": "9", "anak.berat": "tiga"})
    taken = take(FORM, answers(), FACTS, ["anak.jenis", "anak.urutan", "anak.berat"], raw, LISTS)
    assert [(error.path, error.code) for error in taken.errors] == [
        ("anak.urutan", "maximum"),
        ("anak.berat", "not_a_number"),
    ]
    assert taken.answers["anak"]["berat"] == "3.1"
    assert taken.answers["anak"]["jenis"] == "kembar"
    assert taken.typed["anak.berat"] == ["tiga"]


def test_rubbish_in_a_hidden_field_is_no_error():
    raw = posted(**{"anak.jenis": "tunggal", "anak.urutan": "x"})
    assert take(FORM, answers(), FACTS, ["anak.jenis", "anak.urutan"], raw).errors == ()


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["id", "en"]))
def test_a_described_date_reads_back(day, language):
    assert (
        one("anak.lahir", describe(FORM, "anak.lahir", day.isoformat(), language=language)) == day.isoformat()
    )


@given(st.times())
def test_a_described_time_reads_back(moment):
    text = moment.replace(microsecond=0, second=0).isoformat("minutes")
    assert one("anak.pukul", describe(FORM, "anak.pukul", text)) == text
    assert time.fromisoformat(text)


@given(st.decimals(Decimal("0.3"), Decimal(8), places=3))
def test_a_described_number_reads_back(number):
    value = plain_number(number)
    assert one("anak.berat", describe(FORM, "anak.berat", value)) == value


@given(st.integers(0, 2**53 - 1))
def test_described_rupiah_read_back(amount):
    assert one("usaha.modal", describe(FORM, "usaha.modal", amount)) == amount


@given(st.lists(st.text(), max_size=3), st.sampled_from(list(FORM.fields)))
def test_reading_never_raises(texts, path):
    reading = read(FORM, [path], lambda _: texts)
    assert set(reading.values) | {error.path for error in reading.errors} <= {path}
    assert not texts or reading.typed[path] == texts
