import dataclasses

import pytest

from balai.kernel.calendar import Limit
from balai.kernel.definition import load
from balai.kernel.problem import Refused
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, service, shared


@pytest.mark.parametrize("name", [BIRTH, LICENCE])
def test_the_real_folders_load(name):
    loaded = service(name)

    assert loaded.name == name
    assert len(loaded.version) == 64
    assert {one.result for one in loaded.events.values()} >= {"granted", "refused", "withdrawn"}


def test_loading_twice_gives_the_same_version_whatever_the_order_of_files():
    backwards = dict(reversed(list(folder().items())))

    assert load(backwards, shared(), BIRTH).version == service().version
    assert load(backwards, shared(), BIRTH).manifest == service().manifest


@pytest.mark.parametrize("path", sorted(folder()))
def test_any_byte_of_any_file_changes_the_version(path):
    comment = {"toml": b"\n# x\n", "typ": b"\n// x\n", "json": b"\n", "csv": b"\n"}.get(
        path.rsplit(".", 1)[1], b"\n<!-- x -->\n"
    )
    files = folder() | {path: folder()[path] + comment}

    assert load(files, shared(), BIRTH).version != service().version


def test_words_change_the_version_but_not_the_logic():
    files = changed(folder(), "text/id.toml", "Gratis.", "Tanpa biaya.")

    loaded = load(files, shared(), BIRTH)

    assert loaded.version != service().version
    assert loaded.logic_hash == service().logic_hash


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("rules.dmn", "[0..60]", "[0..59]"),
        ("form.json", '"maxLength": 60', '"maxLength": 61'),
        ("process.bpmn", 'name="Periksa berkas"', 'name="Periksa semua"'),
        ("service.toml", 'due = "1 working day"', 'due = "2 working days"'),
    ],
)
def test_rules_form_drawing_and_limits_change_the_logic(path, old, new):
    loaded = load(changed(folder(), path, old, new), shared(), BIRTH)

    assert loaded.logic_hash != service().logic_hash


def test_shared_data_that_the_folder_does_not_use_leaves_its_version_alone():
    extra = b'["UU 99/2026"]\ntitle = "Lain"\nin_force = 2026-01-01\n'
    extra += b'[["UU 99/2026".article]]\nat = "pasal 1"\nsays = "Lain."\nstatus = "verified"\n'
    more = shared() | {"reference/citations.toml": shared()["reference/citations.toml"] + b"\n" + extra}

    assert load(folder(), more, BIRTH).version == service().version


def test_shared_data_that_the_folder_uses_is_part_of_its_version():
    other = changed(shared(), "reference/citations.toml", "paling lambat 60 hari", "paling lambat 61 hari")

    loaded = load(folder(), other, BIRTH)

    assert loaded.version != service().version
    assert loaded.logic_hash == service().logic_hash


def test_a_service_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        service().title = "Lain"


def test_every_problem_of_every_file_is_found_at_once():
    files = changed(folder(), "service.toml", 'limit = "3 working days"', 'limit = "tiga hari"')
    files = changed(files, "form.json", '"format": "date"', '"format": "tanggal"')
    files = changed(files, "text/id.toml", "intro =", "into =")

    with pytest.raises(Refused) as refused:
        load(files, shared(), BIRTH)

    assert {problem.file for problem in refused.value.problems} >= {"form.json", "text/id.toml"}


def test_an_example_inherits_key_by_key_and_its_fractions_stay_decimal_text():
    late = next(one for one in service().examples if one.name == "terlambat")

    assert late.form["anak"]["berat_kg"] == "3.1"
    assert late.form["anak"]["panjang_cm"] == "49"
    assert late.form["anak"]["tanggal_lahir"] == "2026-07-01"
    assert late.calendar == "wib-5-hari"


def test_without_takes_an_inherited_answer_away():
    missing = next(one for one in service().examples if one.name == "tidak-dilengkapi")

    assert missing.form["dokumen"] == {}


def test_limits_reasons_and_posts_arrive_typed():
    task = service().tasks["verifikasi"]

    assert task.due == Limit(1, "working days")
    assert task.warn is not None
    assert (task.warn.before, task.warn.position) == (Limit(2, "hours"), "kepala_instansi")
    assert task.outcomes["tolak"].reasons["ganda"].title == "Kelahiran sudah tercatat"
    assert [part.kind for part in service().certificates["kutipan"].number][-1] == "serial"
