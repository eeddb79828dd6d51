"""Whether a running case has an image in another version, and what moving it does to its state."""

from functools import cache

import pytest

from balai.kernel import case as kernel
from balai.kernel.case.moving import obstacles
from balai.kernel.definition import load
from tests.kernel.case.folders import ACTOR, ROOT, Walk, read, service, shared

BIRTH = "akta-kelahiran"
HEAD, DRAWING, RULES, FORM = "service.toml", "process.bpmn", "rules.dmn", "form.json"


@cache
def edited(*edits):
    files = read(ROOT / "services" / BIRTH)
    for path, old, new in edits:
        assert old in files[path].decode()
        files[path] = files[path].replace(old.encode(), new.encode())
    return load(files, shared(), BIRTH)


def waiting():
    """A case that waits for verification."""
    walk = Walk(BIRTH, "tepat-waktu", "2026-07-13T09:00:00+07:00")
    walk.to_verification()
    return walk


def moved(walk, version, state=None):
    payload = {
        "from": "old",
        "to": "new",
        "lanes": walk.state["lanes"],
        "back": False,
        "why": "",
        "proposed_by": {},
    }
    event = kernel.Event(len(walk.changes) + 1, "version_changed", walk.at, ACTOR, payload)
    return kernel.apply(version, walk.calendars, state or walk.state, event)


def why(walk, *edits):
    found = obstacles(walk.service, edited(*edits), walk.state)
    return {(one.kind, one.id) for one in found}


VERIFIED = '<userTask id="verifikasi"'
SAMPLES = [
    ([(HEAD, 'agency = "dukcapil"', 'agency = "kelurahan"')], ("office", "kelurahan")),
    ([(DRAWING, '"cari_kelahiran"', '"cari_akta"'), (DRAWING, ">cari_kelahiran<", ">cari_akta<"),
      (HEAD, "[task.cari_kelahiran]", "[task.cari_akta]")], ("gone", "cari_kelahiran")),
    ([(DRAWING, VERIFIED, '<serviceTask id="verifikasi"'),
      (DRAWING, "<outgoing>f11</outgoing></userTask>", "<outgoing>f11</outgoing></serviceTask>")], ("other", "verifikasi")),
    ([(DRAWING, 'attachedToRef="lengkapi"', 'attachedToRef="verifikasi"')], ("beside", "verifikasi")),
    ([(DRAWING, "<flowNodeRef>verifikasi</flowNodeRef>", ""),
      (DRAWING, "<flowNodeRef>lengkapi</flowNodeRef>",
       "<flowNodeRef>lengkapi</flowNodeRef><flowNodeRef>verifikasi</flowNodeRef>")], ("lane", "verifikasi")),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), SAMPLES)
def test_a_state_without_an_image_is_told_why(edits, expected):
    assert expected in why(waiting(), *edits)


def test_a_state_has_an_image_in_its_own_version_and_the_move_changes_nothing_in_it():
    walk = waiting()
    assert not obstacles(walk.service, walk.service, walk.state)
    assert moved(walk, walk.service).state == walk.state


def test_a_number_that_was_taken_needs_its_document_there():
    walk = waiting()
    walk.state = walk.state | {"certificates": {"salinan": {}}}
    assert why(walk) == {("certificate", "salinan")}


def test_a_rule_that_the_case_has_passed_must_have_been_run():
    walk = waiting()
    older = edited(
        (DRAWING, '<flowNodeRef>jalur</flowNodeRef>', ""),
        (DRAWING, 'sourceRef="berkas_lengkap" targetRef="jalur"', 'sourceRef="berkas_lengkap" targetRef="cari_kelahiran"'),
        (DRAWING, '<sequenceFlow id="f08" sourceRef="jalur" targetRef="cari_kelahiran"/>', ""),
        (DRAWING, ('<businessRuleTask id="jalur" name="Tentukan jalur">'
          "<incoming>f07</incoming><outgoing>f08</outgoing></businessRuleTask>"), ""),
        (RULES, 'id="jalur" name="jalur"', 'id="jalur_lama" name="jalur_lama"'),
        (RULES, 'href="#jalur"', 'href="#jalur_lama"'), (RULES, "<text>jalur</text>", "<text>jalur_lama</text>"),
        (RULES, 'id="var_jalur" name="jalur"', 'id="var_jalur" name="jalur_lama"'),
        (RULES, 'name="jalur" typeRef', 'name="jalur_lama" typeRef'),
    )  # fmt: skip
    state = walk.state | {"decisions": {"kekurangan": []}}
    found = obstacles(older, walk.service, state)
    assert [(one.kind, one.id) for one in found] == [("unmade", "jalur")]


def test_a_timer_that_follows_a_limit_follows_the_one_that_the_new_version_names():
    walk = Walk(BIRTH, "kurang-lengkap", "2026-07-13T09:00:00+07:00")
    walk.submit()
    name = next(name for name, row in walk.state["open_timers"].items() if row["element"] == "lengkapi_habis")
    other = edited((DRAWING, ">task.lengkapi.due<", ">case.due<"))
    timer = moved(walk, other).state["open_timers"][name]
    assert (timer["limit"], timer["due_at"]) == ("case.due", None)


def test_an_operation_that_runs_must_stay_the_same():
    walk = Walk(BIRTH, "tepat-waktu", "2026-07-13T09:00:00+07:00")
    walk.submit()
    assert why(walk, (HEAD, 'call = "register.find"', 'call = "register.add"')) == {
        ("call", "cari_kelahiran")
    }


def test_a_clock_that_has_not_started_must_be_able_to():
    walk = Walk(BIRTH, "kurang-lengkap", "2026-07-13T09:00:00+07:00")
    walk.submit()
    assert walk.state["clock_from_at"] is None
    other = (HEAD, '[event.berkas_lengkap]\nclock = "start"', '[event.diajukan]\nclock = "start"')
    assert why(walk, other) == {("clock", "diajukan")}


def test_limits_posts_and_warnings_are_those_of_the_new_version_and_what_was_decided_stays():
    walk = waiting()
    version = edited(
        (HEAD, 'due = "1 working day"\nwarn = { before = "2 hours"', 'due = "2 working days"\nwarn = { before = "4 hours"'),
        (HEAD, 'position = "verifikator"', 'position = "kepala_bidang"'),
        (RULES, "[0..60]", "[0..5]"), (RULES, "&gt; 60", "&gt; 5"),
    )  # fmt: skip
    after = moved(walk, version).state
    before, row = walk.task("verifikasi"), next(iter(after["open_tasks"].values()))
    assert (row["position"], row["opened_at"]) == ("kepala_bidang", before["opened_at"])
    assert row["due_on"] > before["due_on"]
    assert after["open_timers"][f"warn {row['n']}"] != walk.state["open_timers"][f"warn {row['n']}"]
    assert after["decisions"] == walk.state["decisions"]


def test_a_limit_that_the_new_version_has_not_is_lifted():
    walk = waiting()
    version = edited(
        (HEAD, ('[task.verifikasi]\nact = "verify"                                 # the mandate needed\n'
               'due = "1 working day"\nwarn = { before = "2 hours", to = "kepala" }'), '[task.verifikasi]\nact = "verify"'),
    )  # fmt: skip
    change = moved(walk, version)
    assert change.deadlines[f"task {walk.n('verifikasi')}"]["status"] == "lifted"
    assert walk.task("verifikasi")["due_at"] is not None
    assert next(iter(change.state["open_tasks"].values()))["due_at"] is None
    back = moved(walk, service(BIRTH), change.state)
    assert back.state == walk.state


def test_silence_is_escalated_only_where_the_version_says_so():
    walk = waiting()
    silent = edited((HEAD, 'silence = "escalate"', 'silence = "refused"'))
    after = moved(walk, silent).state
    assert "limit case" in walk.state["open_timers"]
    assert "limit case" not in after["open_timers"]
    assert "limit case" in moved(walk, service(BIRTH), after).state["open_timers"]


def test_a_limit_that_has_passed_stays_passed():
    walk = waiting()
    walk.later(days=30)
    version = edited((HEAD, 'limit = "3 working days"', 'limit = "60 working days"'))
    assert moved(walk, version).state["due_on"] == walk.state["due_on"]


def test_a_replay_folds_each_event_under_its_version():
    walk = waiting()
    version = edited((HEAD, 'limit = "3 working days"', 'limit = "5 working days"'))
    events = [
        kernel.Event(1, "task_taken", walk.at, ACTOR, {"n": walk.n("verifikasi")}),
        kernel.Event(2, "version_changed", walk.at, ACTOR, {"to": "new"}),
    ]
    assert kernel.serving(walk.service, events[0], {"new": version}) is walk.service
    assert kernel.serving(walk.service, events[1], {"new": version}) is version


def test_an_impact_names_rules_that_answer_otherwise_and_answers_that_no_longer_fit():
    walk = waiting()
    stricter = edited((RULES, "[0..60]", "[0..5]"), (RULES, "&gt; 60", "&gt; 5"))
    found = impact(walk, stricter)
    assert [(name, was, now) for name, was, now in found.rules if name == "jalur"] == [
        ("jalur", "tepat_waktu", "terlambat")
    ]
    shut = edited((FORM, '{ "const": "rs", "title": "RS/RB" },', ""))
    assert impact(walk, shut).obstacles == (kernel.Obstacle("answer", "anak.tempat_dilahirkan"),)


def impact(walk, version):
    payload = {
        "from": "old",
        "to": "new",
        "lanes": walk.state["lanes"],
        "back": False,
        "why": "",
        "proposed_by": {},
    }
    event = kernel.Event(len(walk.changes) + 1, "version_changed", walk.at, ACTOR, payload)
    return kernel.impact(walk.service, version, walk.calendars, walk.state, event)
