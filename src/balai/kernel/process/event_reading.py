"""Events as they stand in the file: what they wait for, what they throw, when their timers fire (BPMN 2.0.2, 10.5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from balai.kernel.process import vocabulary
from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Kind, Timer, Trigger
from balai.kernel.process.durations import parse_duration, parse_instant
from balai.kernel.process.refusing import ID, Refuser
from balai.kernel.process.source import BPMN, Node

LIMIT = re.compile(r"case\.due|task\.([a-z][a-z0-9_]*)\.due")


@dataclass(frozen=True)
class _Named:
    """What a file declares once and events refer to: the attribute that refers, and whether one must."""

    attribute: str
    article: str


_NAMED: Mapping[Trigger, _Named] = {
    Trigger.MESSAGE: _Named("messageRef", "message"),
    Trigger.SIGNAL: _Named("signalRef", "signal"),
    Trigger.ERROR: _Named("errorRef", "error"),
    Trigger.ESCALATION: _Named("escalationRef", "escalation"),
}
_CODED = {Trigger.ERROR: "errorCode", Trigger.ESCALATION: "escalationCode"}
_CATCHING = frozenset({Kind.CATCH, Kind.BOUNDARY, Kind.START})


class EventReader(Refuser):
    """Reads events; `known` are the messages, signals, errors and escalations of the file by their ids."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.known: dict[Trigger, dict[str, str]] = {trigger: {} for trigger in _NAMED}

    def names(self, root: Node) -> None:
        """Learn what the file declares. Messages and signals go by name, as modellers show no id; the others by code."""
        for trigger in (Trigger.MESSAGE, Trigger.SIGNAL):
            for node in root.named(trigger.value):
                name = node.get("name") or node.get("id")
                self.known[trigger][node.get("id")] = name
                if not self.draft.foreign and not ID.fullmatch(name):
                    mend = f"Name the {trigger.value} in small letters, digits and _, like jawaban_bank."
                    what = f"the {trigger.value} is called {name!r}"
                    self.draft.problem(node.line, trigger.value, what, mend)
        for trigger, attribute in _CODED.items():
            for node in root.named(trigger.value):
                code = node.get(attribute)
                self.known[trigger][node.get("id")] = code or (node.get("id") if self.draft.foreign else "")
                if not code and not self.draft.foreign:
                    mend = f"Set its {attribute}, by which it is caught."
                    what = f"the {trigger.value} {node.get('id')} has no code"
                    self.draft.problem(node.line, trigger.value, what, mend)

    def event(self, element: Element, node: Node) -> Element:
        """Return the event with what it waits for or throws."""
        links = [one for one in node.named("linkEventDefinition") if self.draft.foreign and one.get("name")]
        if links and len(node.children) - sum(map(self.silent, node.children)) == 1:
            return replace(element, link=links[0].get("name"))
        self.only(node, *vocabulary.DEFINITIONS)
        definitions = [child for child in node.children if self.defines(child)]
        known = all(self.defines(child) or self.silent(child) for child in node.children)
        if len(definitions) > 1:
            what = f"{element.kind} {element.id} has {len(definitions)} event definitions"
            self.draft.problem(node.line, "event", what, "Keep one; draw one event for each.")
        for definition in definitions[:1]:
            element = self.trigger(element, definition)
        if element.trigger not in vocabulary.TRIGGERS[element.kind] and known:
            self.untriggered(element)
        return element

    def defines(self, node: Node) -> bool:
        """Say whether a node is an event definition that Balai runs."""
        return node.space == BPMN and node.name in vocabulary.DEFINITIONS

    def untriggered(self, element: Element) -> None:
        """Note that an event of this kind cannot be of this type."""
        allowed = [
            trigger.value or "none" for trigger in Trigger if trigger in vocabulary.TRIGGERS[element.kind]
        ]
        what = f"{element.kind} {element.id} is of type {element.trigger.value or 'none'}"
        self.draft.problem(element.line, "event", what, f"It can be of type {', '.join(allowed)}.")

    def trigger(self, element: Element, node: Node) -> Element:
        """Return the event with its one definition."""
        self.attributes(node)
        trigger = vocabulary.DEFINITIONS[node.name]
        element = replace(element, trigger=trigger)
        if trigger is Trigger.TIMER:
            return replace(element, timer=self.timer(node, element))
        self.only(node)
        if trigger is Trigger.MESSAGE:
            return replace(element, message=self.refers(node, element, trigger))
        if trigger is Trigger.SIGNAL:
            return replace(element, signal=self.refers(node, element, trigger))
        if trigger is Trigger.ERROR:
            return replace(element, error=self.refers(node, element, trigger))
        if trigger is Trigger.ESCALATION:
            return replace(element, escalation=self.refers(node, element, trigger))
        return element

    def refers(self, node: Node, element: Element, trigger: Trigger) -> str:
        """Return the name or code that an event refers to; an error or escalation may be caught by any code."""
        named, known = _NAMED[trigger], self.known[trigger]
        ref = node.get(named.attribute).rpartition(":")[2]
        if ref in known:
            return known[ref]
        any_code = trigger in _CODED and element.kind in _CATCHING
        if not ref and (any_code or self.draft.foreign):
            return "" if trigger in _CODED else element.id
        what = f"{element.kind} {element.id} names no {named.article}"
        what += f": {ref} does not exist" if ref else ""
        mend = f"Choose its {named.article}, or add one to the file."
        self.draft.problem(node.line, named.article, what, mend)
        return ""

    def timer(self, node: Node, element: Element) -> Timer | None:
        """Return when the timer fires, having reported what is no time."""
        times = [child for child in node.children if child.space == BPMN and child.name.startswith("time")]
        for child in node.children:
            if child not in times and not self.silent(child):
                self.refuse(child)
        if len(times) != 1:
            said = "no time" if not times else "two times"
            mend = "Write one timeDate, like task.periksa.due or case.due."
            if times or not self.draft.foreign:
                self.draft.problem(node.line, "timer", f"the timer of {element.id} has {said}", mend)
            return Timer(name=element.id) if self.draft.foreign else None
        timer = _moment(times[0])
        if timer is None and self.draft.foreign and times[0].name != "timeCycle":
            return Timer(name=times[0].text.strip() or element.id)
        if timer is None:
            what = f"the timer of {element.id} has {times[0].name} {times[0].text.strip()!r}"
            mend = (
                "Write a timeDate (task.periksa.due, case.due, 2026-07-01T00:00:00Z) or a timeDuration (P3D)."
            )
            self.draft.problem(times[0].line, "timer", what, mend)
        return timer


def _moment(node: Node) -> Timer | None:
    text = node.text.strip()
    if node.name == "timeDate":
        if LIMIT.fullmatch(text):
            return Timer(name=text)
        instant = parse_instant(text)
        return Timer(at=instant) if instant else None
    duration = parse_duration(text) if node.name == "timeDuration" else None
    return Timer(months=duration[0], seconds=duration[1]) if duration else None
