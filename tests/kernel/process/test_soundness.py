"""Soundness: what is proved, what is found, and that brute force comes to the same verdict."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process import brute
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import SAFE, plain


def proof(text, **options):
    text = text.replace("\n        ", "\n\t").replace("\n    ", "\n")  # lines put in below need no indent
    return p.prove(p.load(draw(text.replace("\t", "    ")), "process.bpmn"), **options)


def flaws(text, **options):
    return [(flaw.kind, flaw.element) for flaw in proof(text, **options).flaws]


def branches(count, tasks):
    """Draw that many parallel branches of that many tasks."""
    lines = ["start mulai > bagi", "and bagi > " + " ; ".join(f"t{one}_0" for one in range(count))]
    for one in range(count):
        names = [*(f"t{one}_{task}" for task in range(tasks)), "gabung"]
        lines += [f"user {name} > {after}" for name, after in pairwise(names)]
    return "\n".join([*lines, "and gabung > selesai", "end selesai"])


CHOICE = """
    start mulai > pilih
    xor pilih > satu ; dua : task.satu.outcome = "1"
    user satu > gabung
    user dua > gabung
    xor gabung > tiga
    user tiga > selesai
    end selesai
"""
FORK = (
    CHOICE.replace("xor pilih", "and pilih")
    .replace(' : task.satu.outcome = "1"', "")
    .replace("xor gabung", "and gabung")
)
WITHDRAWN = """
    sub cabut
        on dicabut batal > ditarik
        end ditarik
"""


def test_a_choice_and_a_fork_that_close_as_they_open_are_sound():
    assert proof(CHOICE).sound
    assert proof(FORK).sound


def test_alternatives_that_are_joined_as_if_parallel_get_stuck():
    assert flaws(CHOICE.replace("xor gabung", "and gabung")) == [("stuck", "gabung")]


def test_an_event_sub_process_is_no_way_out_of_being_stuck():
    found = proof(CHOICE.replace("xor gabung", "and gabung") + WITHDRAWN)

    assert [(flaw.kind, flaw.element) for flaw in found.flaws] == [("stuck", "gabung")]
    assert proof(CHOICE + WITHDRAWN).sound


def test_parallel_branches_that_are_joined_as_if_alternatives_do_what_follows_twice():
    assert flaws(FORK.replace("and gabung", "xor gabung")) == [("twice", "gabung")]


def test_the_way_to_a_flaw_is_a_shortest_one_and_names_elements_and_flows():
    (flaw,) = proof(
        FORK.replace("and gabung", "xor gabung").replace(
            "user satu > gabung", "user satu > x\nuser x > gabung"
        )
    ).flaws

    assert sorted(move.element for move in flaw.path) == ["dua", "mulai", "satu", "x"]
    assert (flaw.path[0].how, flaw.path[-1].how) == ("start", "done")
    assert flaw.marked[:4] == ("mulai", "f01", "f02", "f03")


def test_tokens_that_would_pile_up_on_a_loop_are_found():
    text = CHOICE.replace(
        "xor gabung > tiga", "xor gabung > lagi\nand lagi > tiga ; gabung_2\nuser gabung_2 > gabung"
    )
    assert flaws(text) == [("twice", "gabung")]


def test_a_loop_without_a_way_out_is_found():
    assert flaws(CHOICE.replace("user dua > gabung", "user dua > empat\nuser empat > dua")) == [
        ("endless", "dua")
    ]


def test_what_is_never_reached_is_named_once_where_it_begins():
    assert flaws(CHOICE + "    user jauh > jauh_2\n    user jauh_2 > selesai") == [("unreachable", "jauh")]


def test_a_gateway_whose_conditions_may_all_be_false_is_undecided_unless_they_are_known_to_cover_all():
    text = CHOICE.replace("satu ; dua", 'satu : task.satu.outcome = "0" ; dua')
    assert flaws(text) == [("undecided", "pilih")]
    assert proof(text, covered=["pilih"]).sound


def test_a_timer_on_the_limit_of_a_task_that_is_not_open_never_fires():
    text = CHOICE.replace(
        "user tiga > selesai", "user tiga > tunggu\n    wait tunggu task.satu.due > selesai"
    )
    assert flaws(text) == [("stuck", "tunggu")]


def test_what_an_event_that_does_not_interrupt_opens_again_and_again_is_told_apart():
    text = CHOICE + "    notice+ tanya tiga soal > jawab\n    user jawab > terjawab\n    end terjawab"
    assert flaws(text) == [("again", "tanya")]
    assert proof(text.replace("user jawab", "send jawab")).sound


def test_parallel_branches_add_up_instead_of_multiplying():
    found = proof(branches(10, 3))
    assert found.sound
    assert found.states < 100


def test_a_process_too_large_for_its_limit_is_neither_sound_nor_unsound():
    found = proof(branches(10, 3), most=5)
    assert (found.sound, found.complete, found.flaws, found.states) == (False, False, (), 5)


@settings(max_examples=120, deadline=None)
@given(SAFE.map(plain))
def test_what_is_sound_by_construction_is_proved_sound(text):
    assert p.prove(p.load(draw(text), "process.bpmn")).flaws == ()


def broken(text, place, kind, other):
    """Change one join, choice, target or element of a drawing in words."""
    lines = text.splitlines()
    line = lines[place % len(lines)]
    head, _, targets = line.partition(" > ")
    if kind == "gateway":
        new = re.sub(r"^(xor|and) ", lambda word: {"xor": "and ", "and": "xor "}[word[1]], line)
    elif kind == "target" and targets:
        names = [one.split()[1] for one in lines]
        first, *rest = targets.split(" ; ")
        new = (
            f"{head} > {' ; '.join([names[other % len(names)] + first[len(first.split(' : ')[0]) :], *rest])}"
        )
    else:
        new = f"{head} > {targets.rpartition(' ; ')[0]}" if " ; " in targets else ""
    return "\n".join(filter(None, [*lines[: place % len(lines)], new, *lines[place % len(lines) + 1 :]]))


@settings(max_examples=120, deadline=None)
@given(
    SAFE.map(plain), st.integers(0, 99), st.sampled_from(["gateway", "target", "drop"]), st.integers(0, 99)
)
def test_what_is_broken_is_judged_as_by_brute_force(text, place, kind, other):
    try:
        process = p.load(draw(broken(text, place, kind, other)), "process.bpmn")
    except Refused:
        assume(False)
    assume(len(brute.names_asked(process)) < 3)
    verdict = brute.sound(process)
    assume(verdict is not None)
    assert p.prove(process).sound == verdict, broken(text, place, kind, other)


INNER = """
    start mulai > dalam
    inner dalam > selesai
        start masuk > bagi
        and bagi > a ; b
        user a > temu
        user b > temu
        and temu > keluar
        end keluar
    limit habis dalam P3D > ditutup
    end ditutup
    end selesai
"""


def test_a_sub_process_that_only_its_boundary_event_can_end_is_stuck():
    assert flaws(INNER) == []
    chosen = INNER.replace("and bagi > a ; b", "xor bagi > a ; b : mau = true")
    assert flaws(chosen) == [("stuck", "temu")]


@pytest.mark.parametrize("words", ["times n", "each daftar", "each daftar in_turn"])
def test_a_task_done_by_many_is_sound_for_none_one_or_two(words):
    assert flaws(f"start mulai > nilai\nuser nilai {words} > selesai\nend selesai") == []


def test_a_signal_that_is_heard_beside_is_followed():
    text = """
        start mulai > bagi
        and bagi > kerja ; tunggu
        user kerja > kabar
        shout kabar siap > temu
        hear tunggu siap > temu
        and temu > selesai
        end selesai
    """
    assert flaws(text) == []
