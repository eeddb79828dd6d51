import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

SILENCE = """
    start mulai > bagi
    and bagi > kiri ; kanan
    user kiri > gabung
    limit habis kiri task.kiri.due > gabung_juga
    user kanan > gabung
    and gabung > selesai
    end selesai
    end gabung_juga
    sub diam
        at batas case.due > terbitkan
        call terbitkan > dikabulkan
        end dikabulkan
    sub dicabut
        on cabut batal > ditarik
        end ditarik
"""


def test_start_timers_and_messages_are_armed_when_the_case_starts():
    case = Case(draw(SILENCE))
    assert case.effects == (
        p.Reached("mulai"),
        p.StartTimer(1, "batas", None, "case.due", None),
        p.Await(2, "cabut", "pesan_batal"),
        p.OpenTask(3, "kiri"),
        p.StartTimer(4, "habis", 3, "task.kiri.due", None),
        p.OpenTask(5, "kanan"),
    )


def test_silence_cuts_off_everything_that_is_open():
    case = Case(draw(SILENCE))
    case.done("kanan")
    assert case.fire("batas") == (
        p.StopAwait(2, "cabut"),
        p.CloseTask(3, "kiri", "interrupted", "batas"),
        p.StopTimer(4, "habis"),
        p.Reached("batas"),
        p.Call(6, "terbitkan"),
    )
    assert case.state == {"n": 6, "open": [[6, "terbitkan"]]}
    assert case.answer("terbitkan")[-1] == p.Finish(("dikabulkan",))


def test_a_message_can_start_the_sub_process():
    case = Case(draw(SILENCE))
    effects = case.receive("batal", alasan="pindah")
    assert effects[0] == p.StopTimer(1, "batas")
    assert effects[-3:] == (p.Reached("cabut"), p.Reached("ditarik"), p.Finish(("ditarik",)))
    assert case.facts["task"]["cabut"] == {"alasan": "pindah"}


def test_a_case_that_ends_by_itself_disarms_the_sub_processes():
    case = Case(draw(SILENCE))
    case.done("kiri")
    assert case.done("kanan")[-4:] == (
        p.Reached("selesai"),
        p.StopTimer(1, "batas"),
        p.StopAwait(2, "cabut"),
        p.Finish(("selesai",)),
    )
    with pytest.raises(p.NotOpen):
        case.send(p.TimerFired(AT, 1))


def test_terminate_disarms_the_sub_processes_too():
    case = Case(draw(SILENCE.replace("end gabung_juga", "terminate gabung_juga")))
    assert case.fire("habis")[-5:] == (
        p.StopTimer(1, "batas"),
        p.StopAwait(2, "cabut"),
        p.CloseTask(5, "kanan", "interrupted", "gabung_juga"),
        p.Reached("gabung_juga"),
        p.Finish(("gabung_juga",)),
    )


def test_an_awaited_message_is_taken_inside_before_it_starts_a_sub_process():
    text = SILENCE.replace("user kanan > gabung", "receive kanan batal > gabung")
    case = Case(draw(text))
    case.receive("batal")
    assert case.waiting == ["batas", "cabut", "kiri", "habis"]


def test_a_join_that_cannot_complete_waits_for_the_limit_of_the_case():
    case = Case(draw(SILENCE))
    case.fire("habis")
    case.done("kanan")
    assert case.state["tokens"] == {"f06": 1}
    assert case.waiting == ["batas", "cabut"]
    assert case.fire("batas")[-1] == p.Call(6, "terbitkan")
