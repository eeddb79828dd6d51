"""The same cases in SpiffWorkflow, for elements that both have: the same tasks are open after each step.

No fork within a loop: the second time round, SpiffWorkflow 3.2 lets a token pass a join that comes alone.
BPMN 2.0 (13.4.1) asks for one on every flow, each time; `test_tokens` holds that case.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PLAIN, plain
from tests.kernel.process.walk import Case


class Spiff:
    """A case in SpiffWorkflow, whose conditions are Python over the outcome of each task."""

    def __init__(self, xml):
        parser = BpmnParser()
        text = re.sub(r"task\.(\w+)\.outcome = ", r"\1 == ", xml.decode())
        parser.add_bpmn_str(text.encode())
        self.workflow = BpmnWorkflow(parser.get_spec("proses"))
        self.workflow.do_engine_steps()

    @property
    def open(self):
        return {
            task.task_spec.bpmn_id: task
            for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)
        }

    def done(self, name, outcome):
        task = self.open[name]
        task.data[name] = outcome
        task.run()
        self.workflow.do_engine_steps()


@settings(max_examples=60, deadline=None)
@given(PLAIN.map(plain), st.lists(st.tuples(st.integers(0, 9), st.sampled_from("01")), max_size=12))
def test_the_same_tasks_are_open_after_every_step(words, choices):
    ours, theirs = Case(draw(words)), Spiff(draw(words))
    for place, outcome in choices:
        assert sorted(ours.waiting) == sorted(theirs.open)
        if ours.waiting:
            name = ours.waiting[place % len(ours.waiting)]
            ours.done(name, outcome=outcome)
            theirs.done(name, outcome)
    assert sorted(ours.waiting) == sorted(theirs.open)
    assert any(isinstance(effect, p.Finish) for effect in ours.effects) == theirs.workflow.completed
