"""Drawings with sub-processes, calls, signals and instances that cannot run are refused by what is wrong with them."""

import pytest

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.draw import draw
from tests.kernel.process.walk import Case

WORDS = """
    start mulai > rawat
    inner rawat > selesai
        start masuk > a
        user a > seru
        shout seru siap > gagal
        fail gagal rusak
    error rusak rawat rusak > selesai
    end selesai
    sub tanya
        heard+ dengar siap > usai
        end usai
"""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("heard+ dengar siap", "broken+ dengar lain", "does not interrupt"),
        ("heard+ dengar siap", "start dengar", "waits for nothing"),
        (
            "shout seru",
            "rise naik a berat > gagal\n        shout seru",
            "escalation event naik stands on a",
        ),
        (
            "error rusak rawat rusak",
            "error rusak rawat lain",
            "the error of end event gagal is caught by nothing",
        ),
        ("end usai", "end usai > dengar", "leaves endEvent usai, after which nothing comes"),
        ("end selesai\n", "end selesai > tanya\n", "leads to subProcess tanya, which starts by itself"),
    ],
)
def test_a_defect_inside_is_named(old, new, what):
    with pytest.raises(Refused) as refused:
        p.load(draw(WORDS.replace(old, new, 1)), "process.bpmn")
    assert what in " ".join(one.what for one in refused.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('name="isyarat_siap"', 'name="Siap!"', "the signal is called 'Siap!'"),
        (' errorCode="rusak"', "", "the error galat_rusak has no code"),
        ('<signalEventDefinition signalRef="isyarat_siap"', "<signalEventDefinition", "names no signal"),
        (
            'signalRef="isyarat_siap"',
            'signalRef="isyarat_lain"',
            "names no signal: isyarat_lain does not exist",
        ),
        ("<loopCardinality>3</loopCardinality>", "", "does not say how many instances it has"),
        (
            '<process id="proses"',
            '<collaboration><chat id="x"/></collaboration><process id="proses"',
            "chat x",
        ),
    ],
)
def test_what_a_file_declares_wrongly_is_named(old, new, what):
    xml = draw(WORDS.replace("user a >", "user a times 3 >")).decode()
    assert old in xml
    with pytest.raises(Refused) as refused:
        p.load(xml.replace(old, new, 1).encode(), "process.bpmn")
    assert what in " ".join(one.what for one in refused.value.problems)


def test_an_error_in_a_called_process_is_caught_around_the_call():
    words = """
        start mulai > luar
        inner luar > selesai
            start masuk > panggil
            calls panggil lain > akhir
            end akhir
        error rusak luar rusak > selesai
        end selesai
        process lain
        start awal > kerja
        user kerja > gagal
        fail gagal rusak
    """
    case = Case(draw(words))
    assert case.done("kerja")[-3:] == (p.Reached("rusak"), p.Reached("selesai"), p.Finish(("selesai",)))


def test_a_sub_process_in_which_a_join_waits_for_ever_is_told():
    words = """
        start mulai > rawat
        inner rawat > selesai
            start masuk > pilih
            xor pilih > kiri ; kanan : false
            user kiri > temu
            user kanan > temu
            and temu > akhir
            end akhir
        end selesai
    """
    case = Case(draw(words))
    with pytest.raises(p.Stuck) as stuck:
        case.done("kiri")
    assert stuck.value.element == "temu"
    assert case.waiting == ["rawat", "kiri"]


@pytest.mark.parametrize(
    "words",
    [
        "start a > lagi\n calls lagi proses > b\n end b",
        "start a > luar\n inner luar > b\n   start c > lagi\n   calls lagi proses > d\n   end d\n end b",
        "start a > x\n calls x anak > b\n end b\nprocess anak\n start c > lagi\n calls lagi proses > d\n end d",
    ],
    ids=["at once", "from within", "through another"],
)
def test_a_process_that_calls_itself_is_refused(words):
    with pytest.raises(Refused) as refused:
        p.load(draw(words), "process.bpmn")
    assert "callActivity lagi calls proses, which comes back to it" in [
        one.what for one in refused.value.problems
    ]
