"""One defect each, seeded into a folder that is clean: just that is named, by file, line and code."""

# ruff: noqa: E501 - one defect on one line

from datetime import date

import pytest

from balai.kernel.check import FINDINGS, check
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, line_of, shared

TODAY = date(2026, 11, 22)
TOML, FORM, BPMN, DMN, ID, EN = (
    "service.toml",
    "form.json",
    "process.bpmn",
    "rules.dmn",
    "text/id.toml",
    "text/en.toml",
)


def problems(files, name=BIRTH, dictionaries=None, as_of=TODAY):
    return check(files, dictionaries or shared(), as_of, name)


@pytest.mark.parametrize("name", [BIRTH, LICENCE])
def test_the_real_folders_are_clean(name):
    assert problems(folder(name), name) == []


# file, what stands there, what is put in its place, the text on whose line the problem must stand, its code
SEEDED = [
    (TOML, "represented = true", "represnted = true", "represnted", "unknown-key"),
    (TOML, "limit = \"3 working days\"", "limit = \"3 workdays\"", "3 workdays", "bad-limit"),
    (TOML, 'silence = "escalate"', 'silence = "escalated"', "escalated", "unknown-word"),
    (TOML, 'silence_to = "kepala"', 'silence_to = "kepla"', "kepla", "unknown-lane"),
    (TOML, 'silence_to = "kepala"', 'silence_to = "pemohon"', "silence_to", "unknown-lane"),
    (TOML, "[lane.petugas]", "[lane.petgas]", "[lane.petgas]", "not-drawn"),
    (TOML, "[event.berkas_lengkap]\nclock", "[event.berkas_lengkp]\nclock", "[event.berkas_lengkp]", "not-drawn"),
    (TOML, "[event.ditutup]\nresult = \"withdrawn\"", "", "", "no-result"),
    (TOML, 'position = "kepala_instansi"', 'position = "kepala_instasi"', "kepala_instasi", "unknown-position"),
    (TOML, 'act = "verify"   ', 'act = "check"   ', 'act = "check"', "unknown-word"),
    (TOML, 'act = "sign" ', '', "[task.tanda_tangan]", "no-act"),
    (TOML, 'correct = "kekurangan" ', 'correct = "kekuragan" ', "kekuragan", "unknown-name"),
    (TOML, 'call = "register.find"', 'call = "register.fnd"', "register.fnd", "unknown-call"),
    (TOML, 'call = "register.find"', "", "[task.cari_kelahiran]", "no-call"),
    (TOML, 'call = "register.find"\nbasis = "Permendagri 108/2019 pasal 33"', 'call = "register.find"', "[task.cari_kelahiran]", "no-citation"),
    (TOML, 'signed_in = "tanda_tangan"', 'signed_on = "tanda_tangan"', "signed_on", "unknown-argument"),
    (TOML, 'signed_in = "tanda_tangan"', 'signed_in = "tanda_tngan"', "tanda_tngan", "unknown-task"),
    (TOML, 'with = { certificate = "kutipan"', 'with = { certificate = "kutipn"', "kutipn", "unknown-certificate"),
    (TOML, 'mother = "=form.ibu.nik", birth', 'mother = "=form.ibu.nk", birth', "form.ibu.nk", "unknown-name"),
    (TOML, 'mother = "=form.ibu.nik", birth', 'mother = "=form.ibu.", birth', '"=form.ibu."', "bad-expression"),
    (TOML, 'from = "form.anak.tanggal_lahir"', 'from = "form.anak.lahir"', "form.anak.lahir", "unknown-name"),
    (TOML, 'different_people = ["verifikasi", "tanda_tangan"]', 'different_people = ["verifikasi", "catat"]', '"catat"]', "unknown-task"),
    (TOML, 'different_people = ["verifikasi", "tanda_tangan"]', 'different_people = ["verifikasi"]', '["verifikasi"]', "duty-of-one"),
    (TOML, "{serial:4}", "{serie:4}", "{serie:4}", "bad-number"),
    (TOML, 'template = "certificate.typ"', 'template = "certificat.typ"', "certificat.typ", "no-template"),
    (TOML, 'taken_at = "tanda_tangan"', 'taken_at = "tanda_tngan"', "tanda_tngan", "unknown-task"),
    (TOML, '"form.anak.nama", "form', '"form.anak.nma", "form', "form.anak.nma", "unknown-name"),
    (TOML, 'again = ["pelapor"', 'again = ["pelpor"', "pelpor", "unknown-group"),
    (TOML, 'basis = "UU 24/2013 pasal 79A"', 'basis = "UU 24/2013 pasal 79B"', "pasal 79B", "unknown-citation"),
    (TOML, 'basis = "UU 24/2013 pasal 79A"', 'basis = "SK standar pelayanan butir waktu"', "butir waktu", "local-citation"),
    (TOML, 'silence_basis = "UU 30/2014 pasal 53 jo. UU 6/2023 pasal 175 angka 6"', 'silence_basis = "SK standar pelayanan butir waktu"', "silence_basis", "local-citation"),
    (TOML, 'dibuktikan", basis = "UU 24/2013 pasal 32 ayat (1)"', 'dibuktikan", basis = "SK standar pelayanan butir alasan"', "dibuktikan", "local-citation"),
    (TOML, 'sudah tercatat", basis = "UU 24/2013 pasal 27 ayat (1)"', 'sudah tercatat", basis = "SK standar pelayanan butir alasan"', "sudah tercatat", "local-citation"),
    (TOML, '[event.berkas_lengkap]\nclock = "start"', "[event.berkas_lengkap]", "[clock]", "clock-never-starts"),
    (TOML, 'periksa_ulang]\ntitle', 'periksa_lagi]\ntitle', "", "idle-text"),
    (BPMN, '<timeDate xsi:type="tFormalExpression">task.lengkapi.due', '<timeDate xsi:type="tFormalExpression">task.lengkap.due', "task.lengkap.due", "process.timer"),
    (BPMN, 'targetRef="kekurangan"/>\n    <sequenceFlow id="f05"', 'targetRef="verifikasi"/>\n    <sequenceFlow id="f05"', '<userTask id="lengkapi"', "not-judged-again"),
    (TOML, 'proposed\nact = "approve"', 'proposed\nact = "verify"', '<endEvent id="ditolak"', "refused-by-nobody"),
    (TOML, 'due = "30 days"\n', '', 'boundaryEvent id="lengkapi_habis"', "no-due"),
    (TOML, 'different_people = ["verifikasi", "tanda_tangan"]\nbasis = "SK standar pelayanan butir pembagian tugas"', 'different_people = ["verifikasi", "tanda_tangan"]', "[[duty]]", "no-citation"),
    (BPMN, 'attachedToRef="lengkapi" cancelActivity="true"', 'attachedToRef="lengkapi" cancelActivity="false"', '<userTask id="lengkapi"', "waits-for-ever"),
    (BPMN, ' default="f30"', "", "", "process.condition"),
    (BPMN, 'task.verifikasi.outcome = "sesuai"', 'task.verifikasi.outcome = "sesui"', 'outcome = "sesui"', "never-taken"),
    (BPMN, 'jalur = "terlambat"', 'jalurr = "terlambat"', "jalurr", "unknown-name"),
    (BPMN, 'errorCode="refused"', 'errorCode="refuse"', '<boundaryEvent id="catat_gagal"', "unknown-error"),
    (DMN, "<description>UU 24/2013 pasal 27 ayat (1)</description>", "<description>UU 24/2013 pasal 72</description>", "pasal 72", "unknown-citation"),
    (DMN, "<description>UU 24/2013 pasal 27 ayat (1)</description>", "", 'id="jalur_tepat"', "citation-missing"),
    (DMN, '<inputEntry id="c21"><text>"terlambat"</text>', '<inputEntry id="c21"><text>"terlmbat"</text>', "terlmbat", "unknown-value"),
    (DMN, "<text>form.ayah_dicatat</text>", "<text>form.ayah_dicatet</text>", '<decision id="kekurangan"', "unknown-name"),
    (FORM, '"element": "birth.time"', '"element": "birth.tme"', "birth.tme", "unknown-element"),
    (FORM, '"list": "region.kabkota"', '"list": "region.kabkot"', '"region.kabkot"', "unknown-list"),
    (FORM, '"person.name", "ask_anyway": "Permendagri 109/2019 lampiran F-2.01"', '"person.name"', '60, "element": "person.name" }', "asked-twice"),
    (FORM, '"check": "form.anak.tanggal_lahir <= case.today"', '"check": "form.anak.tanggal_lahir <= case.tody"', '"tanggal_lahir": { "title": "Tanggal lahir", "type": "string", "format": "date", "element": "person.birth_date",\n', "unknown-name"),
    (FORM, '"when": "form.ayah_dicatat" },\n    { "id": "saksi_1"', '"when": "dugaan_ganda" },\n    { "id": "saksi_1"', '"id": "ayah", ', "too-early"),
    (ID, "[page.nama_anak]", "[page.nama_ank]", "[page.nama_ank]", "idle-text"),
    (ID, "[message.ditutup]", "[message.ditutp]", "[message.ditutp]", "idle-text"),
    (ID, "Nomor {certificate.number}.", "Nomor {certificate.numbr}.", "[message.terbit]", "unknown-name"),
    (ID, "Nomor {certificate.number}.", "Nomor {certificate number}.", "{certificate number}", "bad-placeholder"),
    (EN, "[outcome.persetujuan]\nsetuju = \"Approve registration\"", "[outcome.persetujuan]", "", "no-translation"),
    (EN, '"Lengkap?" = "Complete?"', "", "", "no-translation"),
    (EN, '"Hari sejak lahir" =', '"Hari sejak lahr" =', '"Hari sejak lahr"', "idle-text"),
    ("certificate.typ", 'words("form.anak.nama")', 'words("form.anak.nma")', "form.anak.nma", "unknown-name"),
    ("examples/hari-ke-60.toml", '"jalur_tepat"', '"jalur_lambat"', "rows", "example-fails"),
    ("examples/hari-ke-60.toml", 'like = "tepat-waktu"', 'like = "tepat-wktu"', "like", "unknown-example"),
    ("examples/tepat-waktu.toml", 'kelahiran_ke = 1', 'kelahiran_ke = 21', "kelahiran_ke", "invalid-answer"),
    (BPMN, '<sequenceFlow id="f03"', '<sequenceFlow id="f02"', 'name="Belum"', "process.duplicate-id"),
    (BPMN, '<endEvent id="ditolak"', '<endEvent id="ditutup"', '<endEvent id="ditutup" name="Ditolak"', "process.duplicate-id"),
    (BPMN, '<lane id="petugas"', '<lane id="pemohon"', '<lane id="pemohon" name="Petugas', "process.duplicate-id"),
    (BPMN, 'sourceRef="diajukan" targetRef="kekurangan"', 'sourceRef="diajukan" targetRef="terbit"', '<businessRuleTask id="kekurangan"', "process.unreachable"),
    (DMN, '<informationRequirement id="ir_3"><requiredInput href="#in_span"/>', '<informationRequirement id="ir_3"><requiredInput href="#in_span"/></informationRequirement><informationRequirement id="ir_x"><requiredDecision href="#kode_akta"/>', "", "cycle"),
    (DMN, 'id="ir_2"', 'id="ir_1"', 'in_register"/></info', "id-twice"),
    (FORM, '"pages": [', '"pages": [], "pages": [', '"pages": [], ', "form-json"),
    (TOML, '[lane.petugas]', '[lane.pemohon]', "", "bad-toml"),
    ("examples/tepat-waktu.toml", 'calendar = "wib-5-hari"', 'calendar = "wib-4-hari"', "calendar", "no-calendar"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "where", "code"), SEEDED)
def test_a_seeded_defect_is_named(file, old, new, where, code):
    files = changed(folder(), file, old, new)

    (found,) = problems(files)

    assert found.code == code
    assert found.what
    assert found.mend or found.line
    place = next((path for path in (file, BPMN, TOML) if where and where in files[path].decode()), "")
    if place:
        assert (found.file, found.line) == (place, line_of(files, place, where))


def test_one_defect_gives_one_problem():
    files = changed(folder(), TOML, "represented = true", "represnted = true")

    found = problems(files)

    (only,) = found
    assert (only.file, only.line, only.code) == (TOML, line_of(files, TOML, "represnted"), "unknown-key")
    assert only.what == 'applicant has no key "represnted".'
    assert only.mend == 'Did you mean "represented"?'


def test_a_failure_that_leads_to_the_applicant_does_not_reach_a_person_in_office():
    files = changed(folder(), BPMN, "<flowNodeRef>tangani_gagal</flowNodeRef>", "")
    ref = "<flowNodeRef>ditutup</flowNodeRef>"
    files = changed(files, BPMN, ref, f"{ref}<flowNodeRef>tangani_gagal</flowNodeRef>")

    found = problems(files)

    line = line_of(files, BPMN, 'boundaryEvent id="catat_gagal"')
    assert (BPMN, line, "failure-without-person") in {(one.file, one.line, one.code) for one in found}


def test_a_list_to_correct_that_names_no_field_is_named():
    files = folder() | {DMN: folder()[DMN].replace(b'"dokumen.buku_nikah"', b'"dokumen.buku"')}

    found = problems(files)

    assert {(one.code, one.line) for one in found} == {
        ("unknown-field", line_of(files, DMN, 'id="kurang_bukti_nikah"')),
        ("no-citation", line_of(files, FORM, '"buku_nikah": {')),  # nothing asks for that document any more
    }


def test_silence_that_grants_must_be_drawn():
    files = changed(folder(LICENCE), BPMN, ">case.due<", ">task.inspeksi.due<")

    found = problems(files, LICENCE)

    line = line_of(files, TOML, 'silence = "granted"')
    assert (TOML, line, "silence-not-drawn") in {(one.file, one.line, one.code) for one in found}


def test_an_outcome_that_no_flow_takes_is_named():
    files = changed(
        folder(), BPMN, 'task.persetujuan.outcome = "tolak"', 'task.persetujuan.outcome = "setuju"'
    )

    found = problems(files)

    line = line_of(files, BPMN, 'exclusiveGateway id="hasil_persetujuan"')
    assert (BPMN, line, "outcome-unmet") in {(one.file, one.line, one.code) for one in found}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("in_force = 2013-12-24", "in_force = 2027-01-01", "citation-not-in-force"),
        ("in_force = 2013-12-24", "in_force = 2013-12-24\nuntil = 2026-11-21", "citation-expired"),
    ],
)
def test_a_citation_out_of_force_is_named_on_the_day_of_the_check(old, new, code):
    dictionaries = changed(shared(), "reference/citations.toml", old, new)

    found = problems(folder(), dictionaries=dictionaries)

    assert {problem.code for problem in found} == {code}
    assert {problem.file for problem in found} == {TOML, DMN}


def test_a_document_that_no_article_asks_for_is_named():
    files = folder() | {DMN: folder()[DMN].replace(b'"dokumen.surat_lahir"', b'"dokumen.sptjm_kelahiran"')}

    found = problems(files)

    line = line_of(files, FORM, '"surat_lahir": {')
    assert (FORM, line, "no-citation") in {(one.file, one.line, one.code) for one in found}


def test_the_citations_of_a_group_are_known_too():
    files = changed(folder(), FORM, '"title": "Dokumen"', '"title": "Dokumen", "basis": "UU 1/1900 pasal 1"')

    assert [problem.code for problem in problems(files)] == ["unknown-citation"]


def test_a_missing_translation_is_a_finding_and_the_examples_still_run():
    files = changed(folder(), EN, 'terbitkan = "Issue the certificate"', "")
    files = changed(files, "examples/hari-ke-60.toml", '"jalur_tepat"', '"jalur_lambat"')

    codes = {problem.code for problem in problems(files)}

    assert codes == {"no-translation", "example-fails"}
    assert "no-translation" in FINDINGS


def test_the_check_finds_the_same_problems_in_the_same_order_each_time():
    files = changed(folder(), TOML, 'agency = "dukcapil"', "agncy = 1")

    assert problems(files) == problems(dict(reversed(list(files.items()))))


def test_a_flaw_of_the_process_is_told_with_the_way_there():
    files = changed(
        folder(LICENCE), BPMN, '<parallelGateway id="semua_rekom"', '<exclusiveGateway id="semua_rekom"'
    )
    files = changed(
        files,
        BPMN,
        "<outgoing>g21</outgoing></parallelGateway>",
        "<outgoing>g21</outgoing></exclusiveGateway>",
    )

    (found,) = problems(files, LICENCE)

    assert (found.code, found.line) == (
        "process.twice",
        line_of(files, BPMN, '<exclusiveGateway id="semua_rekom"'),
    )
    assert '"Permohonan diajukan"' in found.mend
    assert '"Diterbitkan?" Ya' in found.mend


def test_a_duty_that_parts_two_tasks_of_the_one_head_of_an_office_is_named():
    old = 'different_people = ["verifikasi", "tanda_tangan"]'
    files = changed(folder(), TOML, old, 'different_people = ["persetujuan", "tanda_tangan"]')

    (found,) = problems(files)

    assert (found.code, found.line) == ("duty-unmet", line_of(files, TOML, "[[duty]]"))


def test_an_operation_whose_failure_nothing_catches_is_named():
    files = changed(folder(), BPMN, 'attachedToRef="catat"', 'attachedToRef="terbitkan"')

    found = problems(files)

    line = line_of(files, BPMN, '<serviceTask id="catat"')
    assert (BPMN, line, "failure-uncaught") in {(one.file, one.line, one.code) for one in found}


FLAWS = [
    ('sourceRef="inspeksi" targetRef="gabung"', "semua_rekom", '<parallelGateway id="semua_rekom"', "process.stuck"),
    ('sourceRef="ada_lingkungan" targetRef="semua_rekom"', "gabung", '<exclusiveGateway id="gabung"', "process.twice"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "target", "where", "code"), FLAWS)
def test_a_flow_that_leads_elsewhere_is_named_by_what_goes_wrong(flow, target, where, code):
    files = changed(folder(LICENCE), BPMN, flow, f'{flow.partition(" ")[0]} targetRef="{target}"')

    found = [one for one in problems(files, LICENCE) if one.code.startswith("process.")]

    assert (found[0].code, found[0].line) == (code, line_of(files, BPMN, where))
