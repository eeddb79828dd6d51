"""A service folder with a sub-process is in order; what a case cannot keep apart yet is refused by name and line."""

import re
from datetime import date

from balai.kernel.check import check
from tests.kernel.definition.folders import folder, shared

TODAY = date(2026, 11, 22)
LETTER = "surat-keterangan-domisili"
INNER = """<subProcess id="penerbitan" name="Penerbitan">
      <startEvent id="mulai_terbit"/>
      <sequenceFlow id="g1" sourceRef="mulai_terbit" targetRef="terbitkan"/>
      <serviceTask id="terbitkan" name="Terbitkan surat"/>
      <sequenceFlow id="g2" sourceRef="terbitkan" targetRef="sudah_terbit"/>
      <endEvent id="sudah_terbit"/>
    </subProcess>"""
TWICE = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"


def nested(files):
    """Return the folder with its certificate issued inside a sub-process."""
    text = files["process.bpmn"].decode()
    text = text.replace('targetRef="terbitkan"', 'targetRef="penerbitan"')
    text = text.replace('sourceRef="terbitkan"', 'sourceRef="penerbitan"')
    text = re.sub(r'<serviceTask id="terbitkan"[^>]*/>', INNER, text)
    text = text.replace("<flowNodeRef>terbitkan</flowNodeRef>", "<flowNodeRef>penerbitan</flowNodeRef>")
    return {**files, "process.bpmn": text.encode()}


def test_a_folder_whose_certificate_is_issued_inside_a_sub_process_is_as_good_as_before():
    before = folder(LETTER)
    assert {one.code for one in check(nested(before), shared(), TODAY, LETTER)} == {
        one.code for one in check(before, shared(), TODAY, LETTER)
    }


def codes(files):
    return {(one.line, one.code) for one in check(files, shared(), TODAY, LETTER)}


def line_of(text, what):
    return text[: text.index(what)].count("\n") + 1


def test_a_task_for_each_of_several_is_refused():
    files = nested(folder(LETTER))
    task = '<userTask id="verifikasi" name="Periksa permohonan"/>'
    text = files["process.bpmn"].decode().replace(task, f'<userTask id="verifikasi">{TWICE}</userTask>')
    found = codes({**files, "process.bpmn": text.encode()})
    assert (line_of(text, TWICE), "multi-instance") in found


def test_a_process_that_is_called_is_refused():
    files = nested(folder(LETTER))
    called = INNER.partition("\n")[2].replace("</subProcess>", "</process>")
    text = (
        files["process.bpmn"].decode().replace(INNER, '<callActivity id="penerbitan" calledElement="lain"/>')
    )
    text = text.replace("</process>", f'</process><process id="lain">{called}', 1)
    inside = "".join(
        f"<flowNodeRef>{name}</flowNodeRef>" for name in ("mulai_terbit", "terbitkan", "sudah_terbit")
    )
    text = text.replace("<flowNodeRef>penerbitan<", f"{inside}<flowNodeRef>penerbitan<")
    found = codes({**files, "process.bpmn": text.encode()})
    assert (line_of(text, "<callActivity"), "call-activity") in found
