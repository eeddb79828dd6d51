"""Service tasks against the fixed list of operations: arguments, and failures that reach a person."""

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder
from balai.kernel.definition.operations import OPERATIONS, Argument, Operation
from balai.kernel.definition.types import Task
from balai.kernel.feel import Expression


def check(folder: Folder) -> None:
    """Report service tasks without a call, unknown operations and arguments, failures that nobody catches."""
    for task in folder.service.tasks.values():
        path = ("task", task.id, "call")
        if task.kind == "serviceTask" and not task.call:
            what = f'The service task "{task.id}" calls nothing.'
            folder.toml(("task", task.id), "no-call", what, f"Write call = one of {', '.join(OPERATIONS)}.")
        elif task.call and task.kind not in {"serviceTask", ""}:
            folder.toml(
                path, "call-by-person", f'"{task.id}" is not a service task but has a call.', "Remove it."
            )
        elif task.call and task.call not in OPERATIONS:
            what = f'There is no operation "{task.call}".'
            folder.toml(path, "unknown-call", what, folder.known(task.call, OPERATIONS))
        elif task.call:
            _arguments(folder, task, OPERATIONS[task.call])
            _failures(folder, task, OPERATIONS[task.call])


def _arguments(folder: Folder, task: Task, operation: Operation) -> None:
    path = ("task", task.id, "with")
    for argument in operation.arguments:
        if argument.required and argument.name not in task.arguments:
            what = f'{operation.name} in "{task.id}" lacks the argument "{argument.name}".'
            folder.toml(path, "missing-argument", what, f"Write with = {{ {argument.name} = ... }}.")
    known = {argument.name for argument in operation.arguments}
    for name, value in task.arguments.items():
        argument_or_none = operation.argument(name)
        if argument_or_none is not None:
            _literal(folder, task, argument_or_none, value)
        elif not operation.open_arguments:
            what = f'{operation.name} has no argument "{name}".'
            folder.toml((*path, name), "unknown-argument", what, folder.known(name, known))


def _literal(folder: Folder, task: Task, argument: Argument, value: object) -> None:
    if isinstance(value, Expression) or value is None:
        return
    service, path = folder.service, ("task", task.id, "with", argument.name)
    known = {
        "register": service.registers,
        "certificate": service.certificates,
        "task": service.tasks,
    }.get(argument.kind)
    if known is not None and value not in known:
        what = f'"{value}" is not a {argument.kind}.'
        folder.toml(path, f"unknown-{argument.kind}", what, folder.known(str(value), known))
    if argument.kind == "boolean" and not isinstance(value, bool):
        folder.toml(path, "wrong-type", f'"{argument.name}" is true or false.', "Write true or false.")


def _failures(folder: Folder, task: Task, operation: Operation) -> None:
    process = folder.service.process
    caught = {one.error: one.id for one in paths.attached(process, task.id) if one.trigger == "error"}
    unknown = [code for code in caught if code and code not in operation.errors]
    for code in operation.errors if not unknown else ():
        boundary = caught.get(code) or caught.get("")
        if boundary is None:
            what = f'{operation.name} in "{task.id}" can fail for good ("{code}"), and nothing catches it.'
            mend = f'Draw an error boundary event with the code "{code}" that leads to a person.'
            folder.drawn(task.id, "failure-uncaught", what, mend)
        elif not _to_a_person(folder, boundary):
            what = f'The failure "{boundary}" does not lead to a person.'
            folder.drawn(boundary, "failure-without-person", what, "Lead it to a user task of an official.")
    for code in unknown:
        if boundary := caught[code]:
            what = f'"{boundary}" catches "{code}", with which {operation.name} never fails.'
            folder.drawn(boundary, "unknown-error", what, folder.known(code, operation.errors))


def _to_a_person(folder: Folder, boundary: str) -> bool:
    stops = paths.first_stops(folder.service.process, boundary)
    lanes = [folder.service.lanes.get(one.lane) for one in stops if one.kind == "userTask"]
    known = [
        lane for lane in lanes if lane and (lane.position or lane.applicant or lane.system or not lane.id)
    ]
    return bool(stops) and len(lanes) == len(stops) and all(lane.position for lane in known)
