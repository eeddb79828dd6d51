from datetime import UTC, datetime

import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

LIMIT = """
    start mulai > periksa
    user periksa > terbit
    limit habis periksa task.periksa.due > ditutup
    limit+ ingat periksa P3D > ingatkan
    user ingatkan > diingatkan
    end terbit
    end ditutup
    end diingatkan
"""


def test_boundary_timers_start_with_their_task_and_stop_with_it():
    case = Case(draw(LIMIT))
    assert case.effects[1:] == (
        p.OpenTask(1, "periksa"),
        p.StartTimer(2, "habis", 1, "task.periksa.due", None),
        p.StartTimer(3, "ingat", 1, None, datetime(2026, 7, 4, 2, tzinfo=UTC)),
    )
    assert case.done("periksa")[:3] == (
        p.CloseTask(1, "periksa", "done"),
        p.StopTimer(2, "habis"),
        p.StopTimer(3, "ingat"),
    )


def test_an_interrupting_timer_closes_the_task_in_its_own_name():
    case = Case(draw(LIMIT))
    assert case.fire("habis") == (
        p.CloseTask(1, "periksa", "interrupted", "habis"),
        p.StopTimer(3, "ingat"),
        p.Reached("habis"),
        p.Reached("ditutup"),
        p.Finish(("ditutup",)),
    )


def test_what_the_law_supplies_is_a_fact_of_the_task_before_the_case_goes_on():
    text = """
        start mulai > rekom
        user rekom > ada
        limit diam rekom task.rekom.due > ada
        xor ada > setuju : task.rekom.outcome = "setuju" ; tidak
        end setuju
        end tidak
    """
    case = Case(draw(text))
    assert case.fire("diam", outcome="setuju")[-1] == p.Finish(("setuju",))
    assert case.facts["task"]["rekom"]["outcome"] == "setuju"


def test_a_timer_that_does_not_interrupt_fires_once_beside_the_task():
    case = Case(draw(LIMIT))
    assert case.fire("ingat") == (p.Reached("ingat"), p.OpenTask(4, "ingatkan"))
    assert case.waiting == ["periksa", "habis", "ingatkan"]
    case.done("periksa")
    assert not case.over
    assert case.done("ingatkan")[-1] == p.Finish(("terbit", "diingatkan"))


def test_a_timer_catch_event_waits_by_itself():
    text = """
        start mulai > jeda
        wait jeda P1M > sampai
        wait sampai 2027-01-01T00:00:00+07:00 > batas
        wait batas case.due > selesai
        end selesai
    """
    case = Case(draw(text))
    assert case.effects[-1] == p.StartTimer(1, "jeda", None, None, datetime(2026, 8, 1, 2, tzinfo=UTC))
    assert case.fire("jeda") == (
        p.Reached("jeda"),
        p.StartTimer(2, "sampai", None, None, datetime.fromisoformat("2027-01-01T00:00:00+07:00")),
    )
    assert case.fire("sampai")[-1] == p.StartTimer(3, "batas", None, "case.due", None)
    assert case.fire("batas")[-1] == p.Finish(("selesai",))


def test_a_timer_cannot_fire_twice_or_after_its_task():
    case = Case(draw(LIMIT))
    timer = case.n("ingat")
    case.fire("ingat")
    with pytest.raises(p.NotOpen) as refused:
        case.send(p.TimerFired(AT, timer))
    assert refused.value.n == timer


def test_timers_stand_on_calls_and_receive_tasks_too():
    text = """
        start mulai > bagi
        and bagi > cari ; jawaban
        call cari > selesai
        limit lama cari PT1H > selesai
        receive jawaban bank > selesai
        limit sepi jawaban PT2H > selesai
        end selesai
    """
    case = Case(draw(text))
    assert case.fire("lama")[:2] == (p.CancelCall(1, "cari"), p.Reached("lama"))
    assert case.fire("sepi")[:2] == (p.StopAwait(3, "jawaban"), p.Reached("sepi"))
    assert case.over
