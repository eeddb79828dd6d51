from copy import deepcopy

import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import AT, Answer, Case, Reason, Rules

ONE = """
    start mulai > periksa
    user periksa > selesai
    end selesai
"""
CHOICE = """
    start mulai > periksa
    user periksa > hasil
    xor hasil > ditolak : task.periksa.outcome = "tolak" ; diulang : task.periksa.outcome != "sesuai" ; terbit
    end ditolak
    end diulang
    end terbit
"""
FORK = """
    start mulai > bagi
    and bagi > kiri ; kanan
    user kiri > gabung
    user kanan > gabung
    and gabung > akhir
    user akhir > selesai
    end selesai
"""
MERGE = """
    start mulai > bagi
    and bagi > kiri ; kanan
    user kiri > sama
    user kanan > sama
    user sama > selesai
    end selesai
"""


def test_a_case_opens_a_task_and_ends_when_it_is_done():
    case = Case(draw(ONE))
    assert case.effects == (p.Reached("mulai"), p.OpenTask(1, "periksa"))
    assert case.state == {"n": 1, "open": [[1, "periksa"]]}
    assert case.done("periksa") == (
        p.CloseTask(1, "periksa", "done"),
        p.Reached("selesai"),
        p.Finish(("selesai",)),
    )
    assert case.state == {"n": 1, "ends": ["selesai"]}


def test_what_a_task_produced_becomes_facts_beside_what_it_opened_with():
    case = Case(draw(ONE), facts={"form": {"nama": "A"}})
    case.done("periksa", outcome="sesuai")
    assert case.facts == {
        "form": {"nama": "A"},
        "task": {"periksa": {"opened": AT.isoformat(), "outcome": "sesuai"}},
    }


def test_a_task_that_opens_again_starts_afresh():
    text = """
        start mulai > periksa
        user periksa > ulang
        xor ulang > periksa : task.periksa.outcome = "ulang" ; selesai
        end selesai
    """
    case = Case(draw(text))
    case.done("periksa", outcome="ulang", note="kurang")
    assert case.facts["task"] == {"periksa": {"opened": AT.isoformat()}}
    assert case.n("periksa") == 2


def test_a_step_changes_neither_the_state_nor_the_facts_it_was_given():
    case = Case(draw(FORK.replace("bagi > kiri ; kanan", "bagi > kiri ; kanan ; dulu") + "    end dulu"))
    case.done("kiri", outcome="lama")
    state, facts = deepcopy(case.state), deepcopy(case.facts)
    assert (len(state["tokens"]), state["ends"]) == (1, ["dulu"])
    event = p.TaskDone(AT, case.n("kanan"), {"outcome": "baru"})
    step = p.advance(case.process, case.state, case.facts, event, Rules())
    p.advance(case.process, step.state, step.facts, p.TaskDone(AT, 3), Rules())
    assert (case.state, case.facts) == (state, facts)


def test_the_ends_of_an_earlier_state_stay_as_they_were():
    text = """
        start mulai > bagi
        and bagi > kiri ; kanan ; lagi
        user kiri > satu
        user kanan > dua
        user lagi > dua
        end satu
        end dua
    """
    case = Case(draw(text))
    case.done("kiri")
    before = case.state
    case.done("kanan")
    assert (before["ends"], case.state["ends"]) == (["satu"], ["satu", "dua"])


@pytest.mark.parametrize(
    ("outcome", "end"), [("tolak", "ditolak"), ("lain", "diulang"), ("sesuai", "terbit")]
)
def test_a_choice_takes_the_first_true_flow_else_the_default(outcome, end):
    case = Case(draw(CHOICE))
    assert case.done("periksa", outcome=outcome)[-1] == p.Finish((end,))


def test_a_choice_without_true_flow_and_default_is_stuck():
    text = CHOICE.replace("; terbit", '; terbit : task.periksa.outcome = "sesuai" and false')
    case = Case(draw(text))
    with pytest.raises(p.Stuck) as stuck:
        case.done("periksa", outcome="sesuai")
    assert stuck.value.element == "hasil"
    assert case.waiting == ["periksa"]


def test_a_condition_that_is_null_is_not_true():
    case = Case(draw(CHOICE.replace('task.periksa.outcome != "sesuai"', "task.tiada.jumlah > 3")))
    assert case.done("periksa", outcome=None)[-1] == p.Finish(("terbit",))


def test_a_fork_opens_its_branches_in_file_order():
    case = Case(draw(FORK))
    assert case.effects[1:] == (p.OpenTask(1, "kiri"), p.OpenTask(2, "kanan"))


@pytest.mark.parametrize("order", [("kiri", "kanan"), ("kanan", "kiri")])
def test_a_join_waits_for_every_branch(order):
    case = Case(draw(FORK))
    case.done(order[0])
    assert case.waiting == [order[1]]
    assert len(case.state["tokens"]) == 1
    assert case.done(order[1])[-1] == p.OpenTask(3, "akhir")
    assert "tokens" not in case.state


def test_a_join_within_a_loop_waits_for_every_branch_each_time():
    text = FORK.replace("user akhir > selesai", "user akhir > ulang").replace("mulai > bagi", "mulai > lagi")
    text += '    xor lagi > bagi\n    xor ulang > lagi : task.akhir.outcome = "ulang" ; selesai'
    case = Case(draw(text))
    for task in ("kiri", "kanan"):
        case.done(task)
    case.done("akhir", outcome="ulang")
    case.done("kanan")
    assert case.waiting == ["kiri"]


def test_a_join_counts_tokens_by_flow():
    text = """
        start mulai > bagi
        and bagi > kiri ; kanan ; lagi
        user kiri > gabung
        user lagi > kiri
        user kanan > gabung
        and gabung > selesai
        end selesai
    """
    case = Case(draw(text))
    case.done("kiri")
    case.done("lagi")
    case.done("kiri")
    assert case.state["tokens"] == {"f05": 2}
    with pytest.raises(p.Stuck, match="gabung"):
        case.done("kanan")


def test_each_token_passes_a_merge_without_gateway():
    case = Case(draw(MERGE))
    case.done("kiri")
    case.done("kanan")
    assert case.waiting == ["sama", "sama"]
    assert case.facts["task"]["sama"] == {"opened": AT.isoformat()}
    case.done("sama")
    assert not case.over
    assert case.done("sama")[-1] == p.Finish(("selesai",))


def test_ends_are_told_in_the_order_reached_the_deciding_one_last():
    text = FORK.replace("user kiri > gabung", "user kiri > satu").replace(
        "user kanan > gabung", "user kanan > dua"
    )
    text = text.replace("and gabung > akhir", "end satu").replace("user akhir > selesai", "end dua")
    case = Case(draw(text.replace("    end selesai\n", "")))
    case.done("kanan")
    assert case.done("kiri")[-1] == p.Finish(("dua", "satu"))


def test_terminate_cuts_off_every_other_branch():
    text = FORK.replace("user kiri > gabung", "user kiri > batal").replace(
        "and gabung", "terminate batal\n    and gabung"
    )
    case = Case(draw(text))
    assert case.done("kiri") == (
        p.CloseTask(1, "kiri", "done"),
        p.CloseTask(2, "kanan", "interrupted", "batal"),
        p.Reached("batal"),
        p.Finish(("batal",)),
    )


def test_terminate_drops_branches_that_have_not_begun():
    text = """
        start mulai > bagi
        and bagi > tutup ; periksa
        terminate tutup
        user periksa > selesai
        end selesai
    """
    assert Case(draw(text)).effects == (p.Reached("mulai"), p.Reached("tutup"), p.Finish(("tutup",)))


def test_a_rule_task_runs_at_once_and_its_result_is_a_fact():
    text = """
        start mulai > jalur
        rule jalur > pilih
        xor pilih > periksa : jalur = "terlambat" ; selesai
        user periksa > selesai
        end selesai
    """
    case = Case(draw(text), rules={"jalur": "terlambat"})
    assert case.facts["jalur"] == "terlambat"
    assert [(name, answer.value) for name, answer in case.decisions] == [("jalur", "terlambat")]
    assert case.waiting == ["periksa"]


def test_the_decisions_a_decision_required_become_facts_too():
    class Chain(Rules):
        def decide(self, decision_id, _facts):
            return Answer("tiga", (Reason("dasar", 2), Reason(decision_id, "tiga")))

    process = p.load(draw("start mulai > jalur\nrule jalur > selesai\nend selesai"), "process.bpmn")
    step = p.advance(process, None, {"dasar": 1}, p.Start(AT), Chain())
    assert step.facts == {"dasar": 2, "jalur": "tiga", "task": {}}


def test_milestones_are_told_and_messages_sent_without_waiting():
    text = """
        start mulai > lengkap
        milestone lengkap > kabari
        send kabari lain > umumkan
        emit umumkan lain > selesai
        end selesai
    """
    told = Case(draw(text)).effects
    assert told == (
        p.Reached("mulai"),
        p.Reached("lengkap"),
        p.Sent("kabari"),
        p.Sent("umumkan"),
        p.Reached("umumkan"),
        p.Reached("selesai"),
        p.Finish(("selesai",)),
    )


def test_a_long_line_of_automatic_steps_needs_no_deep_stack():
    middle = "".join(f"milestone m{number} > m{number + 1}\n" for number in range(3000))
    case = Case(draw(f"start mulai > m0\n{middle}milestone m3000 > selesai\nend selesai"))
    assert case.over
    assert len(case.effects) == 3004


@pytest.mark.parametrize(
    "event",
    [
        p.TaskDone(AT, 9),
        p.TimerFired(AT, 1),
        p.Answered(AT, 1),
        p.Failed(AT, 1, "x"),
        p.Received(AT, "bayar", {}, 1),
    ],
)
def test_an_event_for_what_is_not_open_is_refused(event):
    case = Case(draw(ONE))
    with pytest.raises(p.NotOpen):
        case.send(event)
    assert case.waiting == ["periksa"]


def test_nothing_is_taken_before_the_start_twice_or_after_the_end():
    case = Case(draw(ONE))
    with pytest.raises(p.AlreadyStarted):
        case.send(p.Start(AT))
    with pytest.raises(p.NotOpen):
        p.advance(case.process, None, {}, p.TaskDone(AT, 1), Rules())
    case.done("periksa")
    with pytest.raises(p.NotOpen):
        case.send(p.TaskDone(AT, 1))


def test_the_state_of_another_process_is_refused():
    case = Case(draw(ONE))
    with pytest.raises(p.ForeignState, match="periksa"):
        p.advance(
            p.load(draw(ONE.replace("periksa", "lain")), "b"), case.state, {}, p.TaskDone(AT, 1), Rules()
        )
