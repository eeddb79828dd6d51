"""The tables of service.toml that are keyed by ids of the drawing: lanes, tasks, events."""

from collections.abc import Mapping
from typing import cast

from balai.kernel.definition import types
from balai.kernel.definition.reader import Table
from balai.kernel.process import Process

ACTS = ("verify", "recommend", "inspect", "approve", "sign")
RESULTS = ("granted", "refused", "withdrawn")
WORKED = ("userTask", "serviceTask", "sendTask", "receiveTask")
EVENTS = ("startEvent", "endEvent", "intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent")


def read_lanes(root: Table, process: Process) -> Mapping[str, types.Lane]:
    """Return every lane of the drawing and every lane that only service.toml knows."""
    tables = dict(root.tables("lane"))
    return {
        name: _lane(name, tables.get(name), process)
        for name in [*process.lanes, *tables_only(tables, process.lanes)]
    }


def tables_only(tables: Mapping[str, Table], drawn: Mapping[str, object]) -> list[str]:
    """Return ids that have a table but stand nowhere in the drawing."""
    return [name for name in tables if name not in drawn]


def _lane(name: str, table: Table | None, process: Process) -> types.Lane:
    drawn = process.lanes.get(name)
    title = drawn.name if drawn else ""
    if table is None:
        return types.Lane(name, title, applicant=False, system=False, position="", agency="", line=0)
    lane = types.Lane(
        id=name,
        name=title,
        applicant=table.flag("applicant"),
        system=table.flag("system"),
        position=table.text("position"),
        agency=table.text("agency"),
        line=table.line,
    )
    table.done()
    if [lane.applicant, lane.system, bool(lane.position)].count(True) != 1:
        mend = "Write exactly one of: applicant = true, system = true, position = ..."
        table.problem("", "lane-of-nobody", f"It is not clear who works in {table.name}.", mend)
    return lane


def read_tasks(root: Table, process: Process, lanes: Mapping[str, types.Lane]) -> Mapping[str, types.Task]:
    """Return every task that people or operations do, and those that only service.toml knows."""
    tables = dict(root.tables("task"))
    drawn = {name: one for name, one in process.elements.items() if one.kind in WORKED}
    return {
        name: _task(name, tables.get(name) or Table(root.sink, ("task", name), {}), process, lanes)
        for name in [*drawn, *tables_only(tables, drawn)]
    }


def _task(name: str, table: Table, process: Process, lanes: Mapping[str, types.Lane]) -> types.Task:
    drawn = process.elements.get(name)
    task = types.Task(
        id=name,
        name=drawn.name if drawn else "",
        kind=str(drawn.kind) if drawn else "",
        lane=drawn.lane if drawn else "",
        act=cast("types.Act | None", table.choice("act", ACTS) or None),
        due=table.limit("due"),
        warn=_warn(table, lanes),
        basis=table.basis(),
        outcomes={key: _outcome(key, one) for key, one in table.tables("outcome")},
        correct=table.expression("correct"),
        clock=table.choice("clock", ("stopped",)),
        call=table.text("call"),
        arguments=_arguments(table),
        place=table.expression("place"),
        line=table.line,
    )
    table.done()
    return task


def _warn(table: Table, lanes: Mapping[str, types.Lane]) -> types.Warn | None:
    if not table.has("warn"):
        return None
    inner = table.table("warn")
    before, to = inner.limit("before", required=True), inner.text("to", required=True)
    inner.done()
    if before is None or not to:
        return None
    position, at, agency = to.partition("@")
    lane = lanes.get(to)
    if lane is not None:
        return types.Warn(before, to, lane.position, lane.agency)
    if not at:
        inner.problem("to", "unknown-lane", f'"{to}" is not a lane.', "Name a lane, or position@agency.")
    return types.Warn(before, to, position, agency)


def _outcome(name: str, table: Table) -> types.Outcome:
    reasons = {}
    for key, one in table.tables("reason"):
        reasons[key] = types.Reason(key, one.text("title", required=True), one.basis(required=True))
        one.done()
    outcome = types.Outcome(
        name, table.text("title", required=True), reasons, table.choice("picks", ("fields",))
    )
    table.done()
    return outcome


def _arguments(table: Table) -> Mapping[str, types.Argument]:
    inner = table.table("with")
    found: dict[str, types.Argument] = {}
    for key, value in inner.data.items():
        if isinstance(value, str) and value.startswith("="):
            found[key] = inner.parse(key, value[1:])
        elif value is None or isinstance(value, str | int | bool):
            found[key] = value
        else:
            inner.problem(
                key, "wrong-type", f'The argument "{key}" is neither a text, a number nor "=expression".'
            )
    return found


def read_events(root: Table, process: Process) -> Mapping[str, types.Event]:
    """Return every event of the drawing, and events that only service.toml knows."""
    tables = dict(root.tables("event"))
    drawn = {name: one for name, one in process.elements.items() if one.kind in EVENTS}
    return {
        name: _event(name, tables.get(name) or Table(root.sink, ("event", name), {}), process)
        for name in [*drawn, *tables_only(tables, drawn)]
    }


def _event(name: str, table: Table, process: Process) -> types.Event:
    drawn = process.elements.get(name)
    event = types.Event(
        id=name,
        name=drawn.name if drawn else "",
        kind=str(drawn.kind) if drawn else "",
        clock=table.choice("clock", ("start",)),
        result=cast("types.Result | None", table.choice("result", RESULTS) or None),
        outcome=table.text("outcome"),
        basis=table.basis(),
        line=table.line,
    )
    table.done()
    return event
