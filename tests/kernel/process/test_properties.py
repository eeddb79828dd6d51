import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel import process as p
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PROCESSES, grown
from tests.kernel.process.walk import AT, Rules

CHOICES = st.lists(st.integers(0, 1000), max_size=30)
OPENS = {p.OpenTask: "task", p.Call: "call", p.StartTimer: "timer", p.Await: "message"}
CLOSES = {p.CloseTask: "task", p.CancelCall: "call", p.StopTimer: "timer", p.StopAwait: "message"}


class Anything(dict):
    """A rule table that answers every decision."""

    def __missing__(self, key):
        return key


class Ride:
    """Drives a case by choices, keeping only what its effects said, and its state as text."""

    def __init__(self, words):
        self.process = p.load(draw(words), "process.bpmn")
        self.rules = Rules(Anything())
        self.state, self.facts, self.open = None, {}, {}
        self.used, self.events, self.steps = set(), [], []
        self.over = False
        self.take(p.Start(AT))

    def take(self, event):
        state = None if self.state is None else json.loads(self.state)
        step = p.advance(self.process, state, self.facts, event, self.rules)
        self.state, self.facts = json.dumps(step.state), step.facts
        self.events.append(event)
        self.steps.append(step)
        if getattr(event, "n", None) and not isinstance(event, p.TaskDone):
            del self.open[event.n]
        for effect in step.effects:
            self.note(effect)
        self.agree(step.state)

    def note(self, effect):
        assert not self.over
        if type(effect) in OPENS:
            assert effect.n not in self.used
            self.used.add(effect.n)
            self.open[effect.n] = (OPENS[type(effect)], effect.element)
        elif type(effect) in CLOSES:
            assert self.open.pop(effect.n) == (CLOSES[type(effect)], effect.element)
        self.over = isinstance(effect, p.Finish)

    def agree(self, state):
        """What the effects opened and did not close is what the state holds open, and nothing else."""
        silent = {p.Kind.EVENT_BASED, p.Kind.SUB_PROCESS}
        races = {one.id for one in self.process.elements.values() if one.kind in silent}
        held = {n: element for n, element, *_ in state.get("open", []) if element not in races}
        assert held == {n: element for n, (_, element) in self.open.items()}
        assert self.over == (not state.get("open"))

    def events_now(self):
        """Return everything that may happen now, what leads to an end first."""
        found = []
        for n, (kind, element) in self.open.items():
            attached = self.process.elements[element].kind in {p.Kind.BOUNDARY, p.Kind.START}
            found += [(attached, n, event) for event in _EVENTS[kind](self.process.elements[element], n)]
        return [event for *_, event in sorted(found, key=lambda one: one[:2])]


_EVENTS = {
    "task": lambda _, n: [p.TaskDone(AT, n, {"outcome": outcome}) for outcome in ("selesai", "0", "1")],
    "call": lambda _, n: [p.Answered(AT, n), p.Failed(AT, n, "penuh")],
    "timer": lambda _, n: [p.TimerFired(AT, n)],
    "message": lambda element, n: [p.Received(AT, element.message, {}, n)],
}


def ride(words, choices):
    """Take a random way, then the shortest one to an end."""
    case = Ride(words)
    for choice in choices:
        if not case.over:
            possible = case.events_now()
            _try(case, possible[choice % len(possible)])
    for _ in range(300):
        if not case.over:
            case.take(case.events_now()[0])
    return case


def _try(case, event):
    before = case.state, dict(case.open)
    try:
        case.take(event)
    except p.Unhandled:
        assert (case.state, case.open) == before


@settings(max_examples=200, deadline=None)
@given(PROCESSES.map(grown), CHOICES)
def test_every_case_can_end_and_leaves_nothing_open(words, choices):
    case = ride(words, choices)
    assert case.over
    assert not case.open
    assert isinstance(case.steps[-1].effects[-1], p.Finish)
    with pytest.raises(p.NotOpen):
        case.take(p.TaskDone(AT, 1))


@settings(max_examples=50, deadline=None)
@given(PROCESSES.map(grown), CHOICES)
def test_a_replay_from_the_file_and_the_events_alone_is_equal(words, choices):
    case = ride(words, choices)
    process, state, facts = p.load(draw(words), "process.bpmn"), None, {}
    for event, before in zip(case.events, case.steps, strict=True):
        step = p.advance(process, state, facts, event, Rules(Anything()))
        assert (step.state, step.facts, step.effects) == (before.state, before.facts, before.effects)
        state, facts = step.state, step.facts


@settings(max_examples=50, deadline=None)
@given(PROCESSES.map(grown), CHOICES)
def test_no_end_is_reached_by_a_case_that_is_not_over(words, choices):
    case = ride(words, choices)
    told = [one.element for step in case.steps for one in step.effects if isinstance(one, p.Reached)]
    ends = case.steps[-1].effects[-1].ends
    assert set(ends) <= set(told)
    assert all(case.process.elements[end].kind is p.Kind.END for end in ends)


@settings(max_examples=50, deadline=None)
@given(PROCESSES.map(grown))
def test_the_steps_of_a_process_are_told_once_each_after_its_start(words):
    process = p.load(draw(words), "process.bpmn")
    order = p.steps(process)
    events = {one.id for one in process.elements.values() if not one.event_handler}
    assert len(order) == len(set(order))
    assert set(order) == events
    assert order[0] == "mulai"
