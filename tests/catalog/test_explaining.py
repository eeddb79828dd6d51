import pytest
from django.utils import translation

from balai.catalog.explaining import Explainer
from balai.kernel import feel

BIRTH, LICENCE = "akta-kelahiran", "izin-usaha"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("form.dokumen.surat_lahir = null", ["Surat keterangan lahir: tidak ada"]),
        ("null != form.dokumen.surat_lahir", ["Surat keterangan lahir: ada"]),
        ("form.anak.berat_kg = null", ["Berat lahir: tidak diisi"]),
        ('form.anak.jenis_kelahiran != "tunggal"', ["Jenis kelahiran: bukan Tunggal"]),
        ("form.anak.berat_kg >= 2.5", ["Berat lahir: paling sedikit 2,5 kg"]),
        ("not(form.anak.berat_kg < 2.5)", ["Berat lahir: paling sedikit 2,5 kg"]),
        ("register.ibu.marriage_registered != true", ["Perkawinan tercatat di data kependudukan: Tidak"]),
        ("form.ayah_dicatat and form.anak.pukul != null", ["Ayah dicatat: Ya", "Pukul: diisi"]),
        ('jalur = "terlambat"', ["Dilaporkan tepat waktu atau terlambat? Terlambat"]),
        ("not(form.ayah_dicatat or form.anak.pukul = null)", ["Ayah dicatat: Tidak dan Pukul: diisi"]),
    ],
)
def test_a_condition_is_said_in_words(words, expression, said):
    assert list(Explainer(words(BIRTH)).conditions(feel.parse(expression))) == said


def test_what_has_no_words_is_shown_as_it_was_written(words):
    text = "form.ayah_dicatat and count(register.ibu.children) > 3"
    assert Explainer(words(BIRTH)).conditions(feel.parse(text)) == (text,)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("-", "apa saja"),
        ("[0..1000000000]", "Rp0 sampai Rp1.000.000.000"),
        ("(1000..5000]", "lebih dari Rp1.000 sampai Rp5.000"),
        ("[1000..5000)", "paling sedikit Rp1.000 dan kurang dari Rp5.000"),
        ("<= 10", "paling banyak Rp10"),
        ("1, 2", "Rp1 atau Rp2"),
        ("not(1)", "bukan Rp1"),
        ("null", "tidak diisi"),
    ],
)
def test_a_cell_is_said_in_the_terms_of_its_column(words, cell, said):
    known = words(LICENCE)
    column = known.service.rules.decisions["skala"].columns[0]
    assert Explainer(known).cell(cell, column) == said


def test_a_cell_names_what_another_column_calls_its_expression(words):
    known = words(BIRTH)
    decision = known.service.rules.decisions["dugaan_ganda"]
    told = Explainer(known).cell("> count(task.cari_kelahiran.records)", decision.columns[1])
    assert told == f"lebih dari “{decision.columns[0].label}”"


def test_a_result_is_a_value_a_field_or_the_name_of_another_decision(words):
    licence = words(LICENCE)
    rules, explainer = licence.service.rules.decisions, Explainer(licence)
    assert explainer.result('"menengah_tinggi"', rules["risiko"]) == "Menengah tinggi"
    assert explainer.result('"usaha.kbli"', rules["kekurangan"]) == "Kegiatan usaha (KBLI)"
    other = licence.decision("risiko_dasar")
    assert explainer.result("risiko_dasar", rules["risiko"]) == f"sama dengan: {other}"


def test_english_prefers_the_title_of_a_field_to_an_indonesian_label(words):
    with translation.override("en"):
        known = words(BIRTH, "en")
        told = Explainer(known).conditions(feel.parse("form.ayah_dicatat"))
    assert told == (f"{known.field('ayah_dicatat')} Yes",)
