"""Ids must match in both directions: what service.toml describes is drawn, what is drawn is described."""

from collections.abc import Iterable

from balai.kernel.check.folder import Folder
from balai.kernel.definition.tasks import EVENTS, WORKED
from balai.kernel.process import ends_case


def check(folder: Folder) -> None:
    """Report orphans on either side, ends without a result, posts, groups and duties that do not exist."""
    _not_drawn(folder)
    _not_described(folder)
    _ends(folder)
    _posts(folder)
    _duties(folder)
    _certificates(folder)
    _kept_groups(folder)


def _not_drawn(folder: Folder) -> None:
    service, elements = folder.service, folder.service.process.elements
    kinds: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("lane", service.lanes, set(service.process.lanes)),
        ("task", service.tasks, {name for name, one in elements.items() if one.kind in WORKED}),
        ("event", service.events, {name for name, one in elements.items() if one.kind in EVENTS}),
    )
    for kind, described, drawn in kinds:
        for name in described:
            if name not in drawn:
                folder.slips.add((kind, folder.misspelt(name, drawn - folder.named(kind))))
                what = f'[{kind}.{name}] is not drawn: process.bpmn has no {kind} "{name}".'
                folder.toml((kind, name), "not-drawn", what, folder.known(name, drawn))


def _not_described(folder: Folder) -> None:
    described = folder.described("service.toml")
    for name, lane in folder.service.process.lanes.items():
        if ("lane", name) not in described and ("lane", name) not in folder.slips:
            mend = f"Write [lane.{name}] with applicant, system or position in service.toml."
            folder.add(
                "process.bpmn", lane.line, "not-described", f'The lane "{name}" has no [lane.{name}].', mend
            )
    for task in folder.service.tasks.values():
        if task.kind in {"userTask", "serviceTask"} and not (
            {("task", task.id)} & (described | folder.slips)
        ):
            what = f'The task "{task.id}" has no [task.{task.id}].'
            folder.drawn(task.id, "not-described", what, f"Write [task.{task.id}] in service.toml.")


def _ends(folder: Folder) -> None:
    for event in folder.service.events.values():
        ends = event.kind == "endEvent" and ends_case(folder.service.process, event.id)
        if ends and event.result is None:
            mend = f'Write [event.{event.id}] result = "granted", "refused" or "withdrawn".'
            folder.drawn(event.id, "no-result", f'The end event "{event.id}" has no result.', mend)
        if event.result is not None and event.kind and not ends:
            what = f'"{event.id}" has a result but is not an end event of the case.'
            folder.toml(("event", event.id, "result"), "not-an-end", what, "Only ends have a result.")


def _posts(folder: Folder) -> None:
    known = folder.service.positions
    for lane in folder.service.lanes.values():
        if lane.position and lane.position not in known:
            what = f'The post "{lane.position}" is not in reference/positions.toml.'
            folder.toml(
                ("lane", lane.id, "position"), "unknown-position", what, folder.known(lane.position, known)
            )
    for task in folder.service.tasks.values():
        if task.warn and task.warn.to not in folder.service.lanes and task.warn.position not in known:
            what = f'"{task.warn.to}" names no post that could be warned.'
            mend = "Name a lane of a post, or position@agency."
            folder.toml(("task", task.id, "warn"), "unknown-position", what, mend)


def _duties(folder: Folder) -> None:
    users = {task.id for task in folder.service.tasks.values() if task.kind == "userTask"}
    for number, duty in enumerate(folder.service.duties):
        path = ("duty", str(number), "different_people")
        for name in duty.tasks:
            if name not in users:
                what = f'The duty names "{name}", which is not a user task.'
                folder.toml(path, "unknown-task", what, folder.known(name, users))
        if len(set(duty.tasks)) < 2:
            folder.toml(
                path, "duty-of-one", "A duty keeps at least two tasks apart.", "Name two tasks or more."
            )


def _certificates(folder: Folder) -> None:
    service = folder.service
    acts = {*service.tasks, *service.events}
    issued = {
        task.arguments.get("certificate") for task in service.tasks.values() if task.call == "document.issue"
    }
    for one in service.certificates.values():
        for name in one.taken_at:
            if name not in acts:
                what = f'The number of "{one.id}" is taken at "{name}", which is not drawn.'
                folder.toml(
                    ("certificate", one.id, "taken_at"), "unknown-task", what, folder.known(name, acts)
                )
        if one.id not in issued and issued <= service.certificates.keys():
            what = f'No service task issues the certificate "{one.id}".'
            folder.toml(
                ("certificate", one.id), "not-issued", what, 'Add a task with call = "document.issue".'
            )


def _kept_groups(folder: Folder) -> None:
    groups = folder.service.form.groups
    for name in folder.service.applicant.again:
        if name not in groups:
            what = f'"{name}" in `again` is not a group of the form.'
            folder.toml(("applicant", "again"), "unknown-group", what, folder.known(name, groups))
