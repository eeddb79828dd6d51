"""Embedded sub-processes, event sub-processes that do not interrupt, and called processes."""

import pytest

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

INNER = """
    start mulai > rawat
    inner rawat > selesai
        start masuk > bagi
        and bagi > a ; b
        user a > temu
        user b > temu
        and temu > akhir
        end akhir
    limit lama rawat P3D > telat
    error rusak rawat rusak > telat
    end selesai
    end telat
"""
BESIDE = """
    start mulai > utama
    user utama > selesai
    end selesai
    sub tanya
        on+ ditanya info > jawab
        user jawab > dijawab
        end dijawab
"""
CALLS = """
    start mulai > bagi
    and bagi > kiri ; kanan
    calls kiri periksa > temu
    calls kanan periksa > temu
    and temu > selesai
    error gagal kiri rusak > henti
    error gagal_juga kanan rusak > henti
    end selesai
    terminate henti
    process periksa
    start p_mulai > teliti
    user teliti > pilih
    xor pilih > p_selesai ; p_rusak : task.teliti.outcome = "rusak"
    end p_selesai
    fail p_rusak rusak
"""


def test_a_sub_process_is_left_when_nothing_in_it_is_left_to_do():
    case = Case(draw(INNER))
    assert case.state["open"] == [[1, "rawat"], [2, "lama", 1], [3, "a", 0, 1], [4, "b", 0, 1]]
    case.done("a")
    assert case.state["inner"] == {"1": {"f06": 1}}
    assert case.done("b") == (
        p.CloseTask(4, "b", "done"),
        p.Reached("akhir"),
        p.StopTimer(2, "lama"),
        p.Reached("selesai"),
        p.Finish(("selesai",)),
    )


def test_what_interrupts_a_sub_process_cuts_off_all_that_stands_in_it():
    case = Case(draw(INNER))
    case.done("a")
    assert case.fire("lama") == (
        p.CloseTask(4, "b", "interrupted", "lama"),
        p.Reached("lama"),
        p.Reached("telat"),
        p.Finish(("telat",)),
    )
    assert case.state == {"n": 4, "ends": ["telat"]}


def test_an_error_inside_goes_to_the_border_of_the_sub_process():
    case = Case(draw(INNER.replace("user b > temu", "call b > temu")))
    assert case.fail("b", "rusak")[-3:] == (p.Reached("rusak"), p.Reached("telat"), p.Finish(("telat",)))
    with pytest.raises(p.Unhandled):
        Case(draw(INNER.replace("user b > temu", "call b > temu"))).fail("b", "lain")


def test_terminate_ends_the_sub_process_it_stands_in_and_nothing_more():
    case = Case(draw(INNER.replace("user b > temu", "user b > mati\n        terminate mati")))
    assert case.done("b")[-4:] == (
        p.Reached("mati"),
        p.StopTimer(2, "lama"),
        p.Reached("selesai"),
        p.Finish(("selesai",)),
    )


def test_an_event_sub_process_that_does_not_interrupt_runs_beside_and_again():
    case = Case(draw(BESIDE))
    case.receive("info")
    case.receive("info")
    assert sorted(case.waiting) == ["ditanya", "jawab", "jawab", "tanya", "tanya", "utama"]
    case.done("utama")
    assert not case.over
    case.done("jawab")
    assert case.done("jawab")[-2:] == (p.StopAwait(6, "ditanya"), p.Finish(("selesai",)))


def test_each_call_keeps_the_facts_of_its_tasks_apart():
    case = Case(draw(CALLS))
    opened = [one for one in case.effects if isinstance(one, p.OpenTask)]
    assert [one.place for one in opened] == [(("kiri", 0),), (("kanan", 0),)]
    case.send(p.TaskDone(AT, opened[1].n, {"outcome": "baik"}))
    assert case.facts["task"]["kanan"]["teliti"]["outcome"] == "baik"
    assert "outcome" not in case.facts["task"]["kiri"]["teliti"]
    assert case.done("teliti", outcome="baik")[-1] == p.Finish(("selesai",))


def test_an_error_in_a_called_process_goes_to_the_border_of_the_call():
    case = Case(draw(CALLS))
    assert case.done("teliti", outcome="rusak")[-4:] == (
        p.Reached("gagal"),
        p.CloseTask(4, "teliti", "interrupted", "henti"),
        p.Reached("henti"),
        p.Finish(("henti",)),
    )


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (CALLS.replace("calls kiri periksa", "calls kiri hilang"), "calls hilang"),
        (CALLS.replace("user teliti >", "calls teliti periksa >"), "calls periksa, which comes back to it"),
        (INNER.replace("        start masuk > bagi\n", ""), "sub-process rawat has no start events"),
        (INNER.replace("user b > temu", "user b > selesai"), "crosses the border of a sub-process"),
        (CALLS.replace("    error gagal_juga kanan rusak > henti\n", ""), "p_rusak is caught by nothing"),
    ],
)
def test_what_cannot_run_is_refused(words, what):
    with pytest.raises(Refused) as refused:
        p.load(draw(words), "process.bpmn")
    assert what in str([one.what for one in refused.value.problems])
