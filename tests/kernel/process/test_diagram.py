"""What `draw` writes: a diagram in which nothing overlaps, the references of each element, and nothing else."""

from itertools import pairwise
from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser as spiff
from hypothesis import given, settings
from lxml import etree

from balai.kernel import process as p
from balai.kernel.process.lines import arrange
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PROCESSES, grown

SCHEMA = Path(spiff.__file__).parent / "schema" / "BPMN20.xsd"
SERVICE = Path(__file__).parents[3] / "services" / "surat-keterangan-domisili" / "process.bpmn"
WORDS = """
    start mulai > rawat
    inner rawat > pilih
        start masuk > a
        user a > akhir
        end akhir
    limit lama rawat P3D > telat
    xor pilih > selesai ; rawat : task.a.outcome = "lagi"
    end selesai
    end telat
    sub diam
        at batas case.due > lewat
        end lewat
"""


def drawn(xml):
    return p.draw(xml, p.load(xml, "process.bpmn"))


def touch(one, other):
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (apart or one.y + one.height <= other.y or other.y + other.height <= one.y)


def crosses(line, box):
    """Say whether a right-angled line runs through the inside of a box."""
    for (x, y), (to_x, to_y) in pairwise(line):
        across = min(x, to_x) < box.x + box.width - 1 and max(x, to_x) > box.x + 1
        if across and min(y, to_y) < box.y + box.height - 1 and max(y, to_y) > box.y + 1:
            return True
    return False


def test_drawing_twice_is_drawing_once_and_the_process_stays_the_same():
    xml = SERVICE.read_bytes()
    once = drawn(xml)
    assert drawn(once) == once != xml
    before, after = p.load(xml, "x").to_json(), p.load(once, "x").to_json()
    for one in (
        *before["elements"],
        *after["elements"],
        *before["flows"],
        *after["flows"],
        *before["lanes"],
        *after["lanes"],
    ):
        del one["line"]
    assert before == after


def test_a_drawing_is_valid_bpmn_with_a_shape_for_every_element():
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    tree = etree.fromstring(drawn(draw(WORDS)))
    schema.assertValid(tree)
    shown = {one.get("bpmnElement") for one in tree.iter("{*}BPMNShape", "{*}BPMNEdge")}
    process = p.load(draw(WORDS), "process.bpmn")
    assert shown == {*process.elements, *process.flows, "petugas"}


def test_comments_and_the_authors_own_lines_stay():
    xml = draw(WORDS).replace(b"<userTask", b"<!-- siapa? -->\n      <userTask")
    text = drawn(xml)
    assert b"<!-- siapa? -->" in text
    kept = [line for line in xml.splitlines() if b"<sequenceFlow" in line]
    assert all(line in text.splitlines() for line in kept)


def test_wrong_references_are_written_anew():
    xml = drawn(draw(WORDS))
    wrong = xml.replace(b"<incoming>f01</incoming>", b"<incoming>f99</incoming>", 1)
    assert wrong != xml
    assert drawn(wrong) == xml


def test_a_diagram_that_lacks_an_element_is_laid_out_anew():
    xml = drawn(draw(WORDS))
    less = xml.replace(b'bpmnElement="selesai"', b'bpmnElement="lama"')
    assert drawn(less) == xml


@settings(max_examples=60, deadline=None)
@given(PROCESSES.map(grown))
def test_no_shapes_overlap_and_no_line_runs_through_one(words):
    process = p.load(draw(words), "process.bpmn")
    layout = arrange(process)
    nodes = [one for one in process.elements.values() if one.kind != "boundaryEvent"]
    assert set(layout.boxes) == set(process.elements)
    for one in nodes:
        for other in nodes:
            if one.id < other.id and one.scope == other.scope:
                assert not touch(layout.boxes[one.id], layout.boxes[other.id])
    for name, line in layout.lines.items():
        for one in nodes:
            if one.scope == process.flows[name].scope:
                assert not crosses(line, layout.boxes[one.id]), (name, one.id)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))


def test_the_picture_is_well_formed_and_marks_what_it_is_told():
    process = p.load(draw(WORDS), "process.bpmn")
    picture = p.svg(process, {"a": "error", "f01": "path"})
    tree = etree.fromstring(picture.encode())
    shown = {one.get("data-element") for one in tree.iter("{*}g") if one.get("data-element")}
    assert shown == set(process.elements)
    marked = [
        one.get("data-element") or one.get("data-flow")
        for one in tree.iter()
        if (one.get("class") or "").endswith((" error", " path"))
    ]
    assert sorted(marked) == ["a", "f01"]
    assert "<script" not in picture
    assert "style=" not in picture


def test_words_from_the_file_cannot_break_out_of_the_picture():
    xml = draw(WORDS).replace(b'name="A"', b'name="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"')
    picture = p.svg(p.load(xml, "process.bpmn"))
    assert "<script" not in picture
    etree.fromstring(picture.encode())


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in SERVICE.parents[1].glob("*/process.bpmn"))
)
def test_every_service_can_be_painted_with_the_names_of_its_lanes_and_flows(name):
    xml = (SERVICE.parents[1] / name / "process.bpmn").read_bytes()
    process = p.load(xml, name)
    tree = etree.fromstring(p.svg(process).encode())
    said = " ".join("".join(one.itertext()) for one in tree.iter("{*}text"))
    assert all(lane.name.split()[0] in said for lane in process.lanes.values())
    assert {one.get("data-flow") for one in tree.iter("{*}g")} >= set(process.flows)


def test_instances_and_what_has_a_long_name_are_painted():
    words = WORDS.replace("user a >", "user a times 3 in_turn >").replace(
        "rawat > pilih", "rawat each form.anak > pilih"
    )
    xml = draw(words).replace(b'name="A"', f'name="{"Panjang sekali " * 9}"'.encode())
    picture = p.svg(p.load(xml, "process.bpmn"))
    assert "…" in picture
    assert picture.count("M0 0") == 2


def test_each_process_that_is_called_has_a_diagram_of_its_own():
    words = """
        start mulai > panggil
        calls panggil lain > selesai
        end selesai
        process lain
        start awal > usai
        end usai
    """
    tree = etree.fromstring(drawn(draw(words)))
    assert [one.get("bpmnElement") for one in tree.iter("{*}BPMNPlane")] == ["proses", "lain"]


def test_a_pool_is_drawn_around_its_process():
    xml = draw(WORDS).replace(
        b"<process",
        b'<collaboration id="k"><participant id="dinas" processRef="proses"/></collaboration><process',
        1,
    )
    tree = etree.fromstring(drawn(xml))
    pool = tree.find(".//{*}BPMNShape[@bpmnElement='dinas']/{*}Bounds")
    first = tree.find(".//{*}BPMNShape[@bpmnElement='petugas']/{*}Bounds")
    assert tree.find(".//{*}BPMNPlane").get("bpmnElement") == "k"
    assert (int(pool.get("x")), pool.get("height")) == (-30, first.get("height"))
