"""Tables of a folder are checked with what its form and rules say; each finding is at the line of its row."""

# ruff: noqa: E501 - one defect on one line

from datetime import date

import pytest

from balai.kernel.check import FINDINGS, check
from balai.kernel.check.tables import domains
from balai.kernel.definition import read
from balai.kernel.feel import parse
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, line_of, shared

DMN = "rules.dmn"
SEEDED = [
    (BIRTH, "&gt; 60</text>", "&gt; 61</text>", 'decision id="jalur"', "table-gap", '"Hari sejak lahir" is 61'),
    (BIRTH, "&gt; 60</text>", "&gt;= 60</text>", 'id="jalur_lambat"', "table-overlap", '"Hari sejak lahir" is 60'),
    (BIRTH, "[0..60]</text>", "[60..0]</text>", 'id="jalur_tepat"', "row-never", "[60..0]"),
    (BIRTH, "[0..60]</text>", '"enam puluh"</text>', 'id="jalur_tepat"', "cell-outside", '"enam puluh"'),
    (LICENCE, "(5000000000..10000000000]", "[5000000000..10000000000]", 'id="skala_menengah"', "table-overlap", '"Modal (Rp)" is 5000000000'),
    (LICENCE, "[0..1000000000]", "[0..999999998]", 'decision id="skala"', "table-gap", '"Modal (Rp)" is 999999999'),
    (LICENCE, '<text>"rendah", "tinggi"</text>', '<text>"rendah"</text>', 'decision id="risiko"', "table-gap", '"Zona" is "permukiman", "Risiko dasar" is "tinggi"'),
    (LICENCE, '<text>"rendah", "tinggi"</text>', '<text>"rendah", "parah"</text>', 'id="zona_permukiman_tetap"', "cell-outside", '"parah"'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "where", "code", "says"), SEEDED)
def test_a_defect_of_a_table_is_named_with_values_to_type_in(name, old, new, where, code, says):
    files = changed(folder(name), DMN, old, new)
    found = check(files, shared(), date(2026, 11, 22), name)
    (named,) = [one for one in found if one.code == code]
    assert says in named.what
    assert (named.file, named.line) == (DMN, line_of(files, DMN, where))
    assert code not in FINDINGS


def test_a_misspelt_code_is_told_once_not_as_a_gap_too():
    files = changed(folder(LICENCE), DMN, '<text>"lindung"</text>', '<text>"lindumg"</text>')
    found = check(files, shared(), date(2026, 11, 22), LICENCE)
    assert [one.code for one in found] == ["unknown-value"]


def test_rows_that_could_be_one_are_advice():
    old = '<inputEntry id="j11"><text>[0..60]'
    row = '<rule id="jalur_nol"><description>UU 24/2013 pasal 27 ayat (1)</description><inputEntry id="j01"><text>0</text></inputEntry><outputEntry id="j02"><text>"tepat_waktu"</text></outputEntry></rule>'
    files = changed(folder(), DMN, old, old.replace("[0", "(0"))
    files = changed(files, DMN, '<rule id="jalur_tepat">', f'{row}<rule id="jalur_tepat">')
    (only,) = check(files, shared(), date(2026, 11, 22), BIRTH)
    assert (only.code, only.mend) == ("rows-alike", "Write one row with 0, (0..60] there.")
    assert only.code in FINDINGS


@pytest.mark.parametrize(
    ("expression", "kinds", "choices", "nullable"),
    [
        ("form.anak.jenis_kelamin", ("string",), ("L", "P"), False),
        ("form.anak.berat_kg", ("number",), (), True),
        ("form.dokumen.surat_lahir", ("string",), (), True),
        ("form.ayah.nik", ("string",), (), True),
        ("span.lapor", ("number",), (), False),
        ("jalur", ("string",), ("tepat_waktu", "terlambat"), False),
        ("kekurangan", ("list",), (), False),
        ("task.persetujuan.outcome", ("string",), ("setuju", "tolak"), False),
        ("task.cari_kelahiran.records", ("list",), (), False),
        ("count(task.cari_kelahiran.records)", ("number",), (), False),
        ("not(form.ayah_dicatat)", ("boolean",), (), False),
        ("case.today", ("date",), (), False),
        ("form.anak", (), (), False),
    ],
)
def test_what_an_expression_can_be_is_known_from_the_folder(expression, kinds, choices, nullable):
    service, problems = read(folder(), shared(), BIRTH)
    assert not problems
    known = domains(service, service.rules.decisions["jalur"])(parse(expression).tree)
    assert (known.kinds, known.nullable) == (kinds, nullable)
    assert set(choices) <= set(known.choices)
