"""Read, check and compile a BPMN file."""

from dataclasses import replace

from balai.kernel.problem import Refused
from balai.kernel.process import checks, source
from balai.kernel.process.compiling import compile_tables
from balai.kernel.process.drawing import Element, Lane
from balai.kernel.process.process import Process
from balai.kernel.process.reading import Draft, read


def load(xml: bytes, file: str) -> Process:
    """Return the process drawn in a BPMN 2.0 file. Raises Refused with every problem and its line."""
    draft = read(source.parse(xml, file), file)
    if not draft.line:
        raise Refused(draft.problems)
    _place(draft)
    checks.check(draft)
    conditions = checks.conditions(draft)
    if draft.problems:
        raise Refused(draft.problems)
    return Process(
        id=draft.id,
        name=draft.name,
        file=file,
        start=next(one.id for one in draft.elements.values() if one.kind == "startEvent" and not one.scope),
        elements=draft.elements,
        flows=draft.flows,
        lanes={lane.id: _members(draft, lane) for lane in draft.lanes.values()},
        conditions=conditions,
        tables=compile_tables(draft.elements, draft.flows, conditions),
    )


def _place(draft: Draft) -> None:
    """Give each element its lane: its own, else that of the task or sub-process it stands on or in."""
    own = {name: lane.id for lane in draft.lanes.values() for name in lane.elements}
    for name, element in draft.elements.items():
        draft.elements[name] = replace(element, lane=_lane(element, own, draft))


def _lane(element: Element, own: dict[str, str], draft: Draft) -> str:
    host = draft.elements.get(element.attached_to)
    around = (element.id, element.attached_to, element.scope, host.scope if host else "")
    return next((own[name] for name in around if name in own), "")


def _members(draft: Draft, lane: Lane) -> Lane:
    """Return the lane with everything that stands in it, inherited members too."""
    return replace(lane, elements=tuple(one.id for one in draft.elements.values() if one.lane == lane.id))
