"""Folders made to break the reader: each gets one clear answer, quickly."""

from datetime import date

import pytest

from balai.kernel.check import check
from tests.kernel.definition.folders import BIRTH, folder, shared

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<x>&b;</x>"""


def problems(files, name=BIRTH):
    return [(one.file, one.code) for one in check(files, shared(), date(2026, 11, 22), name)]


@pytest.mark.parametrize("path", ["process.bpmn", "rules.dmn"])
def test_an_entity_bomb_is_refused(path):
    found = problems(folder() | {path: BOMB})

    assert [one for one, _ in found] == [path]


@pytest.mark.parametrize("path", sorted(set(folder()) - {"certificate.typ"}))
def test_bytes_that_are_not_utf8_are_refused_once(path):
    found = problems(folder() | {path: b"a\n" + b"\xff\xfe" + folder()[path]})

    assert found.count((path, "not-utf8")) == 1


def test_too_many_files_are_refused_without_reading_them():
    many = {f"lists/a{number}.csv": b"x" for number in range(300)}

    assert problems(folder() | many) == [(BIRTH, "too-many-files")]


def test_a_folder_too_large_is_refused_without_reading_it():
    large = {f"examples/e{number}.toml": b"#" * 900_000 for number in range(7)}

    assert problems(folder() | large) == [(BIRTH, "folder-too-large")]


def test_one_file_too_large_is_refused():
    found = problems(folder() | {"lists/besar.csv": b"a,b\n" * 300_000})

    assert found == [("lists/besar.csv", "file-too-large")]


@pytest.mark.parametrize("path", ["../passwd", "/etc/passwd", "lists/../../x.csv", "run.py", "text/fr.toml"])
def test_a_file_that_does_not_belong_is_refused(path):
    assert problems(folder() | {path: b"x"}) == [(path, "unknown-file")]


@pytest.mark.parametrize("path", ["service.toml", "form.json", "rules.dmn", "process.bpmn", "text/en.toml"])
def test_a_missing_file_is_named(path):
    files = folder()
    del files[path]

    assert (path, "missing-file") in problems(files)


def test_deep_nesting_is_refused():
    deep = b"[" * 50_000

    assert {one for one, _ in problems(folder() | {"form.json": deep})} == {"form.json"}
    assert {one for one, _ in problems(folder() | {"service.toml": b"a = " + deep})} == {"service.toml"}


def test_a_list_whose_rows_do_not_fit_is_refused():
    found = problems(folder() | {"lists/warna.csv": b"kode,nama\n1,Merah\n2\n1,Biru\n"})

    assert found == [("lists/warna.csv", "bad-csv"), ("lists/warna.csv", "bad-csv")]


@pytest.mark.parametrize("name", ["Akta", "akta_kelahiran", "", "../x", "akta--x"])
def test_a_folder_name_that_no_address_can_hold_is_refused(name):
    assert (name, "bad-name") in problems(folder(), name)


TOML_AND_ALL = sorted(path for path in folder() if not path.startswith("examples/"))


@pytest.mark.parametrize("path", TOML_AND_ALL)
def test_a_file_that_is_not_there_is_the_only_thing_named(path):
    files = folder()
    del files[path]

    (found,) = problems(files)

    assert found in {(path, "missing-file"), ("service.toml", "no-template")}


@pytest.mark.parametrize("path", sorted(folder()))
def test_a_file_in_another_encoding_is_the_only_thing_named(path):
    assert problems(folder() | {path: folder()[path].decode().encode("utf-16")}) == [(path, "not-utf8")]


@pytest.mark.parametrize("path", sorted(folder()))
def test_an_empty_file_is_the_only_thing_named(path):
    assert problems(folder() | {path: b" \n"}) == [(path, "empty-file")]


@pytest.mark.parametrize("path", sorted(set(folder()) - {"certificate.typ"}))
def test_a_file_that_is_cut_off_is_the_only_thing_named(path):
    half = folder()[path][: len(folder()[path]) // 2]

    found = problems(folder() | {path: half + (b"\n[" if path.endswith(".toml") else b"")})

    assert [one for one, _ in found] == [path]


@pytest.mark.parametrize("path", ["process.bpmn", "rules.dmn"])
def test_an_external_entity_is_refused_and_nothing_is_read_for_it(path):
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    hostile = folder()[path].replace(b"?>", b"?>" + entity, 1)

    assert [one for one, _ in problems(folder() | {path: hostile})] == [path]


@pytest.mark.parametrize("path", ["process.bpmn", "rules.dmn"])
def test_a_drawing_that_claims_another_encoding_is_refused(path):
    claimed = folder()[path].replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"')

    assert problems(folder() | {path: claimed}) == [(path, "not-utf8")]


@pytest.mark.parametrize("path", ["citations", "elements", "positions", "registers"])
def test_a_dictionary_that_is_broken_is_the_only_thing_named(path):
    name = f"reference/{path}.toml"

    found = check(folder(), shared() | {name: shared()[name] + b"\n= x"}, date(2026, 11, 22), BIRTH)

    assert [(one.file, one.code) for one in found] == [(name, "bad-toml")]
