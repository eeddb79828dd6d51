"""Facts as people read them: codes by their titles, dates in words, reasons by their sentences, in two languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from balai.kernel.case.wording import answer_of, fill, in_words, plain
from tests.kernel.definition.folders import service

BIRTH = service()
REFUSED = {"outcome": "tolak", "reason": "ganda"}
FACTS = {
    "form": {"anak": {"nama": "Contoh", "tanggal_lahir": date(2026, 7, 1)}, "pelapor": {}},
    "task": {"verifikasi": REFUSED, "lain": {"outcome": "x", "reason": "y"}},
    "case": {"reason": BIRTH.tasks["verifikasi"].outcomes["tolak"].reasons["ganda"].title},
    "jalur": "terlambat",
    "dokumen": ["anak.nama", "anak.tanggal_lahir"],
}


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (None, "", ""),
        (True, "Ya", "Yes"),
        (False, "Tidak", "No"),
        (date(2026, 8, 17), "17 Agustus 2026", "17 August 2026"),
        (datetime(2026, 8, 17, 9, 5, tzinfo=UTC), "17 Agustus 2026 09.05", "17 August 2026 09.05"),
        (Decimal("1.50"), "1,5", "1.5"),
        (["a", Decimal(2)], "a, 2", "a, 2"),
        (7, "7", "7"),
    ],
)
def test_a_value_is_written_as_each_language_writes_it(value, indonesian, english):
    assert (plain(value), plain(value, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("path", "indonesian", "english"),
    [
        ("form.anak.nama", "Contoh", "Contoh"),
        ("form.anak.tanggal_lahir", "1 Juli 2026", "1 July 2026"),
        ("form.anak.pukul", "", ""),
        ("form.anak.nama.lagi", "", ""),
        ("task.lain.outcome", "x", "x"),
        ("task.lain.reason", "y", "y"),
        ("jalur", BIRTH.texts["id"].values.get("jalur.terlambat", "terlambat"), "Late"),
    ],
)
def test_a_fact_is_told_in_words(path, indonesian, english):
    assert (in_words(BIRTH, FACTS, path), in_words(BIRTH, FACTS, path, "en")) == (indonesian, english)


def test_the_outcome_and_reason_of_a_task_are_told_by_their_titles():
    refused = BIRTH.tasks["verifikasi"].outcomes["tolak"]
    assert in_words(BIRTH, FACTS, "task.verifikasi.outcome", "xx") == refused.title
    assert in_words(BIRTH, FACTS, "task.verifikasi.reason", "xx") == refused.reasons["ganda"].title
    words = BIRTH.texts["en"]
    assert in_words(BIRTH, FACTS, "task.verifikasi.outcome", "en") == words.outcomes["verifikasi.tolak"]
    assert in_words(BIRTH, FACTS, "task.verifikasi.reason", "en") == words.reasons["verifikasi.tolak.ganda"]
    nameless = {"task": {"verifikasi": {"outcome": "tolak", "reason": "tiada"}}}
    assert in_words(BIRTH, nameless, "task.verifikasi.reason") == "tiada"


def test_the_reason_of_a_refusal_is_found_by_its_title_in_another_language():
    assert in_words(BIRTH, FACTS, "case.reason", "en") == BIRTH.texts["en"].reasons["verifikasi.tolak.ganda"]
    assert in_words(BIRTH, {"case": {"reason": "Sebab lain"}}, "case.reason", "en") == "Sebab lain"


def test_paths_of_fields_are_told_by_the_titles_of_their_questions():
    fields = BIRTH.form.fields
    titles = f"{fields['anak.nama'].title}, {fields['anak.tanggal_lahir'].title}"
    assert in_words(BIRTH, FACTS, "dokumen", "xx") == titles
    assert in_words(BIRTH, FACTS, "dokumen", "en") != titles


def test_a_text_is_filled_and_what_is_unknown_leaves_nothing():
    assert fill(BIRTH, FACTS, "Anak {form.anak.nama}{tiada.sama.sekali}.") == "Anak Contoh."


def test_a_fact_is_the_answer_it_came_from():
    given = [Decimal("2.0"), Decimal("2.5"), date(2026, 7, 1), time(9, 30), "a"]
    assert answer_of(given) == [2, "2.5", "2026-07-01", "09:30", "a"]
