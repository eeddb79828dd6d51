"""Moving a running case to another version of its service: whether its state has an image there, and what the move does.

What was done stays done: answers, results of rules, numbers and closed tasks are not touched. What waits goes on under
the new version: its limits, posts and warnings are those of the new one, counted from when it began to wait.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balai.kernel.case import clock
from balai.kernel.case.turn import Turn
from balai.kernel.case.types import Row, State, pack, unpack
from balai.kernel.definition.types import Service
from balai.kernel.feel import Expression
from balai.kernel.process import Kind, Process
from balai.kernel.process.graph import inward, reachable


@dataclass(frozen=True)
class Obstacle:
    """Why a state has no image in a version: `kind` (see `obstacles`, `late`) and what it is about."""

    kind: str
    id: str


def obstacles(old: Service, new: Service, state: State) -> tuple[Obstacle, ...]:
    """Return why a case cannot be moved; empty when its state has an image in `new`.

    Kinds: "office" another kind of agency, "gone" a step that the case came to does not exist, "other" a step where it
    waits is of another kind, "lane" it would change between applicant and office, "beside" other timers or messages run
    beside it, "call" its operation is another one, "join" a join that holds a token is another one, "clock" the service's
    clock would never start, "unmade" the answer of a rule may be read that was never run and lies behind,
    "certificate" a document whose number was taken does not exist.
    """
    return tuple(dict.fromkeys(_obstacles(old, new, state)))


def _obstacles(old: Service, new: Service, state: State) -> Iterator[Obstacle]:
    if old.agency != new.agency:
        yield Obstacle("office", new.agency)
    known = new.process.elements
    waiting = [str(wait[1]) for wait in state["process"].get("open", ())]
    for name in dict.fromkeys([*state["tasks"], *waiting]):
        if name not in known:
            yield Obstacle("gone", name)
    for name in waiting:
        if name in known:
            yield from _of_wait(old, new, name)
    yield from _of_tokens(old.process, new.process, state["process"])
    yield from _of_rest(old, new, state, [name for name in waiting if name in known])


def _of_wait(old: Service, new: Service, name: str) -> Iterator[Obstacle]:
    before, after = old.process.elements[name], new.process.elements[name]
    shape = (
        "kind",
        "trigger",
        "scope",
        "attached_to",
        "message",
        "signal",
        "called",
        "loop",
        "event_handler",
    )
    if any(getattr(before, one) != getattr(after, one) for one in shape):
        yield Obstacle("other", name)
    if _beside(old.process, name) != _beside(new.process, name):
        yield Obstacle("beside", name)
    if name in old.tasks and name in new.tasks:
        one, other = old.tasks[name], new.tasks[name]
        if one.call != other.call:
            yield Obstacle("call", name)
        if old.lanes[one.lane].applicant != new.lanes[other.lane].applicant:
            yield Obstacle("lane", name)


def _beside(process: Process, name: str) -> set[str]:
    """Return what is armed while an element waits: its boundary events, branches of a race, handlers of its scope."""
    around = {one.id for one in process.elements.values() if one.attached_to == name}
    scope = process.elements[name].scope
    handlers = {one.id for one in process.elements.values() if one.event_handler and one.scope == scope}
    if process.elements[name].kind is Kind.EVENT_BASED:
        around |= {flow.target for flow in process.flows.values() if flow.source == name}
    return around | handlers


def _of_tokens(old: Process, new: Process, state: Mapping[str, Any]) -> Iterator[Obstacle]:
    held = [state.get("tokens", {}), *state.get("inner", {}).values()]
    for flow in dict.fromkeys(flow for tokens in held for flow in tokens):
        before, after = (one.tables.join_of.get(flow) for one in (old, new))
        if before != after or _entering(old, before) != _entering(new, before):
            yield Obstacle("join", before or flow)


def _entering(process: Process, join: str | None) -> set[str]:
    return {name for name, flow in process.flows.items() if flow.target == join}


def _of_rest(old: Service, new: Service, state: State, waiting: list[str]) -> Iterator[Obstacle]:
    if state["clock_from_at"] is None and _starts(old) != _starts(new):
        yield Obstacle("clock", ", ".join(sorted(_starts(new))))
    for name, element in new.process.elements.items():
        fresh = name not in state["decisions"]
        if element.kind is Kind.RULE and fresh and _passed_by(new, name, waiting):
            yield Obstacle("unmade", name)
    for name in state["certificates"]:
        if name not in new.certificates:
            yield Obstacle("certificate", name)


def _passed_by(service: Service, rule: str, waiting: list[str]) -> bool:
    """Say whether a case that waits here may come to what reads a rule's answer without coming to the rule."""
    graph = inward(service.process.elements, service.process.flows.values())
    around = {name: tuple(one for one in after if one != rule) for name, after in graph.items()}
    return not reachable(around, waiting).isdisjoint(_readers(service, rule))


def _readers(service: Service, rule: str) -> set[str]:
    """Return the elements that read a rule's answer: gateways, tasks, and those at which a number is taken."""
    conditions = service.process.conditions.items()
    found: list[tuple[str, object]] = [(service.process.flows[flow].source, one) for flow, one in conditions]
    for task in service.tasks.values():
        found += [(task.id, one) for one in (task.correct, task.place, *task.arguments.values())]
    for certificate in service.certificates.values():
        found += [(name, part.expression) for name in certificate.taken_at for part in certificate.number]
    return {
        name
        for name, one in found
        if isinstance(one, Expression) and any(path[0] == rule for path in one.names)
    }


def _starts(service: Service) -> set[str]:
    return {one.id for one in service.events.values() if one.clock == "start"}


def late(before: State, after: State, at: datetime) -> tuple[Obstacle, ...]:
    """Return the limits that would pass by the move itself: nobody is made late, or answered by law, by it. Kind "late"."""
    dues = [("case", before["due_at"], after["due_at"])]
    for n, row in after["open_tasks"].items():
        dues.append((row["element"], before["open_tasks"][n]["due_at"], row["due_at"]))
    return tuple(
        Obstacle("late", name)
        for name, was, now in dues
        if now is not None and datetime.fromisoformat(now) <= at < _instant(was)
    )


def _instant(text: str | None) -> datetime:
    return datetime.fromisoformat(text or "9999-12-31T00:00:00+00:00")


# -- the event


def move(turn: Turn) -> None:
    """Fold `version_changed`: the turn's service is the new version. What has passed already stays passed."""
    turn.state["lanes"] = turn.event.payload["lanes"]
    for packed in list(turn.state["open_tasks"].values()):
        _move_task(turn, unpack(packed))
    deadline = turn.state["deadlines"].get(clock.CASE)
    if deadline is not None and not _passed(turn, row := unpack(deadline)):
        limit = turn.service.clock
        said = {"limit": str(limit.limit), "basis": "; ".join(limit.basis)}
        clock.put(turn.change, turn.state, row | said)
        _move_silence(turn)
    for name, packed in list(turn.state["open_timers"].items()):
        _move_timer(turn, name, unpack(packed))


def _move_task(turn: Turn, row: Row) -> None:
    service, state = turn.service, turn.state
    task = service.tasks[row["element"]]
    lane = service.lanes[task.lane]
    row |= {
        "lane": task.lane,
        "agency": state["lanes"].get(task.lane, {}).get("agency", ""),
        "position": lane.position,
        "act": task.act or "",
    }
    if not _passed(turn, row):
        due = clock.task_due(service, turn.calendar, row["element"], row["opened_at"])
        row |= {"due_on": due.date if due else None, "due_at": due.at if due else None}
        clock.lift(turn.change, state, row["n"], turn.event.at, kept=due is not None)
        if due is not None:
            clock.start_deadline(
                turn.change, state, f"task {row['n']}", task.due, task.basis, row["opened_at"], due
            )
            clock.start_warning(service, turn.calendar, state, turn.change, row, due)
    turn.put_task(row)


def _passed(turn: Turn, row: Row) -> bool:
    return row["due_at"] is not None and row["due_at"] <= turn.event.at


def _move_silence(turn: Turn) -> None:
    """Start or stop the timer that escalates silence, as the new version has it."""
    name, wanted = "limit case", turn.service.clock.silence == "escalate"
    if wanted and name not in turn.state["open_timers"]:
        clock.start_timer(turn.state, turn.change, name, "", limit="case.due", due_at=None)
    elif not wanted:
        clock.stop_timer(turn.state, turn.change, name, turn.event.at)


def _move_timer(turn: Turn, name: str, row: Row) -> None:
    """Let a timer that follows a limit follow the one that the new version names; a date of its own stays."""
    element = turn.service.process.elements.get(row["element"])
    limit = element.timer.name if element is not None and element.timer is not None else None
    if name.startswith("timer ") and row["limit"] and limit and limit != row["limit"]:
        turn.state["open_timers"][name] = pack(row | {"limit": limit})
        turn.change.timers[name] = row | {"limit": limit}
