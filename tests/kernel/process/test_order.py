import pytest

from balai.kernel import process as p
from tests.kernel.process.draw import draw

LOOP = """
    start mulai > lengkap
    rule lengkap > pilih
    xor pilih > perbaiki : lengkap = "belum" ; periksa
    user perbaiki > lengkap
    limit habis perbaiki task.perbaiki.due > ditutup
    user periksa > catat
    call catat > bayar
    receive bayar bank > terbit
    end ditutup
    end terbit
    sub diam
        at batas case.due > tutup_buku
        user tutup_buku > dikabulkan
        end dikabulkan
"""


@pytest.fixture(scope="module")
def process():
    return p.load(draw(LOOP), "process.bpmn")


def test_user_tasks_come_in_the_order_a_case_meets_them(process):
    assert p.user_tasks(process) == ("perbaiki", "periksa", "tutup_buku")


def test_every_element_comes_after_what_leads_to_it(process):
    order = p.steps(process)
    assert order[0] == "mulai"
    assert order.index("pilih") < order.index("perbaiki") < order.index("habis") < order.index("ditutup")
    assert order.index("catat") < order.index("bayar") < order.index("terbit") < order.index("batas")


@pytest.mark.parametrize(
    ("element", "following"),
    [
        ("mulai", ("perbaiki", "periksa")),
        ("perbaiki", ("perbaiki", "periksa")),
        ("habis", ("ditutup",)),
        ("periksa", ("bayar",)),
        ("bayar", ("terbit",)),
        ("terbit", ()),
    ],
)
def test_next_steps_skip_what_runs_by_itself(process, element, following):
    assert p.next_steps(process, element) == following


def test_next_steps_of_an_unknown_element_is_an_error(process):
    with pytest.raises(KeyError):
        p.next_steps(process, "tiada")


def test_towards_an_end_a_detour_comes_before_what_leads_on(process):
    there = p.load(
        draw(LOOP.replace('perbaiki : lengkap = "belum" ; periksa', 'periksa : lengkap = "ya" ; perbaiki')),
        "x",
    )
    assert p.user_tasks(there)[:2] == ("periksa", "perbaiki")
    order = p.steps(there, ("terbit",))
    assert order.index("perbaiki") < order.index("periksa") < order.index("terbit")
    assert sorted(order) == sorted(p.steps(there))


def test_ways_that_meet_again_are_followed_once():
    words = """
        start mulai > bagi
        xor bagi > a : task.a.outcome = "x" ; b
        call a > satu
        call b > satu
        xor satu > rawat
        inner rawat > selesai
            start masuk > keluar
            end keluar
        end selesai
    """
    assert p.next_steps(p.load(draw(words), "process.bpmn"), "mulai") == ("selesai",)


def test_an_end_inside_a_handler_of_the_process_ends_the_case_and_one_inside_an_activity_does_not(process):
    inner = p.load(
        draw(LOOP.replace("call catat > bayar", "inner catat > bayar\n        start s > e\n        end e")),
        "x",
    )
    assert p.ends_case(process, "dikabulkan")
    assert p.ends_case(inner, "terbit")
    assert not p.ends_case(inner, "e")
