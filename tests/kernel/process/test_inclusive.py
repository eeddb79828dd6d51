"""Inclusive gateways: every true branch, and a merge that waits for what may still come, and no longer (13.4.3)."""

import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import Case

BOTH = """
    start mulai > pilih
    or pilih > c : a = false ; a : a = true ; b : b = true
    user a > temu
    user b > temu
    user c > temu
    or temu > selesai
    end selesai
"""
DEFAULT = BOTH.replace("c : a = false ; ", "c ; ")
LOOP = """
    start mulai > bagi
    and bagi > a ; b
    user a > ulang
    xor ulang > temu ; a : task.a.outcome = "lagi"
    user b > temu
    or temu > lanjut
    user lanjut > selesai
    end selesai
"""


@pytest.mark.parametrize(
    ("facts", "waiting"),
    [
        ({"a": True, "b": True}, ["a", "b"]),
        ({"a": True, "b": False}, ["a"]),
        ({"a": False, "b": True}, ["c", "b"]),
    ],
)
def test_every_branch_whose_condition_is_true_is_taken(facts, waiting):
    case = Case(draw(BOTH), facts=facts)
    assert case.waiting == waiting
    for name in waiting:
        case.done(name)
    assert case.over


def test_the_default_is_taken_when_no_condition_is_true():
    assert Case(draw(DEFAULT), facts={"a": False, "b": False}).waiting == ["c"]
    assert Case(draw(DEFAULT), facts={"a": True, "b": True}).waiting == ["a", "b"]
    with pytest.raises(p.Stuck):
        Case(draw(BOTH), facts={"a": None, "b": None})


def test_the_merge_waits_for_the_branches_that_were_taken_only():
    case = Case(draw(BOTH), facts={"a": True, "b": True})
    case.done("b")
    assert case.state == {"n": 2, "open": [[1, "a"]], "tokens": {"f06": 1}}
    assert case.done("a")[-1] == p.Finish(("selesai",))


def test_the_merge_waits_while_a_token_can_come_back_on_a_loop():
    case = Case(draw(LOOP))
    case.done("b")
    case.done("a", outcome="lagi")
    assert case.waiting == ["a"]
    case.done("a", outcome="cukup")
    assert case.waiting == ["lanjut"]


def test_a_branch_that_ends_elsewhere_is_not_waited_for():
    words = LOOP.replace("xor ulang > temu ; a", "xor ulang > temu ; selesai")
    case = Case(draw(words))
    case.done("b")
    assert case.waiting == ["a"]
    case.done("a", outcome="lagi")
    assert case.waiting == ["lanjut"]


def test_a_token_that_can_reach_a_flow_that_has_one_is_not_waited_for():
    """The second part of the rule: whoever can come to an empty flow, but also to a filled one, blocks nothing."""
    words = """
        start mulai > bagi
        and bagi > a ; b
        user a > pilih
        xor pilih > temu ; kanan : task.a.outcome = "kanan"
        user b > kanan
        xor kanan > temu
        or temu > lanjut
        user lanjut > selesai
        end selesai
    """
    case = Case(draw(words))
    case.done("b")
    assert case.waiting == ["a", "lanjut"]


def test_two_merges_that_wait_for_each_other_are_told():
    words = """
        start mulai > bagi
        and bagi > a ; b
        user a > satu
        user b > dua
        or satu > silang_satu
        xor silang_satu > selesai ; x : false
        user x > dua
        or dua > silang_dua
        xor silang_dua > selesai ; y : false
        user y > satu
        end selesai
    """
    case = Case(draw(words))
    case.done("a")
    with pytest.raises(p.Stuck):
        case.done("b")
    assert case.waiting == ["b"]
