"""The legal clock of a case: its deadlines, pauses, warnings and timers, all moved together after every event.

The case clock starts at the milestone that service.toml marks, stands still while a task with `clock = "stopped"` is
open, and counts by the agency's calendar. A timer that waits for `case.due` or `task.X.due` follows that limit wherever
it moves; a timer with a date of its own does not.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from balai.kernel import calendar as days
from balai.kernel.calendar import Calendar, ClockStopped, Due, Limit, Pause
from balai.kernel.case.types import Change, Row, State, pack, unpack
from balai.kernel.definition.types import Service, Warn
from balai.kernel.process import NotOpen

CASE = "case"


# -- limits


def task_due(service: Service, calendar: Calendar, element: str, opened_at: datetime) -> Due | None:
    """Return when a task that opens now is due; None when it has no limit."""
    limit = service.tasks[element].due
    return days.due(calendar, opened_at, limit) if limit else None


def _pauses(state: State) -> list[Pause]:
    return [
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
        for start, end, _, _ in state["pauses"]
    ]


def _case_due(service: Service, calendar: Calendar, state: State) -> Due | None:
    """Return when the whole service is due; None while the clock has not started or stands still."""
    if state["clock_from_at"] is None:
        return None
    start = datetime.fromisoformat(state["clock_from_at"])
    try:
        return days.due(calendar, start, service.clock.limit, _pauses(state))
    except ClockStopped:
        return None


# -- pauses


def pause(state: State, at: datetime, reason: str, n: int) -> None:
    """Stop the case clock because the applicant must act (task `n`); no effect before the clock has started."""
    if state["clock_from_at"] is not None:
        state["pauses"].append([at.isoformat(), None, reason, n])


def resume(state: State, at: datetime, n: int) -> None:
    """Let the clock run again when task `n`, which stopped it, closes."""
    for stop in state["pauses"]:
        if stop[3] == n and stop[1] is None:
            stop[1] = at.isoformat()


# -- deadlines: one row per limit, for the record and for the lists


def start_deadline(
    change: Change,
    state: State,
    name: str,
    limit: Limit | None,
    basis: Iterable[str],
    at: datetime,
    due: Due | None,
) -> None:
    """Write the row of a limit that begins to run."""
    put(
        change,
        state,
        {
            "name": name,
            "limit": str(limit),
            "basis": "; ".join(basis),
            "starts_at": at,
            "due_on": due.date if due else None,
            "due_at": due.at if due else None,
            "zone": due.zone if due else "",
            "pauses": [],
            "status": "running",
            "ended_at": None,
        },
    )


def put(change: Change, state: State, row: Row) -> None:
    """Write the row of a limit."""
    change.deadlines[row["name"]] = row
    state["deadlines"][row["name"]] = pack(row)


def end_deadline(change: Change, state: State, name: str, at: datetime, *, lapsed: bool = False) -> None:
    """Settle a limit: met, missed (answered late), or lapsed (a timer answered in the person's place)."""
    packed = state["deadlines"].pop(name, None)
    if packed is None:
        return
    row = unpack(packed)
    late = row["due_at"] is not None and at > row["due_at"]
    change.deadlines[name] = row | {
        "status": "lapsed" if lapsed else "missed" if late else "met",
        "ended_at": at,
    }


def lift(change: Change, state: State, n: int, at: datetime, *, kept: bool) -> None:
    """Take a task's limit and warning away because the version changed; `kept`: another one takes its place."""
    packed = state["deadlines"].pop(f"task {n}", None)
    if packed is not None and not kept:
        change.deadlines[f"task {n}"] = unpack(packed) | {"status": "lifted", "ended_at": at}
    stop_timer(state, change, f"warn {n}", at)


def start_case(service: Service, calendar: Calendar, state: State, change: Change, at: datetime) -> None:
    """Start the statutory clock, and the timer that strikes when silence must be escalated."""
    due = _case_due(service, calendar, state)
    start_deadline(change, state, CASE, service.clock.limit, service.clock.basis, at, due)
    if service.clock.silence == "escalate":
        start_timer(state, change, "limit case", "", limit="case.due", due_at=None)


def end_case(change: Change, state: State, at: datetime) -> None:
    """Settle the case's limit and stop every timer: nothing strikes in a closed case."""
    for name in list(state["open_timers"]):
        stop_timer(state, change, name, at)
    end_deadline(change, state, CASE, at)


# -- timers


def start_timer(
    state: State, change: Change, name: str, element: str, *, limit: str = "", due_at: datetime | None = None
) -> None:
    """Write the row of a timer. `limit` is the limit it follows (`case.due`, `task.X.due`), "" when it has a date."""
    row: Row = {
        "name": name,
        "element": element,
        "limit": limit,
        "due_at": due_at,
        "status": "waiting",
        "settled_at": None,
    }
    state["open_timers"][name] = pack(row)
    change.timers[name] = row


def stop_timer(state: State, change: Change, name: str, at: datetime) -> None:
    """Settle a timer that is no longer wanted; none of that name is fine."""
    _settle(state, change, name, at, "stopped")


def fire_timer(state: State, change: Change, name: str, at: datetime) -> Row:
    """Settle a timer that strikes, and return its row. Raises NotOpen when it does not run."""
    row = _settle(state, change, name, at, "fired")
    if row is None:
        raise NotOpen(int(name.rpartition(" ")[2]) if name.rpartition(" ")[2].isdigit() else 0)
    return row


def _settle(state: State, change: Change, name: str, at: datetime, status: str) -> Row | None:
    packed = state["open_timers"].pop(name, None)
    if packed is None:
        return None
    row = unpack(packed) | {"status": status, "settled_at": at}
    change.timers[name] = row
    return row


def start_warning(
    service: Service, calendar: Calendar, state: State, change: Change, task: Row, due: Due
) -> None:
    """Start the timer that tells a superior before the task's limit passes."""
    warn = service.tasks[task["element"]].warn
    if warn is not None:
        at = max(days.before(due, warn.before, calendar), task["opened_at"])
        start_timer(state, change, f"warn {task['n']}", task["element"], due_at=at)


def retime(service: Service, calendar: Calendar, state: State, change: Change, at: datetime) -> None:
    """After an event: recompute the case's due date and move every timer that follows a limit."""
    if state["status"] == "open":
        _move_case(service, calendar, state, change, at)
    for name, packed in state["open_timers"].items():
        row = unpack(packed)
        due_at = _limit_at(state, row["limit"]) if row["limit"] else row["due_at"]
        if due_at != row["due_at"]:
            row["due_at"] = due_at
            state["open_timers"][name] = pack(row)
            change.timers[name] = row


def _move_case(service: Service, calendar: Calendar, state: State, change: Change, at: datetime) -> None:
    packed = state["deadlines"].get(CASE)
    if packed is None:
        return
    due, row = _case_due(service, calendar, state), unpack(packed)
    if row["due_at"] is not None and row["due_at"] <= at and due is not None:
        return
    moved = row | {
        "due_on": due.date if due else None,
        "due_at": due.at if due else None,
        "zone": calendar.zone,
        "pauses": [list(stop[:3]) for stop in state["pauses"]],
        "status": "running" if due else "paused",
    }
    if moved != row or state["due_at"] is None:
        put(change, state, moved)
    state["due_on"] = due.date.isoformat() if due else None
    state["due_at"] = due.at.isoformat() if due else None


def _limit_at(state: State, limit: str) -> datetime | None:
    """Return the instant at which a named limit passes: `case.due`, or `task.<element>.due` of the open task."""
    if limit == "case.due":
        return datetime.fromisoformat(state["due_at"]) if state["due_at"] else None
    element = limit.split(".")[1]
    for packed in state["open_tasks"].values():
        if packed["element"] == element and packed["due_at"]:
            return datetime.fromisoformat(packed["due_at"])
    return None


def recount(service: Service, calendar: Calendar, state: State, change: Change, at: datetime) -> None:
    """Count every open task's limit again after the calendar changed; one that has passed stays passed."""
    for packed in list(state["open_tasks"].values()):
        row = unpack(packed)
        if row["due_at"] is None or row["due_at"] <= at:
            continue
        due = task_due(service, calendar, row["element"], row["opened_at"])
        if due is None or due.at == row["due_at"]:
            continue
        row |= {"due_on": due.date, "due_at": due.at}
        state["open_tasks"][str(row["n"])] = pack(row)
        change.tasks[row["n"]] = row
        deadline = unpack(state["deadlines"][f"task {row['n']}"]) | {"due_on": due.date, "due_at": due.at}
        put(change, state, deadline)
        stop_timer(state, change, f"warn {row['n']}", at)
        start_warning(service, calendar, state, change, row, due)


# -- whom a limit concerns


def post(service: Service, state: State, lane: str, warn: Warn) -> tuple[str, str]:
    """Return (kind of post, agency ref) to warn about a task in `lane`: its own agency unless the folder names one."""
    if warn.agency:
        return warn.position, _agency_of_kind(service, state, warn.agency)
    target = service.lanes.get(warn.to)
    place = state["lanes"].get(warn.to if target else lane, {})
    return warn.position, place.get("agency", "")


def _agency_of_kind(service: Service, state: State, kind: str) -> str:
    for lane in service.lanes.values():
        if lane.agency == kind:
            agency: str = state["lanes"].get(lane.id, {}).get("agency", "")
            return agency
    return ""


def escalation(service: Service, state: State) -> tuple[str, str]:
    """Return (kind of post, agency ref) of the lane that silence on the application is escalated to."""
    lane = service.lanes[service.clock.silence_to]
    place: dict[str, Any] = state["lanes"].get(lane.id, {})
    return lane.position, place.get("agency", "")
