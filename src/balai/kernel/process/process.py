"""A process that passed every check: the drawing as its author made it, and the tables that run it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Element, Flow, Lane
from balai.kernel.process.tables import Tables


@dataclass(frozen=True, slots=True)
class Process:
    """A process that passed every check of `load`. `conditions` are the parsed FEEL conditions by flow id."""

    id: str
    name: str
    file: str
    start: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    lanes: Mapping[str, Lane]
    conditions: Mapping[str, Expression] = field(repr=False, compare=False)
    tables: Tables = field(repr=False, compare=False)

    def to_json(self) -> dict[str, Any]:
        """Return the drawing as JSON values, for pages and the API. Instants become ISO 8601 text."""
        return {
            "id": self.id,
            "name": self.name,
            "start": self.start,
            "elements": [_element_json(element) for element in self.elements.values()],
            "flows": [asdict(flow) for flow in self.flows.values()],
            "lanes": [{**asdict(lane), "elements": list(lane.elements)} for lane in self.lanes.values()],
        }


def _element_json(element: Element) -> dict[str, Any]:
    values = asdict(element)
    timer = element.timer
    if timer is not None and timer.at is not None:
        values["timer"]["at"] = timer.at.isoformat()
    return {**values, "kind": element.kind.value, "trigger": element.trigger.value}
