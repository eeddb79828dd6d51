"""Files drawn for other programs: what is beside the point is passed over, what is not is refused by name and line."""

import pytest

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.walk import Case

CAMUNDA = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_1" exporter="Camunda Modeler"
    targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Platform">
  <bpmn:collaboration id="Collaboration_1">
    <bpmn:participant id="Participant_1" name="Office" processRef="Process_1" />
    <bpmn:participant id="Participant_2" name="Citizen" processRef="Process_2" />
    <bpmn:messageFlow id="Flow_m" sourceRef="Participant_2" targetRef="Start_1" />
  </bpmn:collaboration>
  <bpmn:process id="Process_1" isExecutable="true" camunda:historyTimeToLive="180">
    <bpmn:startEvent id="Start_1" camunda:initiator="who"><bpmn:messageEventDefinition id="M_1" /></bpmn:startEvent>
    <bpmn:sequenceFlow id="F_1" sourceRef="Start_1" targetRef="Activity-1" />
    <bpmn:task id="Activity-1" name="Look at it">
      <bpmn:extensionElements><camunda:formData><camunda:formField id="x" /></camunda:formData></bpmn:extensionElements>
      <bpmn:property id="P_1" name="__targetRef_placeholder" />
      <bpmn:dataInputAssociation id="D_1"><bpmn:sourceRef>Data_1</bpmn:sourceRef></bpmn:dataInputAssociation>
    </bpmn:task>
    <bpmn:sequenceFlow id="F_2" sourceRef="Activity-1" targetRef="Gateway_1" />
    <bpmn:exclusiveGateway id="Gateway_1" name="Good?" />
    <bpmn:sequenceFlow id="F_3" name="yes" sourceRef="Gateway_1" targetRef="Inner_1" />
    <bpmn:sequenceFlow id="F_4" name="no" sourceRef="Gateway_1" targetRef="Link_out" />
    <bpmn:subProcess id="Inner_1"><bpmn:manualTask id="A" /><bpmn:manualTask id="B" /></bpmn:subProcess>
    <bpmn:intermediateThrowEvent id="Link_out"><bpmn:linkEventDefinition id="L_1" name="away" /></bpmn:intermediateThrowEvent>
    <bpmn:intermediateCatchEvent id="Link_in"><bpmn:linkEventDefinition id="L_2" name="away" /></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="F_5" sourceRef="Link_in" targetRef="End_1" />
    <bpmn:endEvent id="End_1"><bpmn:errorEventDefinition id="E_1" /></bpmn:endEvent>
    <bpmn:dataObjectReference id="Data_1" dataObjectRef="Data_0" /><bpmn:dataObject id="Data_0" />
  </bpmn:process>
  <bpmn:process id="Process_2" />
</bpmn:definitions>"""


def load(text, **more):
    return p.load(text.encode(), "there.bpmn", foreign=True, **more)


def refused(text):
    with pytest.raises(Refused) as found:
        load(text)
    return [(one.line, one.what) for one in found.value.problems]


def test_ids_extensions_data_pools_and_messages_are_taken_as_they_come():
    process = load(CAMUNDA)
    assert process.elements["Activity-1"].kind is p.Kind.USER
    assert process.lanes == {}
    assert p.processes(CAMUNDA.encode(), "there.bpmn") == ("Process_1",)


def test_a_gateway_that_does_not_say_its_way_is_told_it():
    case = Case(load(CAMUNDA), facts={"choice": {"Gateway_1": "F_3"}})
    case.done("Activity-1")
    assert sorted(case.waiting) == ["A", "B", "Inner_1"]
    case.done("A")
    assert case.done("B")[-1] == p.Finish(())


def test_a_link_is_followed_and_an_error_that_nothing_takes_ends_the_process():
    case = Case(load(CAMUNDA), facts={"choice": {"Gateway_1": "F_4"}})
    assert case.done("Activity-1")[-3:] == (p.Reached("Link_in"), p.Reached("End_1"), p.Finish(("End_1",)))


def test_the_same_file_is_no_service():
    with pytest.raises(Refused):
        p.load(CAMUNDA.encode(), "there.bpmn")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("bpmn:task", "bpmn:scriptTask", 13, "Balai does not run scriptTask Activity-1 (Look at it)"),
        ("bpmn:property", "bpmn:standardLoopCharacteristics", 15, "standardLoopCharacteristics P_1"),
        ("errorEventDefinition", "compensateEventDefinition", 26, "compensateEventDefinition"),
        ('id="Inner_1"', 'id="Inner_1" isForCompensation="true"', 22, "isForCompensation"),
        ('name="away" /></bpmn:intermediateThrow', "/></bpmn:intermediateThrow", 23, "linkEventDefinition"),
    ],
)
def test_what_changes_the_run_is_refused_by_name_and_line(old, new, line, what):
    text = CAMUNDA.replace(old, new)
    found = refused(text)
    assert any(what in said and at == line for at, said in found), found


def test_another_language_is_refused_where_something_is_said_in_it():
    said = '<bpmn:conditionExpression language="python">x == 1</bpmn:conditionExpression></bpmn:sequenceFlow>'
    text = CAMUNDA.replace('targetRef="Inner_1" />', f'targetRef="Inner_1">{said}')
    assert any("expressions are in python, not in FEEL" in what for _, what in refused(text))
    feel = said.replace(' language="python"', "").replace("x == 1", "= x = 1")
    assert (
        load(CAMUNDA.replace('targetRef="Inner_1" />', f'targetRef="Inner_1">{feel}')).flows["F_3"].condition
        == "x = 1"
    )


def test_one_of_several_processes_is_chosen_by_its_id():
    second = '<bpmn:process id="Process_2"><bpmn:startEvent id="S" /></bpmn:process>'
    text = CAMUNDA.replace('<bpmn:process id="Process_2" />', second)
    assert p.processes(text.encode(), "there.bpmn") == ("Process_1", "Process_2")
    assert any("second process" in what for _, what in refused(text))
    assert load(text, process="Process_1").id == "Process_1"


def test_a_sub_process_in_which_nothing_is_drawn_is_over_at_once():
    text = CAMUNDA.replace('<bpmn:manualTask id="A" /><bpmn:manualTask id="B" />', "")
    case = Case(load(text), facts={"choice": {"Gateway_1": "F_3"}})
    assert case.done("Activity-1")[-1] == p.Finish(())


def test_a_timer_is_a_limit_of_its_words_or_of_its_name_when_it_says_no_time():
    timer = '<bpmn:timerEventDefinition id="T_1" /></bpmn:intermediateCatchEvent>'
    text = CAMUNDA.replace(
        '<bpmn:linkEventDefinition id="L_2" name="away" /></bpmn:intermediateCatchEvent>', timer
    )
    text = text.replace('name="away" /></bpmn:intermediateThrow', 'name="away" /></bpmn:intermediateThrow')
    text = text.replace(
        "<bpmn:intermediateThrowEvent",
        "<bpmn:sequenceFlow id='F_9' sourceRef='A_9' targetRef='Link_in' /><bpmn:task id='A_9' /><bpmn:intermediateThrowEvent",
    )
    text = text.replace('<bpmn:linkEventDefinition id="L_1" name="away" />', "")
    assert load(text).elements["Link_in"].timer.name == "Link_in"
    spoken = text.replace(
        'id="T_1" />', 'id="T_1"><bpmn:timeDate>next week</bpmn:timeDate></bpmn:timerEventDefinition>'
    )
    assert load(spoken).elements["Link_in"].timer.name == "next week"


def test_a_process_may_call_a_global_task():
    text = CAMUNDA.replace("bpmn:task id=", 'bpmn:callActivity calledElement="G_1" id=').replace(
        "</bpmn:task>", "</bpmn:callActivity>"
    )
    task = '<bpmn:globalUserTask id="G_1" name="Sign" /><bpmn:process id="Process_2" />'
    assert (
        load(text.replace('<bpmn:process id="Process_2" />', task)).elements["Activity-1"].kind is p.Kind.USER
    )


def test_lanes_within_lanes_are_read_down_to_the_innermost():
    desk = '<bpmn:lane id="L_in" name="Desk"><bpmn:flowNodeRef>A</bpmn:flowNodeRef></bpmn:lane>'
    inner = f'<bpmn:childLaneSet id="LS_2">{desk}</bpmn:childLaneSet>'
    lanes = f'<bpmn:laneSet id="LS_1"><bpmn:lane id="L_out" name="Office">{inner}</bpmn:lane></bpmn:laneSet>'
    text = CAMUNDA.replace('<bpmn:startEvent id="Start_1"', f'{lanes}<bpmn:startEvent id="Start_1"')
    assert {name: lane.elements for name, lane in load(text).lanes.items()} == {"L_in": ("A",)}


def test_a_file_without_a_process_is_refused():
    text = CAMUNDA[: CAMUNDA.index("  <bpmn:collaboration")] + "</bpmn:definitions>"
    assert refused(text) == [(2, "the file holds no process")]


def test_a_file_drawn_elsewhere_is_drawn_anew_without_what_only_its_run_needs():
    again = p.draw(CAMUNDA.encode(), load(CAMUNDA)).decode()
    assert 'bpmnElement="Activity-1"' in again
    assert "Inner_1:" not in again
