import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

RACE = """
    start mulai > tunggu
    race tunggu > dibayar ; terlambat ; dibatalkan
    receive dibayar bayar > lunas
    wait terlambat P7D > hangus
    catch dibatalkan batal > hangus
    end lunas
    end hangus
"""
NOTICE = """
    start mulai > periksa
    user periksa > selesai
    notice cabut periksa batal > dicabut
    notice+ tambah periksa susulan > catat
    milestone catat > dicatat
    end selesai
    end dicabut
    end dicatat
"""


def test_a_receive_task_waits_for_its_message_and_keeps_what_it_says():
    case = Case(draw("start mulai > jawaban\nreceive jawaban bank > selesai\nend selesai"))
    assert case.effects[-1] == p.Await(1, "jawaban", "pesan_bank")
    assert case.facts["task"]["jawaban"] == {"opened": AT.isoformat()}
    assert case.receive("bank", lunas=True) == (p.Reached("selesai"), p.Finish(("selesai",)))
    assert case.facts["task"]["jawaban"] == {"opened": AT.isoformat(), "lunas": True}


def test_the_message_of_a_receive_task_stops_its_timer():
    text = (
        "start mulai > jawaban\nreceive jawaban bank > selesai\nlimit sepi jawaban P1D > selesai\nend selesai"
    )
    assert Case(draw(text)).receive("bank")[0] == p.StopTimer(2, "sepi")


def test_a_race_listens_to_all_its_events():
    case = Case(draw(RACE))
    assert case.effects[1:] == (
        p.Await(2, "dibayar", "pesan_bayar"),
        p.StartTimer(3, "terlambat", None, None, AT.replace(day=8)),
        p.Await(4, "dibatalkan", "pesan_batal"),
    )
    assert case.waiting == ["tunggu", "dibayar", "terlambat", "dibatalkan"]


def test_the_first_event_of_a_race_ends_the_others():
    case = Case(draw(RACE))
    assert case.receive("bayar") == (
        p.StopTimer(3, "terlambat"),
        p.StopAwait(4, "dibatalkan"),
        p.Reached("lunas"),
        p.Finish(("lunas",)),
    )
    assert case.waiting == []


def test_a_race_can_be_won_by_its_timer_or_a_message_event():
    timed, told = Case(draw(RACE)), Case(draw(RACE))
    assert timed.fire("terlambat")[2:4] == (p.Reached("terlambat"), p.Reached("hangus"))
    assert told.receive("batal", alasan="x")[2:4] == (p.Reached("dibatalkan"), p.Reached("hangus"))
    assert told.facts["task"]["dibatalkan"] == {"alasan": "x"}


def test_a_message_on_the_border_interrupts_the_task():
    case = Case(draw(NOTICE))
    assert case.receive("batal")[:3] == (
        p.CloseTask(1, "periksa", "interrupted", "cabut"),
        p.StopAwait(3, "tambah"),
        p.Reached("cabut"),
    )
    assert case.over


def test_a_message_that_does_not_interrupt_is_awaited_again():
    case = Case(draw(NOTICE))
    assert case.receive("susulan", isi=1) == (
        p.Await(4, "tambah", "pesan_susulan"),
        p.Reached("tambah"),
        p.Reached("catat"),
        p.Reached("dicatat"),
    )
    case.receive("susulan", berkas=2)
    assert case.facts["task"]["tambah"] == {"berkas": 2}
    assert case.waiting == ["periksa", "cabut", "tambah"]


def test_what_a_message_said_is_forgotten_when_it_is_awaited_again():
    text = """
        start mulai > tunggu
        catch tunggu bank > pilih
        xor pilih > tunggu : task.tunggu.lagi ; selesai
        end selesai
    """
    case = Case(draw(text))
    case.receive("bank", lagi=True)
    assert case.facts["task"]["tunggu"] == {}
    case.receive("bank", lagi=False)
    assert case.over


def test_a_message_goes_to_the_oldest_wait_or_to_the_one_it_names():
    text = """
        start mulai > bagi
        and bagi > satu ; dua
        receive satu bank > selesai
        receive dua bank > selesai
        end selesai
    """
    named, oldest = Case(draw(text)), Case(draw(text))
    named.send(p.Received(AT, "pesan_bank", {}, named.n("dua")))
    oldest.receive("bank")
    assert (named.waiting, oldest.waiting) == (["satu"], ["dua"])


def test_a_message_nobody_awaits_is_refused():
    case = Case(draw(RACE))
    with pytest.raises(p.NotAwaited) as refused:
        case.receive("lain")
    assert refused.value.message == "pesan_lain"
    case.receive("bayar")
    with pytest.raises(p.NotAwaited):
        case.receive("batal")
