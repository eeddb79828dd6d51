"""What a case becomes when events reach it: tasks, clocks, pauses, numbers, letters. Shipped folders serve as material."""

import json
from datetime import UTC, date, datetime

import pytest

from balai.kernel import calendar, canonical
from balai.kernel import case as kernel
from balai.kernel.case import example
from balai.kernel.process import NotOpen
from tests.kernel.case.folders import Walk, office_days, service

BIRTH, LICENCE = "akta-kelahiran", "izin-usaha"
MONDAY = "2026-07-13T09:00:00+07:00"


def birth() -> Walk:
    walk = Walk(BIRTH, "tepat-waktu", MONDAY)
    walk.to_verification()
    return walk


def tells(change: kernel.Change) -> list[str]:
    return [effect.letter for effect in change.effects if isinstance(effect, kernel.Tell)]


@pytest.mark.parametrize("name", [BIRTH, LICENCE])
def test_every_worked_example_of_a_shipped_folder_holds(name):
    folder = service(name)

    found = {one.name: example.run(folder, one, office_days()) for one in folder.examples}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_submitted_case_has_a_task_a_deadline_and_a_letter():
    walk = Walk(BIRTH, "tepat-waktu", MONDAY)

    change = walk.submit()
    opened = walk.answer("cari_kelahiran", records=[])

    assert tells(change) == ["received"]
    assert change.deadlines["case"]["due_on"] == date(2026, 7, 16)
    assert [row["element"] for row in opened.tasks.values()] == ["verifikasi"]
    assert opened.case["stage"] == "verifikasi"


def test_the_state_is_canonical_json_and_survives_storage():
    walk = birth()

    stored = json.loads(canonical.dumps(walk.state))

    assert stored == walk.state


def test_the_same_events_give_the_same_bytes():
    def course() -> bytes:
        walk = birth()
        walk.later(days=1)
        walk.complete("verifikasi", outcome="sesuai", form={"dokumen_asli": True})
        return canonical.dumps(walk.state)

    assert course() == course()


def test_folding_an_event_leaves_the_state_before_it_untouched():
    walk = birth()
    before = canonical.dumps(walk.state)

    kernel.apply(
        walk.service,
        walk.calendars,
        walk.state,
        kernel.Event(9, "task_taken", walk.at, {"person": "x"}, {"n": walk.n("verifikasi")}),
    )

    assert canonical.dumps(walk.state) == before


def test_a_correction_stops_the_clock_and_returning_it_starts_it_again():
    walk = birth()
    walk.later(days=1)
    stopped = walk.complete(
        "verifikasi",
        outcome="perbaikan",
        reason="tidak_terbaca",
        fields=["dokumen.surat_lahir"],
        form={"dokumen_asli": True},
    )

    assert stopped.case["paused"]
    assert stopped.case["due_at"] is None
    assert stopped.deadlines["case"]["status"] == "paused"
    assert tells(stopped) == ["perbaiki"]

    walk.later(days=5)
    walk.complete("perbaiki", answers=walk.state["answers"])

    assert not walk.changes[-1].case["paused"]
    assert walk.changes[-1].case["due_on"] > date(2026, 7, 16)


def test_while_the_clock_stands_still_nothing_that_follows_it_can_strike():
    walk = birth()
    walk.complete(
        "verifikasi",
        outcome="perbaikan",
        reason="tidak_terbaca",
        fields=["dokumen.surat_lahir"],
        form={"dokumen_asli": True},
    )

    assert walk.timer("limit case") is None


def test_a_finished_task_cannot_be_finished_again():
    walk = birth()
    n = walk.n("verifikasi")
    walk.complete("verifikasi", outcome="sesuai", form={"dokumen_asli": True})
    before = canonical.dumps(walk.state)

    with pytest.raises(NotOpen):
        walk.feed("task_completed", {"n": n, "outcome": "sesuai", "form": {"dokumen_asli": True}})

    assert canonical.dumps(walk.state) == before


def test_the_number_is_asked_for_in_the_signing_act():
    walk = birth()
    walk.complete("verifikasi", outcome="sesuai", form={"dokumen_asli": True})

    signed = walk.complete("tanda_tangan", confirmed="totp")

    [request] = [effect for effect in signed.effects if isinstance(effect, kernel.TakeNumber)]
    assert (request.prefix, request.digits, request.period) == ("1971-LU-13072026-", 4, "2026-07-13")


def test_a_low_risk_licence_is_issued_without_any_person():
    walk = Walk(LICENCE, "rendah", MONDAY)

    change = walk.submit()
    end = walk.answer("terbitkan_otomatis")

    assert not change.tasks
    assert any(isinstance(effect, kernel.TakeNumber) for effect in change.effects)
    assert end.case["status"] == "granted"


def test_two_offices_are_asked_at_once_each_by_its_own_clock():
    walk = Walk(LICENCE, "menengah-tinggi-diam", MONDAY)

    change = walk.submit()

    assert {row["element"] for row in change.tasks.values()} == {"rekom_lingkungan", "rekom_tata_ruang"}
    assert {row["agency"] for row in change.tasks.values()} == {
        "agency of lingkungan",
        "agency of tata_ruang",
    }


def test_the_superior_is_warned_before_the_limit_and_silence_lapses_after_it():
    walk = Walk(LICENCE, "menengah-tinggi-diam", MONDAY)
    walk.submit()
    n = walk.n("rekom_tata_ruang")
    walk.at = walk.timer(f"warn {n}")
    warned = walk.feed("timer_fired", {"timer": f"warn {n}"})

    [tell] = [effect for effect in warned.effects if isinstance(effect, kernel.Tell)]
    assert (tell.letter, tell.position, tell.agency) == ("warn", "kepala_instansi", "agency of tata_ruang")

    name = next(
        key for key, row in walk.state["open_timers"].items() if row["limit"] == "task.rekom_tata_ruang.due"
    )
    walk.at = walk.timer(name)
    lapsed = walk.feed("timer_fired", {"timer": name})

    assert lapsed.tasks[n]["status"] == "law"
    assert lapsed.tasks[n]["outcome"] == "setuju"
    assert lapsed.deadlines[f"task {n}"]["status"] == "lapsed"


def test_silence_on_the_application_grants_it_whatever_state_it_is_in():
    walk = Walk(LICENCE, "tinggi-diam", MONDAY)
    walk.submit()
    name = next(key for key, row in walk.state["open_timers"].items() if row["limit"] == "case.due")
    walk.at = walk.timer(name)

    granted = walk.feed("timer_fired", {"timer": name})
    walk.answer("terbitkan_hukum")

    assert [row["status"] for row in granted.tasks.values()] == ["interrupted"]
    assert walk.changes[-1].case["status"] == "granted"
    assert not walk.state["open_timers"]


def test_silence_on_a_birth_goes_to_the_head_and_changes_nothing_else():
    walk = birth()
    walk.at = walk.timer("limit case")

    change = walk.feed("timer_fired", {"timer": "limit case"})

    [tell] = [effect for effect in change.effects if isinstance(effect, kernel.Tell)]
    assert (tell.letter, tell.position) == ("limit", "kepala_instansi")
    assert walk.task("verifikasi")["status"] == "open"


def test_joint_leave_added_later_moves_what_has_not_passed():
    walk = birth()
    first = office_days()
    closed = {**first.closed, date(2026, 7, 14): "Cuti bersama tambahan"}
    walk.calendars["second"] = calendar.Calendar(
        first.zone, first.week, closed, first.cutoff, first.first, first.last
    )

    changed = walk.feed("calendar_changed", {"calendar": "second"})

    assert walk.task("verifikasi")["due_on"] == "2026-07-15"
    assert changed.case["due_on"] == date(2026, 7, 17)


def test_a_limit_that_has_passed_stays_passed_when_the_calendar_changes():
    walk = birth()
    walk.at = datetime(2026, 7, 20, 2, tzinfo=UTC)
    first = office_days()
    closed = {**first.closed, date(2026, 7, 14): "Cuti bersama tambahan"}
    walk.calendars["second"] = calendar.Calendar(
        first.zone, first.week, closed, first.cutoff, first.first, first.last
    )

    walk.feed("calendar_changed", {"calendar": "second"})

    assert walk.task("verifikasi")["due_on"] == "2026-07-14"
    assert walk.state["due_on"] == "2026-07-16"


def test_an_unknown_kind_of_event_is_refused():
    walk = birth()

    with pytest.raises(ValueError, match="rumour"):
        walk.feed("rumour", {})
