import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import Case

CALL = """
    start mulai > catat
    call catat > selesai
    error penuh catat penuh > tunda
    error apa_saja catat > tangani
    limit lama catat PT1H > tunda
    user tangani > selesai
    end selesai
    end tunda
"""
CAUGHT = """
    start mulai > bagi
    and bagi > catat ; lain
    call catat > selesai
    user lain > gagal
    fail gagal penuh
    end selesai
    sub darurat
        broken penuh penuh > beres
        user beres > dibereskan
        end dibereskan
"""


def test_an_answer_closes_the_call_and_stops_its_timers():
    case = Case(draw(CALL))
    assert case.effects[1:3] == (p.Call(1, "catat"), p.StartTimer(2, "lama", 1, None, case.effects[2].at))
    assert case.answer("catat", nik="1")[:2] == (p.StopTimer(2, "lama"), p.Reached("selesai"))
    assert case.facts["task"]["catat"]["nik"] == "1"


def test_an_error_goes_to_the_event_with_its_code():
    case = Case(draw(CALL))
    assert case.fail("catat", "penuh") == (
        p.StopTimer(2, "lama"),
        p.Reached("penuh"),
        p.Reached("tunda"),
        p.Finish(("tunda",)),
    )


def test_any_other_error_goes_to_the_event_without_code():
    case = Case(draw(CALL))
    assert case.fail("catat", "putus")[1:] == (p.Reached("apa_saja"), p.OpenTask(3, "tangani"))


def test_an_error_nothing_catches_leaves_the_case_as_it_was():
    text = CALL.replace("    error apa_saja catat > tangani\n", "").replace(
        "    user tangani > selesai\n", ""
    )
    case = Case(draw(text))
    before = case.state
    with pytest.raises(p.Unhandled) as refused:
        case.fail("catat", "putus")
    assert (refused.value.element, refused.value.error) == ("catat", "putus")
    assert case.state is before


def test_an_error_no_border_takes_starts_the_sub_process():
    case = Case(draw(CAUGHT))
    assert case.fail("catat", "penuh") == (
        p.CloseTask(2, "lain", "interrupted", "penuh"),
        p.Reached("penuh"),
        p.OpenTask(3, "beres"),
    )
    assert case.done("beres")[-1] == p.Finish(("dibereskan",))


def test_an_error_end_starts_the_sub_process_that_catches_it():
    case = Case(draw(CAUGHT))
    assert case.done("lain") == (
        p.CloseTask(2, "lain", "done"),
        p.Reached("gagal"),
        p.CancelCall(1, "catat"),
        p.Reached("penuh"),
        p.OpenTask(3, "beres"),
    )


def test_an_error_within_the_sub_process_does_not_start_it_again():
    text = CAUGHT.replace("user beres > dibereskan", "call beres > dibereskan")
    case = Case(draw(text))
    case.done("lain")
    with pytest.raises(p.Unhandled, match="beres"):
        case.fail("beres", "penuh")
    assert case.waiting == ["beres"]
