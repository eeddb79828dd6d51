"""Multi-instance activities: parallel and in turn, by number and by list, with an end condition (13.3.7)."""

from decimal import Decimal

import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Case

TASK = """
    start mulai > nilai
    user nilai times 3 > selesai
    limit lama nilai P3D > selesai
    end selesai
"""
TURNS = TASK.replace("times 3", "each form.anak in_turn")
ENOUGH = TASK.replace("times 3", 'times 3 until count(task.nilai.all[outcome = "ya"]) >= 2')
INNER = """
    start mulai > anak
    inner anak each form.anak > selesai
        start masuk > tanya
        user tanya > hitung
        rule hitung > pilih
        xor pilih > akhir ; ulang : task.tanya.outcome = "ulang" and hitung = each.item
        user ulang > akhir
        end akhir
    end selesai
"""


def of(case, index):
    """Return the serial of the open task of one instance."""
    return next(wait[0] for wait in case.state["open"] if wait[4:] == [index])


def test_parallel_instances_are_open_at_once_and_each_keeps_its_values():
    case = Case(draw(TASK))
    assert case.effects[-3:] == tuple(p.OpenTask(n, "nilai", (("nilai", n - 2),)) for n in (3, 4, 5))
    assert case.state["open"][2:] == [[n, "nilai", 0, 1, n - 2] for n in (3, 4, 5)]
    assert case.state["many"] == {"1": [3, 3, 0]}
    case.send(p.TaskDone(AT, of(case, 2), {"outcome": "ya"}))
    told = case.facts["task"]["nilai"]
    assert [one.get("outcome") for one in told["all"]] == [None, "ya", None]
    assert (told["count"], told["done"]) == (Decimal(3), Decimal(1))
    case.send(p.TaskDone(AT, of(case, 1)))
    assert case.send(p.TaskDone(AT, of(case, 3)))[-3:] == (
        p.StopTimer(2, "lama"),
        p.Reached("selesai"),
        p.Finish(("selesai",)),
    )


def test_instances_in_turn_see_the_items_of_a_list_one_by_one():
    case = Case(draw(TURNS), facts={"form": {"anak": ["Ani", "Budi"]}})
    assert case.state["many"] == {"1": [2, 1, 0]}
    assert [wait[1:] for wait in case.state["open"][2:]] == [["nilai", 0, 1, 1]]
    case.send(p.TaskDone(AT, of(case, 1)))
    assert case.facts["task"]["nilai"]["all"][1]["each"] == {"index": Decimal(2), "item": "Budi"}
    assert case.send(p.TaskDone(AT, of(case, 2)))[-1] == p.Finish(("selesai",))


def test_the_condition_ends_the_rest():
    case = Case(draw(ENOUGH))
    case.send(p.TaskDone(AT, of(case, 1), {"outcome": "ya"}))
    assert not case.over
    assert case.send(p.TaskDone(AT, of(case, 3), {"outcome": "ya"}))[1:3] == (
        p.CloseTask(4, "nilai", "interrupted", ""),
        p.StopTimer(2, "lama"),
    )
    assert case.over


def test_no_items_no_instance():
    assert Case(draw(TURNS), facts={"form": {"anak": []}}).over


def test_a_boundary_event_stands_on_all_instances_together():
    effects = Case(draw(TASK)).fire("lama")
    assert [one.n for one in effects if isinstance(one, p.CloseTask)] == [3, 4, 5]
    assert effects[-1] == p.Finish(("selesai",))


@pytest.mark.parametrize("anak", [None, "Ani", ["x"] * 1001])
def test_what_is_no_list_or_too_long_a_list_stops_the_case(anak):
    with pytest.raises(p.Stuck):
        Case(draw(TURNS), facts={"form": {"anak": anak}})


@pytest.mark.parametrize("number", ["-1", "1.5", "null", "1001", '"3"'])
def test_what_is_no_small_whole_number_stops_the_case(number):
    with pytest.raises(p.Stuck):
        Case(draw(TASK.replace("times 3", f"times {number}")))


def test_the_serial_of_the_activity_itself_is_no_task():
    case = Case(draw(TASK))
    with pytest.raises(p.NotOpen):
        case.send(p.TaskDone(AT, 1))


def test_each_instance_of_a_sub_process_decides_on_its_own_facts():
    rules = {"hitung": lambda facts: facts["each"]["item"]}
    case = Case(draw(INNER), facts={"form": {"anak": ["Ani", "Budi"]}}, rules=rules)
    first, second = (wait[0] for wait in case.state["open"] if wait[1] == "tanya")
    case.send(p.TaskDone(AT, second, {"outcome": "cukup"}))
    case.send(p.TaskDone(AT, first, {"outcome": "ulang"}))
    assert case.waiting[-1] == "ulang"
    told = case.facts["task"]["anak"]["all"]
    assert [one["tanya"]["outcome"] for one in told] == ["ulang", "cukup"]
    assert [one["decided"]["hitung"] for one in told] == ["Ani", "Budi"]
    assert "hitung" not in case.facts
    assert case.done("ulang")[-1] == p.Finish(("selesai",))
