"""A check that is given more, or less: the people of an office, a limit of states, other dictionaries."""

from datetime import date

from balai.kernel.check import FINDINGS, examine
from balai.kernel.definition.staffing import Official
from tests.kernel.definition.folders import BIRTH, changed, folder, line_of, shared

REGISTERS = "reference/registers.toml"


def found(files=None, dictionaries=None, **given):
    report = examine(files or folder(), dictionaries or shared(), date(2026, 11, 22), BIRTH, **given)
    return [(one.file, one.line, one.code) for one in report.problems]


def holder(name, *posts):
    return Official(name, frozenset(posts))


def test_officials_who_can_do_everything_even_with_one_away_leave_nothing_to_say():
    posts = ("verifikator", "kepala_instansi")

    assert (
        found(officials=[holder(f"{name} {post}", post) for post in posts for name in ("Ani", "Budi")]) == []
    )


def test_one_person_in_two_posts_breaks_a_duty_at_its_line():
    line = line_of(folder(), "service.toml", '["verifikasi", "putuskan_penolakan"]') - 1

    assert found(officials=[holder("Ani", "verifikator", "kepala_instansi")])[0][1:] == (line, "duty-unmet")


def test_a_post_held_by_one_is_advice_at_the_task_that_would_rest():
    heads = [holder(name, "kepala_instansi") for name in ("Budi", "Citra")]
    line = line_of(folder(), "service.toml", "[task.verifikasi]")

    assert found(officials=[holder("Ani", "verifikator"), *heads]) == [("service.toml", line, "absence")]
    assert "absence" in FINDINGS


def test_more_states_than_are_looked_at_are_told_and_do_not_refuse_the_folder():
    report = examine(folder(), shared(), date(2026, 11, 22), BIRTH, states=3)

    assert [(one.code, one.file) for one in report.problems] == [("process.not-proved", "process.bpmn")]
    assert (report.proof.sound, report.proof.flaws) == (False, ())
    assert "process.not-proved" in FINDINGS


def test_what_a_register_owns_and_keeps_in_no_field_is_advice():
    dictionaries = changed(
        shared(),
        REGISTERS,
        'family_card = { element = "family.number", required = true }',
        "family_card = { required = true }",
    )

    assert found(dictionaries=dictionaries) == [
        ("form.json", line_of(folder(), "form.json", '"nomor_kk"'), "kept-nowhere")
    ]
    assert "kept-nowhere" in FINDINGS


def test_without_the_dictionary_of_registers_nothing_is_said_of_their_fields():
    assert found(dictionaries={path: data for path, data in shared().items() if path != REGISTERS}) == []


def test_a_lane_that_is_drawn_and_not_described_is_named_in_the_drawing():
    text = folder()["service.toml"].decode()
    begins = text.index("[lane.petugas]")
    ends = text.index("[", begins + 1)
    files = folder() | {"service.toml": (text[:begins] + text[ends:]).encode()}

    line = line_of(files, "process.bpmn", '<lane id="petugas"')
    assert ("process.bpmn", line, "not-described") in found(files)


def test_a_task_that_is_described_and_not_drawn_is_named_with_no_guess_when_nothing_is_near():
    files = changed(
        folder(), "service.toml", "[task.verifikasi]", "[task.zzz]\nbasis = 'x'\n[task.verifikasi]"
    )

    assert [code for _, _, code in found(files) if code != "unknown-citation"][:1] == ["not-drawn"]
