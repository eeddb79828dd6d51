"""One edit each to a shipped folder: the difference names exactly that."""

import pytest

from balai.kernel.definition import load
from balai.kernel.difference import compare
from balai.kernel.difference.telling import section, told
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, service, shared

FORM, HEAD, DRAWING, RULES, ID, EN = (
    "form.json",
    "service.toml",
    "process.bpmn",
    "rules.dmn",
    "text/id.toml",
    "text/en.toml",
)


def difference(*edits, name=BIRTH):
    """Compare a shipped folder with itself after some edits (path, old, new)."""
    files = folder(name)
    for edit in edits:
        files = changed(files, *edit)
    return compare(service(name), load(files, shared(), name), shared(), shared())


def named(found):
    return [(section(one), one.kind, one.part, one.id, one.aspect, one.was, one.now) for one in found.changes]


@pytest.mark.parametrize("name", [BIRTH, LICENCE, "surat-keterangan-domisili"])
def test_a_folder_does_not_differ_from_itself(name):
    found = difference(name=name)
    assert not found
    assert found.examples >= 8


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("pair", [(BIRTH, LICENCE), (LICENCE, "surat-keterangan-domisili")])
def test_two_services_that_share_nothing_are_told_apart(pair, language):
    one, other = map(service, pair)
    text = told(compare(one, other, shared(), shared()), language)
    assert one.title in text
    assert other.title in text


SAMPLES = [
    (
        [(FORM, '"anak.penolong"] }', '"anak.penolong", "anak.lain"] }'),
         (FORM, '"penolong": {', '"lain": { "title": "Nama penolong", "type": "string" },\n "penolong": {')],
        ("questions", "added", "question", "anak.lain"),
    ),
    (
        [(FORM, '["anak.berat_kg", "anak.panjang_cm"]', '["anak.panjang_cm"]'),
         (FORM, ('        "berat_kg":   { "title": "Berat lahir", "type": "number", "minimum": 0.3, "maximum": 8, "unit": "kg", '
                '"element": "birth.weight", "optional": true },\n'), ""),
         (ID, '[field."anak.berat_kg"]\nhint = "Contoh: 3,1"\n', ""),
         (EN, '[field."anak.berat_kg"]\ntitle = "Weight at birth"\nhint = "For example: 3.1"\n', "")],
        ("questions", "removed", "question", "anak.berat_kg"),
    ),
    (
        [(FORM, '"kota_lahir", "penolong",', '"kota_lahir",')],
        ("questions", "changed", "question", "anak.penolong", "required", "yes", "no"),
    ),
    (
        [(FORM, '"when": "form.anak.jenis_kelahiran != \\"tunggal\\""', '"when": "form.anak.jenis_kelahiran = \\"kembar_2\\""')],
        ("questions", "changed", "question", "anak.urutan_kembar", "when",
         'form.anak.jenis_kelahiran != "tunggal"', 'form.anak.jenis_kelahiran = "kembar_2"'),
    ),
    (
        [(FORM, '"fields": ["ayah"], "when": "form.ayah_dicatat"', '"fields": ["ayah"], "when": "form.ayah_dicatat = true"')],
        ("questions", "changed", "page", "ayah", "when", "form.ayah_dicatat", "form.ayah_dicatat = true"),
    ),
    (
        [(FORM, ' { "const": "dukun", "title": "Dukun" },', "")],
        ("questions", "removed", "choice", "anak.penolong=dukun", "", "", ""),
    ),
    (
        [(FORM, '"anak.tanggal_lahir", "anak.pukul"', '"anak.pukul", "anak.tanggal_lahir"')],
        ("questions", "moved", "question"),
    ),
    (
        [(FORM, '"title": "Pukul"', '"title": "Pukul berapa?"')],
        ("questions", "changed", "question", "anak.pukul", "title", "Pukul", "Pukul berapa?"),
    ),
    (
        [(HEAD, 'limit = "3 working days"', 'limit = "5 working days"')],
        ("deadlines", "changed", "case", "", "limit", "3 working days", "5 working days"),
    ),
    (
        [(HEAD, 'due = "1 working day"\nwarn', 'due = "2 working days"\nwarn')],
        ("deadlines", "changed", "deadline", "verifikasi", "limit", "1 working day", "2 working days"),
    ),
    (
        [(HEAD, "amount = 0", "amount = 5000")],
        ("fees", "changed", "fee", "", "amount", "Rp0", "Rp5.000"),
    ),
    (
        [(HEAD, 'basis = "UU 24/2013 pasal 79A"', 'basis = "UU 24/2013 pasal 27 ayat (1)"')],
        ("citations", "changed", "fee", "", "basis", "UU 24/2013 pasal 79A", "UU 24/2013 pasal 27 ayat (1)"),
    ),
    (
        [(RULES, '<rule id="kode_lt"><description>Permendagri 109/2019 lampiran F-2.01',
          '<rule id="kode_lt"><description>Permendagri 108/2019 pasal 33')],
        ("citations", "changed", "row", "kode_akta.kode_lt", "basis",
         "Permendagri 109/2019 lampiran F-2.01", "Permendagri 108/2019 pasal 33"),
    ),
    (
        [(HEAD, '[task.tanda_tangan]\nact = "sign"', '[task.tanda_tangan]\nact = "approve"')],
        ("steps", "changed", "duty of step", "tanda_tangan", "act", "sign", "approve"),
    ),
    (
        [(HEAD, 'ganda = { title = "Kelahiran sudah tercatat"', 'ganda = { title = "Sudah tercatat"')],
        ("steps", "changed", "reason", "verifikasi.tolak.ganda", "title", "Kelahiran sudah tercatat", "Sudah tercatat"),
    ),
    (
        [(HEAD, 'position = "kepala_instansi"', 'position = "kepala_bidang"')],
        ("steps", "changed", "lane", "kepala", "who", "kepala_instansi", "kepala_bidang"),
    ),
    (
        [(DRAWING, '>jalur = "terlambat"<', '>jalur != "tepat_waktu"<')],
        ("steps", "changed", "branch", "f17", "condition", 'jalur = "terlambat"', 'jalur != "tepat_waktu"'),
    ),
    (
        [(HEAD, 'facilities = "Ruang tunggu, ', 'facilities = "')],
        ("others", "changed", "standard", "", "facilities"),
    ),
    (
        [("certificate.typ", "\n", "\n\n")],
        ("others", "changed", "template", "kutipan", "content"),
    ),
    (
        [(RULES, "<!-- What is missing:", "<!-- Still missing:")],
        ("others", "changed", "file", "rules.dmn", "content", "", ""),
    ),
    (
        [("examples/kembar.toml", "title = ", "title   = ")],
        ("examples", "changed", "example", "kembar", "content", "", ""),
    ),
    (
        [(ID, 'subject = "Permohonan {case.number} kami terima"', 'subject = "{case.number} kami terima"')],
        ("letters", "changed", "letter", "id.received", "subject",
         "Permohonan {case.number} kami terima", "{case.number} kami terima"),
    ),
    (
        [(EN, 'hint = "For example: 3.1"', 'hint = "As 3.1"')],
        ("letters", "changed", "text", "en.fields.anak.berat_kg.hint", "text", "For example: 3.1", "As 3.1"),
    ),
    (
        [(HEAD, 'unit = "days" ', 'unit = "working days" ')],
        ("deadlines", "changed", "span", "lapor", "unit", "days", "working days"),
    ),
    (
        [(HEAD, 'silence = "escalate"', 'silence = "refused"')],
        ("deadlines", "changed", "case", "", "silence", "escalate", "refused"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), SAMPLES)
def test_an_edit_is_named_and_nothing_else(edits, expected):
    found = difference(*edits)
    assert [one[: len(expected)] for one in named(found)] == [expected]
    assert not found.rulings


# -- rules: what they answer


def rulings(found):
    return [(one.decision, one.was, one.now, one.facts) for one in found.rulings]


def test_a_rule_whose_answer_changes_is_told_with_facts_that_show_it():
    found = difference((RULES, "[0..60]", "[0..90]"), (RULES, "&gt; 60", "&gt; 90"))
    assert rulings(found) == [("jalur", '"terlambat"', '"tepat_waktu"', (("Hari sejak lahir", "61"),))]
    assert found.rulings[0].proved
    assert not found.changes


def test_those_whom_another_answer_concerns_are_named():
    found = difference((RULES, "[0..60]", "[0..61]"), (RULES, "&gt; 60", "&gt; 61"))
    ways = {one.example: one for one in found.fates}
    assert "terlambat" in ways
    assert "tepat-waktu" not in ways
    assert found.examples == 11


def test_a_row_that_is_dropped_leaves_values_without_an_answer():
    text = folder()[RULES].decode()
    row = text[text.index('<rule id="jalur_lambat">') :].partition("</rule>")[0] + "</rule>"
    found = difference((RULES, row, ""))
    assert rulings(found) == [("jalur", '"terlambat"', "null", (("Hari sejak lahir", "61"),))]


def test_a_rule_written_otherwise_is_told_by_its_answers_or_proved_alike():
    found = difference((RULES, "[0..60]", "[0..61]"))
    assert rulings(found)[0][1:3] == (
        '"terlambat"',
        "error: more than one row matches, but the hit policy is UNIQUE",
    )
    found = difference((RULES, "[0..60]", "[0..61)"))
    assert [(one.decision, one.was, one.proved) for one in found.rulings] == [("jalur", "", True)]


def test_a_rule_that_reads_the_same_facts_twice_is_tried_and_not_proved():
    found = difference((RULES, 'id="g32"><text>false', 'id="g32"><text>-'))
    assert {one.decision for one in found.rulings} == {"dugaan_ganda"}
    assert not found.rulings[0].proved
    assert found.rulings[0].tried > 10


# -- steps and their order

FLOWS = 'id="f07" sourceRef="berkas_lengkap" targetRef="', 'id="f08" sourceRef="', 'id="f09" sourceRef="'


def test_a_step_that_moves_is_the_only_one_named():
    found = difference(
        (DRAWING, FLOWS[0] + "jalur", FLOWS[0] + "cari_kelahiran"),
        (
            DRAWING,
            FLOWS[1] + 'jalur" targetRef="cari_kelahiran"',
            FLOWS[1] + 'cari_kelahiran" targetRef="jalur"',
        ),
        (DRAWING, FLOWS[2] + "cari_kelahiran", FLOWS[2] + "jalur"),
    )
    assert [(one.kind, one.part, one.id) for one in found.changes] == [("moved", "step", "cari_kelahiran")]
    assert (found.changes[0].was, found.changes[0].now) == ("Tentukan jalur", "Berkas lengkap")


def test_a_step_left_out_is_named_once_and_its_neighbours_are_not():
    found = difference(
        (DRAWING, FLOWS[0] + "jalur", FLOWS[0] + "cari_kelahiran"),
        (DRAWING, '<sequenceFlow id="f08" sourceRef="jalur" targetRef="cari_kelahiran"/>', ""),
        (DRAWING, "<flowNodeRef>jalur</flowNodeRef>", ""),
        (
            DRAWING,
            (
                '<businessRuleTask id="jalur" name="Tentukan jalur">'
                "<incoming>f07</incoming><outgoing>f08</outgoing></businessRuleTask>"
            ),
            "",
        ),
    )
    assert [(one.kind, one.part, one.id) for one in found.changes] == [("removed", "step", "jalur")]


def test_branches_that_change_places_are_named():
    found = difference(
        (DRAWING, 'sourceRef="pilih_jalur" targetRef="persetujuan"', 'sourceRef="pilih_jalur" targetRef="X"'),
        (
            DRAWING,
            'sourceRef="pilih_jalur" targetRef="siap_tanda_tangan"',
            'sourceRef="pilih_jalur" targetRef="persetujuan"',
        ),
        (
            DRAWING,
            'sourceRef="pilih_jalur" targetRef="X"',
            'sourceRef="pilih_jalur" targetRef="siap_tanda_tangan"',
        ),
    )
    assert [(one.part, one.id, one.aspect) for one in found.changes] == [
        ("branch", "f17", "next"),
        ("branch", "f18", "next"),
    ]


# -- people


def test_a_fee_is_a_loss_for_everybody():
    found = difference((HEAD, "amount = 0", "amount = 5000"))
    assert {one.effect for one in found.fates} == {"loses"}
    assert len(found.fates) == found.examples
    assert found.fates[0].now == {"fee": 5000}


def test_an_answer_that_can_no_longer_be_handed_in_is_a_loss():
    found = difference((FORM, '{ "const": "rs", "title": "RS/RB" },', ""))
    assert {one.now["refused"][0] for one in found.fates} == {"anak.tempat_dilahirkan"}
    assert {one.effect for one in found.fates} == {"loses"}


def test_an_example_of_one_folder_only_is_walked_through_both():
    files = folder()
    new = files | {"examples/baru.toml": files["examples/tepat-waktu.toml"]}
    found = compare(service(), load(new, shared(), BIRTH), shared(), shared())
    assert named(found) == [("examples", "added", "example", "baru", "", "", "")]
    assert (found.examples, found.fates) == (12, ())


def test_what_left_a_folder_is_named():
    gone = {path: data for path, data in folder().items() if path != "examples/ganda.toml"}
    found = compare(service(), load(gone, shared(), BIRTH), shared(), shared())
    assert named(found) == [("examples", "removed", "example", "ganda", "", "", "")]


def test_a_step_that_is_followed_by_another_one_is_named():
    found = difference(
        (
            DRAWING,
            'sourceRef="hasil_penolakan" targetRef="verifikasi"',
            'sourceRef="hasil_penolakan" targetRef="kekurangan"',
        )
    )
    assert [(one.id, one.aspect) for one in found.changes] == [("putuskan_penolakan", "next")]
