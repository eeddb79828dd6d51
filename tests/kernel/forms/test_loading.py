from pathlib import Path

import pytest

from balai.kernel.forms import load
from balai.kernel.problem import Refused
from tests.kernel.forms.sample import FORM, TEXT, accepted, damaged

SERVICES = Path(__file__).parents[3] / "services"


@pytest.mark.parametrize("path", sorted(SERVICES.glob("*/form.json")), ids=lambda path: path.parent.name)
def test_every_form_in_services_loads(path):
    form = load(path.read_bytes(), str(path))
    assert form.pages
    assert set(form.page_of) <= set(form.fields)


def test_each_kind_of_question_is_told_by_its_schema():
    kinds = {path: field.kind for path, field in FORM.fields.items()}
    assert kinds["anak.nama"] == "text"
    assert kinds["anak.lahir"] == "date"
    assert kinds["anak.pukul"] == "time"
    assert kinds["anak.berat"] == "number"
    assert kinds["anak.urutan"] == "integer"
    assert kinds["usaha.modal"] == "rupiah"
    assert kinds["usaha.kbli"] == kinds["anak.jenis"] == "choice"
    assert kinds["usaha.hari"] == "list"
    assert (kinds["surat.lahir"], kinds["surat.foto"], kinds["surat.paraf"]) == (
        "document",
        "documents",
        "signature",
    )
    assert kinds["ibu.nik"] == "nik"
    assert kinds["ayah_dicatat"] == kinds["usaha.setuju"] == "boolean"


def test_a_reference_brings_fields_and_own_words_win():
    assert FORM.groups["ibu"].title == "Ibu"
    assert FORM.groups["ibu"].fields == ("ibu.nik", "ibu.nama")
    assert FORM.fields["ibu.nik"].pattern == "^[0-9]{16}$"
    assert FORM.fields["ibu.nik"].element == "person.nik"


def test_a_page_takes_groups_apart():
    page = FORM.page("orang_tua")
    assert page.fields == ("ibu.nik", "ibu.nama", "ayah_dicatat", "ayah.nik", "ayah.nama")
    assert page.parts == ("ibu", "ayah_dicatat", "ayah")


def test_conditions_of_page_and_group_and_field_come_together():
    texts = {path: [said.text for said in FORM.conditions[path]] for path in FORM.conditions}
    assert texts["ayah.nik"] == ["form.ayah_dicatat"]
    assert texts["usaha.setuju"] == ['risiko = "rendah"']
    assert "anak.nama" not in texts


def test_the_form_of_a_task_stands_apart():
    task = FORM.tasks["periksa"]
    assert task.root == ("task", "periksa")
    assert task.pages[0].fields == ("asli", "sebab")
    assert set(FORM.tasks) == {"periksa"}


def test_a_basis_is_parted_into_citations():
    assert FORM.fields["anak.nama"].basis == ("UU 1", "UU 2")


def test_the_published_schema_says_what_is_always_wanted():
    anak = FORM.schema["properties"]["anak"]
    assert anak["required"] == ["nama", "lahir", "jenis"]
    assert anak["properties"]["berat"] == {"title": "Berat", "type": "string", "format": "decimal"}
    assert anak["additionalProperties"] is False


def test_same_titles_are_told_apart_by_their_group():
    assert FORM.fields["ibu.nik"].context == "Ibu"
    assert FORM.fields["anak.nama"].context == ""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"minLength": 3', '"minLenght": 3', "form-keyword"),
        ('"minLength": 3', '"minLength": "3"', "form-json-schema"),
        ('"minLength": 3', '"minLength": 30', "form-bounds"),
        ('"minLength": 3', '"minimum": 3', "form-unfit"),
        ('"minLength": 3', '"if": {}', "form-keyword"),
        ('"minLength": 3', '"optional": "ya"', "form-annotation"),
        ('"minLength": 3', '"optional": true', "form-required-optional"),
        ('"minLength": 3', '"when": "form.ayah_dicatat"', "form-required-when"),
        ('"minLength": 3', '"when": 3', "form-annotation"),
        ('"minLength": 3', '"when": "form.anak.nama ="', "form-feel"),
        ('"minLength": 3', '"default": "Budi"', "form-unfit"),
        ('"when": "form.anak.jenis = \\"kembar\\""', '"when": "form.anak.urutan > 1"', "form-circle"),
        ('"when": "form.anak.jenis = \\"kembar\\""', '"when": "form.anak.jnis = 1"', "form-name"),
        ('"when": "form.anak.jenis = \\"kembar\\""', '"when": "today() > form.anak.lahir"', "form-feel"),
        ('"anak.nama", "anak.lahir"', '"anak.namaa", "anak.lahir"', "form-pages"),
        ('"anak.nama", "anak.lahir"', '"anak.nama", "anak.nama", "anak.lahir"', "form-pages"),
        ('{ "id": "jenis"', '{ "id": "anak"', "form-pages"),
        ('{ "id": "jenis"', '{ "id": "Jenis"', "form-id"),
        ('"fields": ["wali"] }', '"fields": [] }', "form-pages"),
        ('"berat": {', '"berat-lahir": {', "form-id"),
        ("\"^[A-Za-z']+( [A-Za-z']+)+$\"", '"(["', "form-pattern"),
        ("\"^[A-Za-z']+( [A-Za-z']+)+$\"", '"(?=a)"', "form-pattern"),
        ('"subject": "new person"', '"subject": "newperson"', "form-subject"),
        ('"lookup": "family"', '"lookup": "keluarga"', "form-lookup"),
        ('"required": ["nama", "lahir", "jenis"]', '"required": ["nama", "lahir", "jenid"]', "form-required"),
        ('"title": "Berat", "type": "number"', '"type": "number"', "form-title"),
        ('"title": "Berat", "type": "number"', '"title": "Berat", "type": "object"', "form-type"),
        ('"enum": ["tunggal", "kembar"]', '"enum": ["tunggal", "tunggal"]', "form-choice"),
        ('"enum": ["tunggal", "kembar"]', '"enum": ["tunggal", 2]', "form-choice"),
        ('"const": true', '"const": "ya"', "form-const"),
        ('"type": "integer", "format": "rupiah"', '"type": "number", "format": "rupiah"', "form-format"),
        ('"type": "string", "format": "date"', '"type": "string", "format": "dat"', "form-format"),
        (
            '"minItems": 2, "maxItems": 3,\n                  "items": { "$ref": "#/$defs/file" }',
            '"minItems": 2',
            "form-items",
        ),
        ('"items": { "$ref": "#/$defs/file" }', '"items": { "type": "object" }', "form-items"),
        ('"default": true', '"default": "ya"', "form-default"),
        ('"type": "string", "list": "kbli"', '"type": "number", "list": "kbli"', "form-unfit"),
        ('"title": "Pemeriksaan", "type"', '"type"', "form-unused"),
        (
            '"required": ["nik", "nama"], "additionalProperties": false',
            '"additionalProperties": true',
            "form-open",
        ),
    ],
)
def test_a_defect_is_named_at_its_line(old, new, code):
    line, problems = damaged(old, new)
    found = [problem for problem in problems if problem.code == code]
    assert found, problems
    assert abs(found[0].line - line) <= 2
    assert found[0].file == "form.json"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("#/$defs/nikk", "Did you mean `nik`?"),
        ("other.json#/x", "#/$defs/<name>"),
        ("#/$defs/nik/type", "#/$defs/<name>"),
    ],
)
def test_a_reference_that_does_not_resolve_says_how_to_mend_it(new, said):
    line, problems = damaged(
        '"title": "NIK", "$ref": "#/$defs/nik", "element": "person.nik" },\n        "hubungan"',
        f'"title": "NIK", "$ref": "{new}", "element": "person.nik" }},\n        "hubungan"',
    )
    found = [problem for problem in problems if problem.code == "form-ref"]
    assert [(problem.line, said in problem.mend) for problem in found] == [(line, True)]


def test_references_in_a_circle_are_refused():
    _, problems = damaged(
        '"file": { "type": "string", "format": "document" }', '"file": { "$ref": "#/$defs/file" }'
    )
    assert "form-ref" in {problem.code for problem in problems}


def test_a_reference_and_its_user_may_not_disagree():
    _, problems = damaged(
        '"title": "Surat lahir", "$ref"', '"title": "Surat lahir", "type": "number", "$ref"'
    )
    assert "form-ref-conflict" in {problem.code for problem in problems}


def test_an_unknown_word_suggests_the_nearest():
    _, problems = damaged('"minLength": 3', '"minLenght": 3')
    assert [problem.mend for problem in problems] == ["Did you mean `minLength`?"]


def test_a_question_on_no_page_is_named_where_it_is_defined():
    _, problems = damaged('"anak.nama", "anak.lahir"', '"anak.lahir"')
    assert [(problem.code, problem.line) for problem in problems] == [
        ("form-unasked", FORM.fields["anak.nama"].line)
    ]


def test_every_defect_is_named_at_once():
    text = TEXT.replace('"minLength": 3', '"minLenght": 3').replace('"lookup": "family"', '"lookup": "x"')
    with pytest.raises(Refused) as refused:
        load(text.encode(), "form.json")
    assert {problem.code for problem in refused.value.problems} == {"form-keyword", "form-lookup"}


def test_what_an_account_gives_need_not_be_asked():
    assert "pelapor.nik" not in FORM.page_of
    _, problems = damaged(
        '"$ref": "#/$defs/nik", "element": "person.nik" },\n        "hubungan"',
        '"$ref": "#/$defs/nik" },\n        "hubungan"',
    )
    assert [problem.code for problem in problems] == ["form-unasked"]


def test_a_form_may_say_time_by_its_format():
    form = accepted('"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"', '"format": "time"')
    assert form.fields["anak.pukul"].kind == "time"


@pytest.mark.parametrize("text", ["[]", "3", '{"title": "x"}', "{}"])
def test_what_is_no_form_is_refused(text):
    with pytest.raises(Refused):
        load(text.encode(), "form.json")
