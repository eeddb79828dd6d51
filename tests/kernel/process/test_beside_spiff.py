"""The same cases in SpiffWorkflow, for elements that both have: the same tasks are open after each step.

Tasks, exclusive, parallel and inclusive gateways, loops, sub-processes, messages on their borders, and the end.
No fork within a loop: the second time round, SpiffWorkflow 3.2 lets a token pass a join that comes alone.
BPMN 2.0.2 (13.4.1) asks for one on every flow, each time; `test_tokens` holds that case. And no message twice at a
border that it does not interrupt: there SpiffWorkflow hears the first one only; `test_messages` holds that case.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util.event import BpmnEvent

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PLAIN, plain
from tests.kernel.process.walk import Case

STEPS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("01ab")), max_size=12)
OUTCOMES = {"0": "0", "1": "1", "a": "all", "b": "0"}


class Spiff:
    """A case in SpiffWorkflow, whose conditions are Python over the outcome of each task."""

    def __init__(self, xml):
        parser = BpmnParser()
        text = re.sub(r"task\.(\w+)\.outcome = ", r"\1 == ", xml.decode())
        parser.add_bpmn_str(text.encode())
        self.workflow = BpmnWorkflow(parser.get_spec("proses"), parser.get_subprocess_specs("proses"))
        self.workflow.do_engine_steps()

    @property
    def ready(self):
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    @property
    def open(self):
        return [task.task_spec.bpmn_id for task in self.ready]

    def done(self, name, outcome):
        task = next(task for task in self.ready if task.task_spec.bpmn_id == name)
        task.data[name] = outcome
        task.run()
        self.workflow.do_engine_steps()

    def receive(self, message):
        self.workflow.catch(BpmnEvent(MessageEventDefinition(message), {}))
        self.workflow.do_engine_steps()


def tasks(case):
    return sorted(name for name in case.waiting if case.process.elements[name].kind is p.Kind.USER)


def awaited(case):
    return [wait for wait in case.state.get("open", []) if case.process.elements[wait[1]].message]


@settings(max_examples=80, deadline=None)
@given(PLAIN.map(plain), STEPS)
def test_the_same_tasks_are_open_after_every_step(words, choices):
    ours, theirs, heard = Case(draw(words)), Spiff(draw(words)), set()
    for place, choice in choices:
        assert tasks(ours) == sorted(theirs.open)
        border = awaited(ours)
        if choice == "b" and len(border) == 1 and border[0][2] not in heard:
            heard.add(border[0][2])
            ours.receive("batal")
            theirs.receive("pesan_batal")
        elif tasks(ours):
            name = tasks(ours)[place % len(tasks(ours))]
            ours.done(name, outcome=OUTCOMES[choice])
            theirs.done(name, OUTCOMES[choice])
    assert tasks(ours) == sorted(theirs.open)
    assert any(isinstance(effect, p.Finish) for effect in ours.effects) == theirs.workflow.completed
