import pytest

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.draw import draw

SOUND = """
    start mulai > periksa
    user periksa > pilih
    xor pilih > terbit : task.periksa.outcome = "sesuai" ; ditolak
    end terbit
    end ditolak
"""


def problems(xml):
    with pytest.raises(Refused) as refused:
        p.load(xml, "process.bpmn")
    return refused.value.problems


def said(xml):
    return [(problem.line, problem.code.removeprefix("process."), problem.what) for problem in problems(xml)]


def swap(old, new):
    return draw(SOUND).replace(old.encode(), new.encode())


def test_a_sound_drawing_is_read_whole():
    process = p.load(draw(SOUND), "process.bpmn")
    assert (process.id, process.name, process.start) == ("proses", "Proses", "mulai")
    assert list(process.elements) == ["mulai", "periksa", "pilih", "terbit", "ditolak"]
    assert process.elements["periksa"].kind == "userTask"
    assert process.elements["periksa"].lane == "petugas"
    assert process.flows["f03"].condition == 'task.periksa.outcome = "sesuai"'
    assert process.conditions["f03"].names == {("task", "periksa", "outcome")}
    assert process.lanes["petugas"].elements == tuple(process.elements)


def test_the_drawing_can_be_told_as_json():
    drawn = p.load(draw(SOUND), "process.bpmn").to_json()
    assert drawn["elements"][1]["kind"] == "userTask"
    assert drawn["flows"][0]["target"] == "periksa"
    assert type(drawn["elements"][1]["kind"]) is str


def test_the_instant_of_a_timer_is_told_as_text():
    dated = SOUND.replace("end terbit", "limit lama periksa 2026-07-01T00:00:00Z > terbit\n    end terbit")
    drawn = p.load(draw(dated), "process.bpmn").to_json()
    assert [one["timer"]["at"] for one in drawn["elements"] if one["timer"]] == ["2026-07-01T00:00:00+00:00"]


UNKNOWN = [
    ('<scriptTask id="hitung"/>', "scriptTask hitung", "rules.dmn"),
    ('<manualTask id="hitung" name="Hitung\nulang"/>', "manualTask hitung (Hitung ulang)", "user task"),
    ('<complexGateway id="hitung"/>', "complexGateway hitung", "exclusive"),
    ('<transaction id="hitung"/>', "transaction hitung", "embedded sub-process"),
    ('<adHocSubProcess id="hitung"/>', "adHocSubProcess hitung", "embedded sub-process"),
    ('<dataObject id="berkas"/>', "dataObject berkas", "facts"),
    ('<extensionElements><x xmlns="camunda"/></extensionElements>', "extensionElements", "service.toml"),
    ('<form xmlns="http://camunda.org/schema/1.0/bpmn" id="f"/>', "form f (http://camunda.org", "howto"),
    ('<tugas id="hitung"/>', "tugas hitung", "howto"),
]


@pytest.mark.parametrize(("element", "what", "mend"), UNKNOWN)
def test_an_element_outside_the_vocabulary_is_refused_by_name_and_line(element, what, mend):
    found = problems(swap("</process>", f"\n\n{element}</process>"))
    assert len(found) == 1
    assert found[0].line == len(draw(SOUND).splitlines()) + 2
    assert what in found[0].what
    assert mend in found[0].mend


@pytest.mark.parametrize("definition", ["conditional", "link", "cancel", "compensate"])
def test_an_event_of_another_type_is_refused_by_its_type(definition):
    event = f'<endEvent id="terbit"><{definition}EventDefinition/></endEvent>'
    found = said(swap('<endEvent id="terbit" name="Terbit"></endEvent>', event))
    assert [what for _, _, what in found] == [f"Balai does not run {definition}EventDefinition"]


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ('<userTask id="periksa"', "<userTask", "id", "userTask 'Periksa' has no id"),
        ('<userTask id="periksa"', '<userTask id="Periksa-1"', "id", "userTask has the id Periksa-1"),
        ('<endEvent id="ditolak"', '<endEvent id="terbit"', "duplicate-id", "the id terbit is used twice"),
        (
            'targetRef="periksa"',
            'targetRef="perikas"',
            "flow",
            "flow f01 leads to perikas, which does not exist",
        ),
        (' sourceRef="mulai"', "", "flow", "flow f01 leads from nothing"),
        (' default="f04"', "", "condition", "flow f04 leaves gateway pilih without a condition"),
        (' default="f04"', ' default="f01"', "default", "the default flow f01 does not leave pilih"),
        (
            ' default="f04"',
            ' default="f03"',
            "condition",
            "flow f03 is the default of pilih and has a condition",
        ),
        ("outcome = ", "outcome = (", "condition", "the condition of flow f03 is not FEEL"),
        ("DMN/20191111/FEEL/", "x", "language", "not in FEEL"),
        ("<flowNodeRef>pilih</flowNodeRef>", "", "lane", "exclusiveGateway pilih stands in no lane"),
        (
            "<flowNodeRef>pilih<",
            "<flowNodeRef>piilh<",
            "lane",
            "lane petugas lists piilh, which does not exist",
        ),
        (
            "</lane>",
            '</lane><lane id="kepala"><flowNodeRef>pilih</flowNodeRef></lane>',
            "lane",
            "exclusiveGateway pilih stands in 2 lanes",
        ),
        ("<userTask", '<userTask isForCompensation="true"', "attribute", 'isForCompensation="true"'),
        ("<userTask", '<userTask xmlns:c="c" c:assignee="x"', "attribute", 'assignee="x"'),
        ("<userTask", '<userTask default="f02"', "default", "userTask periksa has a default flow"),
        ("<userTask", '<userTask attachedToRef="pilih"', "boundary", "is no boundary event"),
        ("<startEvent", '<startEvent isInterrupting="false"', "start", "does not interrupt"),
        (
            'targetRef="ditolak"',
            'targetRef="mulai"',
            "flow",
            "leads to startEvent mulai, which starts by itself",
        ),
        ("</process>", '</process><process id="lain"/>', "process", "a second process, lain"),
        ("</laneSet>", '</laneSet><laneSet id="l2"/>', "lane", "a second set of lanes"),
    ],
)
def test_a_defect_is_named(old, new, code, what):
    found = said(swap(old, new))
    assert any(one[1] == code and what in one[2] for one in found), found


SHAPES = {
    "no flow leaves userTask periksa": "start mulai > periksa\nuser periksa",
    "2 flows leave userTask periksa": SOUND.replace("> pilih", "> pilih ; terbit"),
    "nothing waits on the loop from pilih to lagi and back": SOUND.replace("> pilih", "> lagi")
    .replace("xor", "milestone lagi > pilih\nxor")
    .replace("; ditolak", "; lagi")
    .replace("end ditolak", ""),
    "the process has no start events": SOUND.replace("start mulai > periksa\n", "").replace(
        "    user", "user"
    ),
    "the process has 2 start events": SOUND + "start lain > periksa",
    "boundary event habis stands on nihil": SOUND + "limit habis nihil case.due > terbit",
    "boundary event habis stands on exclusiveGateway pilih": SOUND + "limit habis pilih case.due > terbit",
    "error event galat stands on periksa": SOUND + "error galat periksa > terbit",
    "the timer of habis has timeDate 'besok'": SOUND + "limit habis periksa besok > terbit",
    "the timer of habis has timeDuration 'P'": SOUND + "limit habis periksa P > terbit",
    "the timer of habis names task.nihil.due": SOUND + "limit habis periksa task.nihil.due > terbit",
    "flow f02 has a condition but does not leave": SOUND.replace("> pilih", "> pilih : 1 = 1"),
    "event-based gateway balap has fewer than two": SOUND.replace("> pilih", "> balap")
    + "race balap > pilih",
    "branch f04 of balap cannot begin with terbit": SOUND.replace("> pilih", "> balap").replace(
        "xor", "race balap > jeda ; terbit\nwait jeda P1D > pilih\nxor"
    ),
    "receiveTask jawaban names no message": SOUND.replace("> pilih", "> jawaban") + "receive jawaban > pilih",
    "the error of end event terbit is caught by nothing": SOUND.replace("end terbit", "fail terbit penuh"),
    "start event buka of sub-process darurat waits for nothing": SOUND
    + "sub darurat\n        start buka > tutup\n        end tutup",
    "event sub-process darurat has no start events": SOUND + "sub darurat\n        end tutup",
    "crosses the border of a sub-process": SOUND + "sub darurat\n        at buka case.due > terbit",
    "start event mulai is of type timer": SOUND.replace("start mulai", "at mulai P1D"),
}


@pytest.mark.parametrize("what", SHAPES)
def test_a_drawing_that_cannot_work_is_refused(what):
    lines = "\n".join(
        line if line.startswith("        ") else line.strip() for line in SHAPES[what].splitlines()
    )
    assert any(what in one[2] for one in said(draw(lines))), said(draw(lines))


def test_a_dead_end_is_reported_once():
    assert [code for _, code, _ in said(draw(SOUND.replace("end ditolak", "user ditolak")))] == ["dead-end"]


def test_a_boundary_event_stands_beside_its_task():
    text = """
        start mulai > periksa
        user periksa > selesai
        end selesai
        sub darurat
            at buka case.due > tutup
            limit habis periksa P1D > tutup
            end tutup
    """
    assert [code for _, code, _ in said(draw(text))] == ["boundary"]


def test_an_event_of_a_type_it_cannot_have_is_refused():
    timer = "<timerEventDefinition><timeDate>case.due</timeDate></timerEventDefinition></endEvent>"
    assert said(swap("</endEvent>", timer))[0][2] == "endEvent terbit is of type timer"


@pytest.mark.parametrize("time", ["<timeCycle>R3/P1D</timeCycle>", "", "<timeDate>a.due</timeDate>" * 2])
def test_a_timer_has_one_time_and_no_cycle(time):
    event = draw(SOUND + "    limit habis periksa case.due > terbit")
    found = said(event.replace(b"<timeDate>case.due</timeDate>", time.encode()))
    assert [code for _, code, _ in found] == ["timer"]


def test_the_same_error_is_caught_once():
    text = (
        SOUND.replace("user periksa", "call periksa")
        + "    error satu periksa penuh > terbit\n    error dua periksa penuh > terbit"
    )
    assert len([one for one in said(draw(text)) if "so does another event" in one[2]]) == 2


def test_an_error_always_interrupts_and_may_be_named_with_a_prefix():
    text = SOUND.replace("user periksa", "call periksa") + "    error galat periksa penuh > terbit"
    xml = draw(text).replace(b'errorRef="', b'errorRef="d:')
    assert p.load(xml, "process.bpmn").elements["galat"].error == "penuh"
    calm = xml.replace(b'cancelActivity="true"', b'cancelActivity="false"')
    assert [code for _, code, _ in said(calm)] == ["boundary"]


def test_lanes_are_needed_and_messages_and_errors_have_names():
    assert [what for _, _, what in said(draw(SOUND, lanes=""))] == ["the process has no lanes"]
    shared = '<message id="m" name="Jawaban bank"/><error id="e"/><process '
    assert [code for _, code, _ in said(swap("<process ", shared))] == ["error", "message"]


def test_every_problem_is_reported_at_once_in_the_order_of_the_file():
    xml = swap('targetRef="periksa"', 'targetRef="x"').replace(b"outcome = ", b"outcome = (")
    xml = xml.replace(b"</process>", b'\n<scriptTask id="hitung"/></process>')
    found = said(xml)
    assert [code for _, code, _ in found] == ["flow", "condition", "element"]
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)


def test_a_flow_to_a_refused_element_is_not_reported_again():
    xml = swap('<endEvent id="ditolak" name="Ditolak"></endEvent>', '<scriptTask id="ditolak"/>')
    assert [what for _, _, what in said(xml)] == ["Balai does not run scriptTask ditolak"]


def test_what_a_refused_element_leads_to_is_not_reported_as_never_reached():
    xml = draw("start mulai > hitung\nrule hitung > selesai\nend selesai").replace(b"businessRule", b"script")
    assert [code for _, code, _ in said(xml)] == ["element"]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "xml"),
        (b"<definitions>", "xml"),
        (b"<html/>", "xml"),
        (b"\xff\xfe\x00", "xml"),
        (b'<?xml version="1.0" encoding="x-none"?><a/>', "xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "doctype"),
        (b'<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>', "doctype"),
    ],
)
def test_bytes_that_are_no_drawing_are_refused(xml, code):
    assert [one[1] for one in said(xml)] == [code]


def test_a_file_nested_by_malice_is_refused_not_crashed_on():
    deep = b"<scriptTask>" * 50_000 + b"</scriptTask>" * 50_000
    assert [code for _, code, _ in said(draw(SOUND).replace(b"</process>", deep + b"</process>"))] == [
        "element"
    ]


def test_notes_the_diagram_and_incoming_and_outgoing_change_nothing():
    notes = '<textAnnotation id="n"><text>x</text></textAnnotation><association id="a"/>'
    diagram = (
        '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:x id="mulai"/></d:BPMNDiagram>'
    )
    xml = swap("</process>", f"{notes}</process>{diagram}")
    xml = xml.replace(b"</userTask>", b"<documentation>x</documentation><incoming>f01</incoming></userTask>")
    assert p.load(xml, "a").to_json()["flows"] == p.load(draw(SOUND), "a").to_json()["flows"]


def test_boundary_events_and_sub_processes_lend_their_lane():
    lanes = '<laneSet id="s"><lane id="a"><flowNodeRef>periksa</flowNodeRef><flowNodeRef>mulai</flowNodeRef>'
    lanes += "<flowNodeRef>darurat</flowNodeRef><flowNodeRef>selesai</flowNodeRef></lane></laneSet>"
    text = """
        start mulai > periksa
        user periksa > selesai
        limit habis periksa case.due > selesai
        end selesai
        sub darurat
            at buka case.due > tutup
            end tutup
    """
    process = p.load(draw(text, lanes=lanes), "a")
    assert {process.elements[name].lane for name in ("habis", "buka", "tutup")} == {"a"}
    assert process.lanes["a"].elements == tuple(process.elements)


@pytest.mark.parametrize(
    ("definition", "what"),
    [
        ("<timerEventDefinition/><terminateEventDefinition/>", "endEvent terbit has 2 event definitions"),
        ("<terminateEventDefinition><x/></terminateEventDefinition>", "Balai does not run x"),
    ],
)
def test_an_event_has_one_definition_and_nothing_odd_within(definition, what):
    event = f'<endEvent id="terbit">{definition}</endEvent>'
    assert what in [
        found for _, _, found in said(swap('<endEvent id="terbit" name="Terbit"></endEvent>', event))
    ]


def test_a_timer_holds_nothing_but_its_time():
    late = SOUND.replace("end terbit", "limit lama periksa P1D > terbit\n    end terbit")
    xml = draw(late).replace(b"</timeDuration>", b"</timeDuration><besok/>")
    assert "Balai does not run besok" in [what for _, _, what in said(xml)]


def test_a_boundary_event_on_a_refused_element_is_not_reported_again():
    late = SOUND.replace("end terbit", "limit lama periksa P1D > terbit\n    end terbit")
    found = said(draw(late).replace(b"userTask", b"scriptTask"))
    assert [code for _, code, _ in found] == ["element"]
