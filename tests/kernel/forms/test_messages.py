from decimal import Decimal

import pytest

from balai.kernel.forms import FieldError, message
from balai.kernel.forms.messages import ENGLISH, INDONESIAN
from balai.kernel.forms.validation import CODES, WRONG_KIND
from tests.kernel.forms.sample import FORM


def said(path, code, texts=None, language="id", **details):
    return message(FieldError(path, code, details), FORM.fields.get(path), texts, language)


@pytest.mark.parametrize(
    ("path", "code", "details", "sentence"),
    [
        ("anak.nama", "required", {}, "Isi nama lengkap anak."),
        ("anak.jenis", "required", {}, "Pilih jenis kelahiran."),
        ("pelapor.hubungan", "required", {}, 'Jawab pertanyaan "Apa hubungan Anda dengan anak?".'),
        ("ayah_dicatat", "required", {}, 'Jawab "Apakah ayah ikut dicatat?" dengan ya atau tidak.'),
        ("surat.lahir", "required", {}, "Unggah surat lahir."),
        ("ibu.nik", "required", {}, "Isi NIK ibu."),
        ("usaha.setuju", "not_true", {}, 'Centang "Usaha saya memenuhi standar" untuk melanjutkan.'),
        ("anak.nama", "too_short", {"limit": 3}, "Tulis nama lengkap anak sedikitnya 3 karakter."),
        ("anak.berat", "maximum", {"limit": Decimal(8), "unit": "kg"}, "Isi berat dengan 8 kg atau kurang."),
        (
            "anak.berat",
            "minimum",
            {"limit": Decimal("0.3"), "unit": "kg"},
            "Isi berat dengan 0,3 kg atau lebih.",
        ),
        ("usaha.modal", "maximum", {"limit": 10**10}, "Isi modal dengan Rp10.000.000.000 atau kurang."),
        ("anak.lahir", "not_a_date", {}, "Tanggal harus nyata, misalnya 13 7 2026: periksa tanggal lahir."),
        (
            "anak.lahir",
            "date_incomplete",
            {"parts": ["month", "year"]},
            "Lengkapi tanggal lahir: isi bulan dan tahun.",
        ),
        ("lain.x", "unknown", {}, "Hapus lain.x; formulir ini tidak menanyakannya."),
    ],
)
def test_a_message_says_what_to_do(path, code, details, sentence):
    assert said(path, code, **details) == sentence


def test_the_words_of_the_folder_come_first():
    texts = {"anak.nama": {"missing": "Tulis nama.", "wrong": "Dua kata."}}
    assert said("anak.nama", "required", texts) == "Tulis nama."
    assert said("anak.nama", "pattern", texts) == "Dua kata."
    assert (
        said("anak.nama", "too_long", texts, limit=20)
        == "Persingkat nama lengkap anak menjadi paling banyak 20 karakter."
    )


def test_english_uses_translated_titles():
    texts = {
        "anak.nama": {"title": "Child's full name"},
        "ibu.nik": {"title": "NIK"},
        "ibu": {"title": "Mother"},
    }
    assert said("anak.nama", "required", texts, "en") == "Enter child's full name."
    assert said("ibu.nik", "required", texts, "en") == "Enter NIK (mother)."
    assert (
        said("anak.berat", "minimum", {}, "en", limit=Decimal("0.3"), unit="kg")
        == "Enter 0.3 kg or more for berat."
    )


def test_both_languages_know_every_code():
    assert INDONESIAN.keys() == ENGLISH.keys()
    assert {*CODES.values(), *WRONG_KIND.values()} <= INDONESIAN.keys()


@pytest.mark.parametrize("code", sorted({code.split(".")[0] for code in INDONESIAN}))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_message_is_one_whole_sentence(code, language):
    for path in FORM.fields:
        sentence = said(path, code, None, language, limit=3, parts=["day"])
        assert sentence.endswith(".")
        assert "{" not in sentence
