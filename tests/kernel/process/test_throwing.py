"""Signals reach everyone who waits; escalations go outward and stop nothing that they do not interrupt (10.5.6)."""

import pytest

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

SIGNAL = """
    start mulai > bagi
    and bagi > a ; dengar ; tugas
    user a > seru
    shout seru siap > selesai
    hear dengar siap > selesai
    user tugas > selesai
    heed putus tugas siap > diputus
    end selesai
    end diputus
    sub catat
        heard+ tercatat siap > tulis
        user tulis > ditulis
        end ditulis
"""
ESCALATION = """
    start mulai > rawat
    inner rawat > selesai
        start masuk > a
        user a > naik
        warn naik berat > b
        user b > akhir
        end akhir
    rise didengar rawat berat > tangani
    user tangani > selesai
    end selesai
"""
BESIDE = ESCALATION.replace("rise didengar", "rise+ didengar")


def test_a_signal_goes_to_everything_that_waits_for_it():
    case = Case(draw(SIGNAL))
    case.done("a")
    assert sorted(case.waiting) == ["catat", "tercatat", "tulis"]
    assert not case.over
    assert case.done("tulis")[-1] == p.Finish(("diputus", "selesai"))


def test_a_signal_can_come_from_outside_and_may_find_nobody():
    case = Case(draw(SIGNAL))
    case.send(p.Signalled(AT, "isyarat_lain"))
    assert case.effects == ()
    case.send(p.Signalled(AT, "isyarat_siap"))
    assert sorted(case.waiting) == ["a", "catat", "tercatat", "tulis"]


def test_a_signal_can_interrupt_the_very_scope_that_throws_it():
    words = SIGNAL.replace("heard+ tercatat", "heard tercatat")
    case = Case(draw(words))
    case.done("a")
    assert case.waiting == ["tulis"]


def test_an_escalation_interrupts_the_sub_process_it_comes_from():
    case = Case(draw(ESCALATION))
    assert case.done("a")[1:] == (p.Reached("naik"), p.Reached("didengar"), p.OpenTask(3, "tangani"))
    assert case.waiting == ["tangani"]


def test_an_escalation_that_interrupts_nothing_lets_the_sub_process_go_on():
    case = Case(draw(BESIDE))
    case.done("a")
    assert case.waiting == ["rawat", "tangani", "b"]


def test_an_escalation_that_nobody_takes_is_passed():
    case = Case(draw(ESCALATION.replace("rise didengar rawat berat", "rise didengar rawat lain")))
    case.done("a")
    assert case.waiting == ["rawat", "b"]


def test_an_escalation_can_start_an_event_sub_process():
    sub = "    sub tolong\n            risen+ ditolong berat > c\n            user c > d\n            end d\n"
    words = ESCALATION.replace(
        "        start masuk", f"{sub}        start masuk".replace("    sub", "        sub", 1)
    )
    case = Case(draw(words))
    case.done("a")
    assert case.waiting == ["rawat", "tolong", "c", "b"]


def test_a_signal_that_nothing_throws_is_refused():
    with pytest.raises(Refused) as refused:
        p.load(draw(SIGNAL.replace("shout seru siap", "shout seru lain")), "process.bpmn")
    assert "which nothing throws" in refused.value.problems[0].what


def test_events_that_would_call_each_other_for_ever_are_refused():
    words = SIGNAL.replace("user tulis > ditulis\n        end ditulis", "cry tulis siap")
    with pytest.raises(Refused) as refused:
        p.load(draw(words), "process.bpmn")
    assert "nothing waits on the loop" in refused.value.problems[0].what
