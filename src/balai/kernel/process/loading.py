"""Read, check and compile a BPMN file."""

from dataclasses import replace

from balai.kernel.problem import Refused
from balai.kernel.process import checks, source
from balai.kernel.process.compiling import compile_tables
from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Lane
from balai.kernel.process.foreign import complete
from balai.kernel.process.process import Process
from balai.kernel.process.reading import read, uncalled


def load(xml: bytes, file: str, *, foreign: bool = False, process: str = "") -> Process:
    """Return the process drawn in a BPMN 2.0 file. Raises Refused with every problem and its line.

    `foreign`: the file was drawn for other programs. Ids and names are then taken as they come, lanes may be
    missing, plain tasks are done by people, and extensions, data and resources are passed over.
    `process`: which one, when the file holds several that no other one calls.
    """
    draft = read(source.parse(xml, file), file, foreign=foreign, process=process)
    if not draft.line:
        raise Refused(draft.problems)
    if twice := [problem for problem in draft.problems if problem.code == "process.duplicate-id"]:
        raise Refused(twice)  # what an id stands for is not known, so nothing else can be said for sure
    if foreign:
        complete(draft)
    _place(draft)
    checks.check(draft)
    conditions, loops = checks.conditions(draft), checks.loops(draft)
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
        tables=compile_tables(draft.elements, draft.flows, conditions, loops, draft.called),
    )


def processes(xml: bytes, file: str) -> tuple[str, ...]:
    """Return the ids of the processes of a file that no other one calls, empty ones aside. Raises Refused."""
    return tuple(node.get("id") for node in uncalled(source.parse(xml, file)) if node.children)


def _place(draft: Draft) -> None:
    """Give each element its lane: its own, else that of the task or sub-process it stands on or in."""
    own = {name: lane.id for lane in draft.lanes.values() for name in lane.elements}
    for name, element in draft.elements.items():
        draft.elements[name] = replace(element, lane=_lane(element, own, draft))


def _lane(element: Element, own: dict[str, str], draft: Draft) -> str:
    """Return the lane of an element: its own, that of its task, then those of what stands around it."""
    around = [element.id, element.attached_to]
    scope = element.scope
    while scope in draft.elements:
        around.append(scope)
        scope = draft.elements[scope].scope
    return next((own[name] for name in around if name in own), "")


def _members(draft: Draft, lane: Lane) -> Lane:
    """Return the lane with everything that stands in it, inherited members too."""
    return replace(lane, elements=tuple(one.id for one in draft.elements.values() if one.lane == lane.id))
