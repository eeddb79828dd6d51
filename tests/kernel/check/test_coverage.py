from datetime import date

from balai.kernel.check import examine
from balai.kernel.check.suggesting import suggest
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, shared

TODAY = date(2026, 11, 22)
FIRST = {BIRTH: "tepat-waktu", LICENCE: "rendah"}


def only_the_first_example(name):
    first = f"examples/{FIRST[name]}.toml"
    return {
        path: data for path, data in folder(name).items() if not path.startswith("examples/") or path == first
    }


def missed(files, name):
    return {(spot.kind, spot.id) for spot in examine(files, shared(), TODAY, name).coverage.missed}


def test_the_examples_of_the_birth_certificate_reach_everything():
    assert missed(folder(), BIRTH) == set()


def test_a_row_a_branch_and_an_outcome_that_no_example_reaches_are_named():
    found = missed(only_the_first_example(BIRTH), BIRTH)
    assert {("row", "jalur.jalur_lambat"), ("branch", "f17"), ("outcome", "verifikasi.tolak")} <= found
    assert {("task", "perbaiki"), ("event", "lengkapi_habis")} <= found
    assert ("row", "jalur.jalur_tepat") not in found
    assert ("branch", "f18") not in found


def test_each_place_names_the_examples_that_reach_it_and_its_line():
    report = examine(folder(), shared(), TODAY, BIRTH)
    spot = next(spot for spot in report.coverage.reached if spot.id == "tangani_gagal.coba_lagi")
    assert report.coverage.reached[spot] == ("gagal-dicatat",)
    assert (
        folder()[spot.file]
        .decode()
        .splitlines()[spot.line - 1]
        .startswith("[task.tangani_gagal.outcome.coba_lagi]")
    )


def test_nothing_is_said_of_examples_while_something_else_is_to_be_mended():
    broken = changed(folder(), "service.toml", 'correct = "kekurangan"', 'correct = "kekuragan"')
    assert examine(broken, shared(), TODAY, BIRTH).coverage is None


def test_facts_are_found_for_every_row_that_is_not_reached():
    found = suggest(only_the_first_example(BIRTH), shared(), TODAY, BIRTH)
    assert found.unmet == ()
    late = next(one for one in found.found if any(spot.id == "jalur.jalur_lambat" for spot in one.spots))
    assert late.variant.changes == {("form", "anak", "tanggal_lahir"): "2026-05-13"}  # 61 days before


def test_answers_that_a_change_makes_wanted_are_filled_in():
    found = suggest(only_the_first_example(BIRTH), shared(), TODAY, BIRTH)
    twins = next(
        one for one in found.found if any(spot.id == "dugaan_ganda.ganda_kembar" for spot in one.spots)
    )
    assert {path[-1] for path in twins.variant.changes} == {"jenis_kelahiran", "urutan_kembar"}


def test_a_row_that_no_answer_can_meet_is_named_as_such():
    found = suggest(folder(LICENCE), shared(), TODAY, LICENCE)
    assert [spot.id for spot in found.unmet] == [
        "kekurangan.kurang_kbli"
    ]  # every code of the list has a risk


def test_a_broken_folder_gets_no_suggestions_but_its_problems():
    broken = changed(folder(), "service.toml", 'correct = "kekurangan"', 'correct = "kekuragan"')
    found = suggest(broken, shared(), TODAY, BIRTH)
    assert found.found == ()
    assert [problem.code for problem in found.problems] == ["unknown-name"]


def test_two_answers_that_only_count_together_are_found_together():
    name = "surat-keterangan-domisili"
    files = changed(
        folder(name),
        "rules.dmn",
        "<text>form.tinggal.rumah</text>",
        '<text>if form.tinggal.rumah = "sewa" and form.surat.keperluan = "kerja" then "sewa" else "lain"</text>',
    )
    files = {
        path: data
        for path, data in files.items()
        if path[:9] != "examples/" or path.endswith("/lengkap.toml")
    }
    found = suggest(files, shared(), TODAY, name)
    new = next(one for one in found.found if any(spot.id == "kekurangan.penyewa_baru" for spot in one.spots))
    assert new.variant.changes[("form", "tinggal", "rumah")] == "sewa"
    assert new.variant.changes[("form", "surat", "keperluan")] == "kerja"
