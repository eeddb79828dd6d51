"""Judges a process by brute force: every event in every state, with every outcome of every task, by `advance`."""

from itertools import product

from balai.kernel import process as p
from tests.kernel.process.walk import AT, Rules

OUTCOMES = (None, "0", "1", "all")
MOST = 3000


class Anything(dict):
    """A rule table that answers every decision."""

    def __missing__(self, key):
        return key


def sound(process):
    """Return whether every state is safe and leads to an end, and everything is reached; None when too large."""
    judge = _Judge(process)
    try:
        judge.look()
    except (p.Stuck, p.Unhandled):
        return False
    return None if len(judge.seen) >= MOST else judge.fine


class _Judge:
    def __init__(self, process):
        self.process, self.seen, self.after, self.alive = process, {}, {}, set()
        asked = names_asked(process)
        values = [(True, False) if len(name) == 1 else OUTCOMES for name in asked]
        self.facts = [_facts(zip(asked, said, strict=True)) for said in product(*values)]
        self.fine = True

    def look(self):
        waiting = self.take(None, p.Start(AT))
        while waiting and self.fine and len(self.seen) < MOST:
            name = waiting.pop()
            self.after[name] = []
            for event, sudden in self.events(self.seen[name]):
                fresh = self.take(self.seen[name], event)
                waiting += [one for one, new in self.last.items() if new and fresh]
                self.after[name] += [] if sudden else self.last
        self.fine = self.fine and self.ends() and self.reached()

    def take(self, state, event):
        self.last = {}
        for facts in self.facts:
            step = p.advance(self.process, state, facts, event, Rules(Anything()))
            self.alive |= {getattr(one, "element", "") for one in step.effects}
            for flow in step.flows:
                self.alive |= {self.process.flows[flow].source, self.process.flows[flow].target}
            elements = [wait[1] for wait in step.state.get("open", [])]
            if len(elements) > len(set(elements)) or any(
                n > 1
                for tokens in (step.state.get("tokens", {}), *step.state.get("inner", {}).values())
                for n in tokens.values()
            ):
                self.fine = False
            name = named(step.state)
            self.last[name] = self.last.get(name, False) or name not in self.seen
            self.seen.setdefault(name, step.state)
        return [name for name, new in self.last.items() if new]

    def events(self, state):
        for n, element, *_ in state.get("open", []):
            one = self.process.elements[element]
            caught = [x.error for x in self.process.elements.values() if x.attached_to == element and x.error]
            yield from ((event, one.kind is p.Kind.START) for event in _events(one, n, caught))

    def ends(self):
        hopeful = {name for name in self.seen if not self.seen[name].get("open")}
        before = None
        while before != len(hopeful):
            before = len(hopeful)
            hopeful |= {name for name, after in self.after.items() if hopeful & set(after)}
        return hopeful == set(self.seen)

    def reached(self):
        return self.alive >= {one.id for one in self.process.elements.values()}


def names_asked(process):
    """Return the names that conditions ask about."""
    return sorted({name for one in process.conditions.values() for name in one.names})


def _facts(said):
    facts = {"task": {}}
    for name, value in said:
        facts |= {name[0]: value} if len(name) == 1 else {}
        if len(name) == 3:
            facts["task"][name[1]] = {"outcome": value}
    return facts


def _events(element, n, caught):
    if element.kind is p.Kind.USER:
        return [p.TaskDone(AT, n)]
    if element.kind is p.Kind.SERVICE:
        return [p.Answered(AT, n), *(p.Failed(AT, n, error) for error in caught)]
    if element.kind in {p.Kind.EVENT_BASED, p.Kind.SUB_PROCESS}:
        return []
    return [p.Received(AT, element.message, {}, n) if element.message else p.TimerFired(AT, n)]


def named(state):
    """Return a state as text that does not know the serials of its waits."""
    names = {wait[0]: wait[1] for wait in state.get("open", [])}
    waits = sorted((wait[1], *(names.get(n, "") for n in wait[2:])) for wait in state.get("open", []))
    tokens = [
        *state.get("tokens", {}),
        *(flow for inner in state.get("inner", {}).values() for flow in inner),
    ]
    return str((waits, sorted(tokens)))
