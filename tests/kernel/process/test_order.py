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
