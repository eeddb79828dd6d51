"""Rules are explained in the words of their folder, in Indonesian and in English."""

from decimal import Decimal

import pytest

from balai.kernel.case.explaining import explain
from balai.kernel.decisions import Reason
from tests.kernel.definition.folders import BIRTH, LICENCE, service

FORM = {"usaha": {"modal": Decimal(2_000_000_000), "zona": "permukiman", "kbli": "56101", "pernyataan": None}}


def told(name, decision, facts, language="id"):
    loaded = service(name)
    return explain(loaded, loaded.rules.evaluate(decision, facts).reasons[-1], language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Jalur: Tepat waktu, karena “Hari sejak lahir” adalah 60 (0 sampai 60)."),
        ("en", "On time or late: On time, because “Days since birth” is 60 (0 to 60)."),
    ],
)
def test_a_row_is_explained_by_what_was_found_and_what_it_had_to_be(language, sentence):
    (only,) = told(BIRTH, "jalur", {"span": {"lapor": Decimal(60)}}, language)
    assert (only.row, only.sentence) == ("jalur_tepat", sentence)
    assert only.citations == ("UU 24/2013 pasal 27 ayat (1)",)
    assert [value for _, value in only.facts] == ["60"]


def test_amounts_and_bounds_are_written_as_the_form_writes_them():
    (only,) = told(LICENCE, "skala", {"form": FORM}, "en")
    assert only.sentence == (
        "Scale of the business by capital: Small, because “Capital (Rp)” is Rp2,000,000,000 "
        "(more than Rp1,000,000,000 and at most Rp5,000,000,000)."
    )


def test_a_row_of_several_columns_names_those_that_it_tests():
    loaded = service(LICENCE)
    inputs = {"Risiko": "tinggi", "Lingkungan dan tata ruang setuju": False, "Inspeksi memenuhi": True}
    reason = Reason("putusan", "terbit", ("putus_t_ya",), ("PP 28/2025 lampiran I",), inputs)
    (only,) = explain(loaded, reason)
    assert (
        only.sentence
        == "Boleh diterbitkan? Terbitkan, karena “Risiko” adalah Tinggi dan “Inspeksi memenuhi”: Ya."
    )
    assert len(only.facts) == 3


def test_each_row_that_collects_has_a_sentence_of_its_own():
    facts = {"form": {"dokumen": {}, "ayah_dicatat": False}, "register": {"ibu": {}}}
    first, second = told(BIRTH, "kekurangan", facts)
    assert (first.row, second.row) == ("kurang_bukti_lahir", "atau_sptjm_kelahiran")
    assert first.sentence != second.sentence
    assert first.sentence.endswith("karena “Bukti kelahiran ada”: Tidak.")
    assert second.citations == ("Permendagri 108/2019 pasal 34",)


def test_an_empty_answer_says_that_no_row_fits():
    facts = {"form": {"dokumen": {"surat_lahir": "x"}, "ayah_dicatat": False}, "register": {"ibu": {}}}
    (only,) = told(BIRTH, "kekurangan", facts, "en")
    assert only.row == ""
    assert only.sentence.startswith(
        "Missing: nothing, because none of its rows fits this: “Proof of birth given”: Yes"
    )


def test_an_expression_is_explained_by_the_facts_that_it_reads():
    loaded = service(LICENCE)
    reason = Reason(
        "risiko_dasar",
        "rendah",
        (),
        ("PP 28/2025 lampiran I",),
        {"form.usaha.kbli": "56101", "skala": "kecil"},
    )
    (only,) = explain(loaded, reason, "en")
    assert only.sentence.startswith("Risk by the KBLI list")
    assert "“Scale of the business by capital” is Small" in only.sentence
    assert only.citations == ("PP 28/2025 lampiran I",)


def test_what_is_missing_is_said_not_to_be_known():
    (only,) = told(BIRTH, "dugaan_ganda", {"form": {}, "task": {}}, "id")
    assert "belum diketahui" in only.sentence


def test_a_rule_that_failed_or_is_no_longer_there_is_not_explained():
    loaded = service(BIRTH)
    assert explain(loaded, Reason("jalur", None, (), (), {}, "more than one row matches")) == ()
    assert explain(loaded, Reason("dulu_ada", 1, ("x",), (), {})) == ()


def test_the_column_that_an_answer_is_taken_from_is_told_too():
    inputs = {"Zona": "usaha", "Risiko dasar": "tinggi"}
    reason = Reason("risiko", "tinggi", ("zona_usaha",), ("PP 28/2025 lampiran I",), inputs)
    (only,) = explain(service(LICENCE), reason)
    assert only.sentence.endswith(
        "karena “Zona” adalah Perdagangan atau industri dan “Risiko dasar” adalah Tinggi."
    )
