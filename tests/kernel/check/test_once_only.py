from datetime import date

import pytest

from balai.kernel.check import examine
from tests.kernel.definition.folders import BIRTH, changed, folder, line_of, shared

TODAY = date(2026, 11, 22)
FORM = "form.json"
WITNESS = (
    '"ask_anyway": "Permendagri 109/2019 lampiran F-2.01",\n                  "ask_until": "2028-12-31" }'
)


def examined(files, as_of=TODAY, dictionaries=None):
    return examine(files, dictionaries or shared(), as_of, BIRTH)


def found(files, **more):
    return [(one.file, one.line, one.code) for one in examined(files, **more).problems]


def test_the_questions_that_people_are_spared_are_counted_by_who_answers():
    one = examined(folder()).questions
    assert {"ibu.nama", "ayah.tanggal_lahir"} <= set(one.registers)
    assert one.account == ("pelapor.nik", "pelapor.telepon", "pelapor.surel")
    assert one.facts == ("register.ibu.marriage_registered",)
    assert "dokumen.surat_lahir" in one.vault
    assert one.avoided == len(one.registers) + 3 + 1 + len(one.vault)


def test_what_is_asked_by_exception_counts_as_asked():
    one = examined(folder()).questions
    assert one.exceptions == ("saksi_1.nama", "saksi_2.nama")
    assert set(one.exceptions) <= set(one.asked)


def test_a_newborn_is_asked_about_because_no_register_knows_it_yet():
    assert "anak.nama" in examined(folder()).questions.asked


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        (' "ask_until": "2028-12-31" }', "asked-twice"),
        (' "ask_anyway": "Permendagri 109/2019 lampiran F-2.01" }', "exception-without-end"),
        (
            ' "ask_anyway": "Permendagri 109/2019 lampiran F-2.01", "ask_until": "2026-11-21" }',
            "exception-expired",
        ),
    ],
)
def test_asking_for_what_is_held_needs_an_article_and_an_end_that_lies_ahead(instead, code):
    files = changed(folder(), FORM, WITNESS, instead)
    assert found(files) == [(FORM, line_of(files, FORM, '"saksi_1": {') + 5, code)]


def test_an_exception_ends_with_its_last_day():
    assert found(folder(), as_of=date(2028, 12, 31)) == []
    assert {code for _, _, code in found(folder(), as_of=date(2029, 1, 1))} == {"exception-expired"}


def test_an_end_that_is_no_date_is_named():
    files = changed(folder(), FORM, '"ask_until": "2028-12-31"', '"ask_until": "akhir 2028"')
    assert "annotation" in {code.rpartition("form-")[2] for _, _, code in found(files)}


def test_a_document_that_a_register_owns_is_not_asked_for_though_its_group_has_a_subject():
    files = changed(folder(), FORM, '"element": "birth.letter"', '"element": "family.card"')
    assert found(files) == [(FORM, line_of(files, FORM, '"surat_lahir": {'), "asked-twice")]


def test_a_document_is_asked_for_as_a_kind_of_the_dictionary():
    none = changed(folder(), FORM, '"element": "birth.letter", ', "")
    assert [code for _, _, code in found(none)] == ["no-document-kind"]
    other = changed(folder(), FORM, '"element": "birth.letter"', '"element": "birth.kind"')
    assert [code for _, _, code in found(other)] == ["wrong-element"]


def test_one_thing_has_one_element_and_so_one_owner():
    twin = '[element."birth.paper"]\ntitle = "Surat keterangan lahir"\ntype = "document"\npersonal = "specific"\n'
    dictionaries = changed(
        shared(), "reference/elements.toml", '[element."birth.letter"]', twin + '[element."birth.letter"]'
    )
    assert [code for _, _, code in found(folder(), dictionaries=dictionaries)] == ["element-twice"]
