"""Walks a case through a process: finds waits by element; its rules are a table that the test states."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from balai.kernel import process as p

AT = datetime(2026, 7, 1, 2, tzinfo=UTC)


@dataclass
class Reason:
    decision: str
    value: object


@dataclass
class Answer:
    value: object
    reasons: tuple = ()


@dataclass
class Rules:
    """Answers each decision from a table; a task opens with the instant noted."""

    table: dict = field(default_factory=dict)

    def decide(self, decision_id, facts):
        value = self.table[decision_id]
        value = value(facts) if callable(value) else value
        return Answer(value, (Reason(decision_id, value),))

    def opened(self, _element_id, _facts, at):
        return {"opened": at.isoformat()}


class Case:
    """A case in memory. Each step's effects stay in `effects`."""

    def __init__(self, xml, *, rules=None, facts=None):
        self.process = p.load(xml, "process.bpmn") if isinstance(xml, bytes) else xml
        self.rules = Rules(rules or {})
        self.state, self.facts, self.effects, self.decisions = None, facts or {}, (), ()
        self.send(p.Start(AT))

    def send(self, event):
        step = p.advance(self.process, self.state, self.facts, event, self.rules)
        self.state, self.facts = step.state, step.facts
        self.effects, self.decisions = step.effects, step.decisions
        return step.effects

    def n(self, element):
        return next(wait[0] for wait in self.state["open"] if wait[1] == element)

    def done(self, element, **values):
        return self.send(p.TaskDone(AT, self.n(element), values))

    def fire(self, element, **values):
        return self.send(p.TimerFired(AT, self.n(element), values))

    def answer(self, element, **values):
        return self.send(p.Answered(AT, self.n(element), values))

    def fail(self, element, error):
        return self.send(p.Failed(AT, self.n(element), error))

    def receive(self, message, **values):
        return self.send(p.Received(AT, f"pesan_{message}", values))

    @property
    def waiting(self):
        return [wait[1] for wait in self.state.get("open", [])]

    @property
    def over(self):
        return any(isinstance(effect, p.Finish) for effect in self.effects)
