"""The drawing against service.toml: outcomes that are met, timers that exist, a clock that starts."""

from collections.abc import Iterator

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder
from balai.kernel.definition.types import Task
from balai.kernel.process import Element, Flow


def check(folder: Folder) -> None:
    """Report outcomes nobody meets, flows never taken, limits that do not exist, a clock never started."""
    for task in folder.service.tasks.values():
        if task.kind == "userTask":
            _outcomes(folder, task)
    for element in folder.service.process.elements.values():
        _carried(folder, element)
        _timer(folder, element)
    if not any(event.clock == "start" for event in folder.service.events.values()):
        what = "No event starts the clock."
        folder.toml(("clock",), "clock-never-starts", what, 'Write [event.X] clock = "start" at a milestone.')


def _carried(folder: Folder, element: Element) -> None:
    """Report what the process can run but a case cannot keep yet: facts that belong to one instance or call."""
    if element.loop:
        what = f'A case cannot keep the instances of "{element.id}" apart yet ({element.kind}).'
        folder.drawn(element.id, "multi-instance", what, "Draw a loop, or a task for each.")
    if element.called:
        what = f'A case cannot keep the tasks of the process that "{element.id}" calls apart yet.'
        folder.drawn(element.id, "call-activity", what, "Draw its steps as an embedded sub-process.")


def _timer(folder: Folder, element: Element) -> None:
    name = element.timer.name if element.timer else None
    if name is None or name == "case.due":
        return
    task = folder.service.tasks.get(name.removeprefix("task.").removesuffix(".due"))
    if task is None or task.due is None:
        what = f'The timer "{element.id}" waits for {name}, which is not set.'
        mend = f"Write due in [task.{task.id}]." if task else "Name a task of service.toml, or case.due."
        folder.drawn(element.id, "no-due", what, mend)


def _outcomes(folder: Folder, task: Task) -> None:
    path = ("task", task.id, "outcome")
    asking = [flows for flows in _gateways(folder) if any(_asks(folder, flow, path) for flow in flows)]
    if len(task.outcomes) > 1 and not asking and not _asked_by_rules(folder, path):
        what = f'Nothing in the drawing or the rules asks for the outcome of "{task.id}".'
        folder.drawn(task.id, "outcome-ignored", what, "Draw a gateway behind it.")
    for flows in asking:
        taken = [_taken(folder, task, flow) for flow in flows]
        if all(taken):
            for outcome in task.outcomes:
                _met(folder, task, outcome, flows)


def _gateways(folder: Folder) -> Iterator[list[Flow]]:
    process = folder.service.process
    for element in process.elements.values():
        if element.kind == "exclusiveGateway":
            yield paths.leaving(process, element.id)


def _asks(folder: Folder, flow: Flow, path: tuple[str, ...]) -> bool:
    condition = folder.service.process.conditions.get(flow.id)
    return condition is not None and path in condition.names


def _asked_by_rules(folder: Folder, path: tuple[str, ...]) -> bool:
    return any(path in decision.names for decision in folder.service.rules.decisions.values())


def _met(folder: Folder, task: Task, outcome: str, flows: list[Flow]) -> None:
    process = folder.service.process
    if all(paths.answer(process, flow, task.id, outcome) is False for flow in flows):
        what = f'No flow of the gateway "{flows[0].source}" is taken when "{task.id}" ends with "{outcome}".'
        folder.drawn(flows[0].source, "outcome-unmet", what, "Draw a flow for it, or make one the default.")


def _taken(folder: Folder, task: Task, flow: Flow) -> bool:
    """Report a flow that no outcome of the task meets; return whether one does."""
    process = folder.service.process
    if all(paths.answer(process, flow, task.id, one) is False for one in task.outcomes or ("done",)):
        what = f'The flow "{flow.id}" is never taken: no outcome of "{task.id}" meets {flow.condition}'
        mend = f"Outcomes: {', '.join(task.outcomes) or 'done'}."
        folder.add("process.bpmn", flow.line, "never-taken", what, mend)
        return False
    return True
