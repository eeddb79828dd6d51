"""One event in, the next state, rows and effects out. Pure: the same events give the same bytes, anywhere, always."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from types import MappingProxyType
from typing import Any

from balai.kernel import feel, forms, process
from balai.kernel.calendar import Calendar
from balai.kernel.case import clock
from balai.kernel.case.moving import move
from balai.kernel.case.turn import Turn
from balai.kernel.case.types import Change, Event, Row, State, Tell, unpack
from balai.kernel.definition.types import Service


class UnknownEvent(ValueError):
    """The event's kind is not one that this kernel folds."""


def begin(payload: Mapping[str, Any], at: datetime) -> State:
    """Return the state of a case that was submitted now; every key that a state ever has stands here."""
    return {
        "process": None,
        "number": payload["number"],
        "submitted_at": at.isoformat(),
        "calendar": payload["calendar"],
        "region": payload["region"],
        "lanes": payload["lanes"],
        "answers": payload["answers"],
        "register": payload["register"],
        "tasks": {},
        "decisions": {},
        "certificate": {},
        "certificates": {},
        "reason": {},
        "clock_from_at": None,
        "pauses": [],
        "due_on": None,
        "due_at": None,
        "open_tasks": {},
        "open_timers": {},
        "open_calls": {},
        "open_waits": {},
        "deadlines": {},
        "decided": 0,
        "status": "open",
        "end": "",
        "ended_at": None,
    }


def apply(service: Service, calendars: Mapping[str, Calendar], state: State | None, event: Event) -> Change:
    """Fold one event. `state` is None before `submitted`, and is not changed.

    `service` is the version under which the event happened; of `version_changed`, the one that the case moves to.
    `calendars` maps the versions named in events to calendars. Raises UnknownEvent, and what `process.advance` raises
    for an event that does not fit (NotOpen: somebody was faster); then nothing happened.
    """
    state = begin(event.payload, event.at) if state is None else deepcopy(state)
    if event.kind == "calendar_changed":
        state["calendar"] = event.payload["calendar"]
    turn = Turn(service, calendars[state["calendar"]], state, event)
    handler = _HANDLERS.get(event.kind)
    if handler is None:
        raise UnknownEvent(event.kind)
    handler(turn)
    clock.retime(turn.service, turn.calendar, turn.state, turn.change, event.at)
    turn.change.case = _case_columns(state, event)
    return turn.change


def replay(
    service: Service,
    calendars: Mapping[str, Calendar],
    events: Iterable[Event],
    versions: Mapping[str, Service] = MappingProxyType({}),
) -> Change:
    """Fold all events of a case from nothing; the change holds every row the case has, as the last event left it.

    `service` is the version of the first event, `versions` those that later ones move the case to.
    """
    whole: Change | None = None
    for event in events:
        service = serving(service, event, versions)
        one = apply(service, calendars, whole.state if whole else None, event)
        if whole is None:
            whole = one
            continue
        whole.state, whole.case = one.state, one.case
        for name in ("tasks", "timers", "deadlines", "decisions"):
            getattr(whole, name).update(getattr(one, name))
        whole.effects += one.effects
        whole.path += one.path
        whole.flows += one.flows
        whole.ends = one.ends or whole.ends
    if whole is None:
        raise ValueError("a case has at least one event")
    return whole


def serving(service: Service, event: Event, versions: Mapping[str, Service]) -> Service:
    """Return the version under which an event is folded: the one so far, or the one that it moves the case to."""
    return versions[event.payload["to"]] if event.kind == "version_changed" else service


def _submitted(turn: Turn) -> None:
    turn.change.effects.append(Tell("received"))
    turn.advance(process.Start(turn.event.at))


def _task_taken(turn: Turn) -> None:
    row = turn.task(turn.event.payload["n"])
    turn.put_task(row | {"taken_by": turn.event.actor.get("person"), "taken_at": turn.event.at})


def _task_released(turn: Turn) -> None:
    row = turn.task(turn.event.payload["n"])
    turn.put_task(row | {"taken_by": None, "taken_at": None})


def _task_completed(turn: Turn) -> None:
    payload, state = turn.event.payload, turn.state
    row = turn.task(payload["n"])
    element: str = row["element"]
    _correct(turn, payload)
    form = turn.service.form.tasks.get(element)
    values: dict[str, Any] = dict(forms.facts(form, payload.get("form", {}))) if form else {}
    values |= {
        "outcome": payload.get("outcome") or "done",
        "reason": payload.get("reason", ""),
        "note": payload.get("note", ""),
        "fields": list(payload.get("fields", [])),
        "by": turn.event.actor.get("position", ""),
        "at": turn.event.at,
    }
    _keep_reason(turn, element, values)
    turn.advance(process.TaskDone(turn.event.at, payload["n"], values))
    if state["status"] != "refused":
        turn.take_numbers(element)


def _correct(turn: Turn, payload: Mapping[str, Any]) -> None:
    """Put what the applicant changed into the answers, and what a register said of it beside them."""
    if "answers" in payload:
        turn.state["answers"] = payload["answers"]
        turn.state["register"] = payload.get("register", turn.state["register"])


def _keep_reason(turn: Turn, element: str, values: Mapping[str, Any]) -> None:
    """Remember the last coded reason: letters name it, and it is the reason of a pause that follows."""
    outcome = turn.service.tasks[element].outcomes.get(values["outcome"])
    reason = outcome.reasons.get(values["reason"]) if outcome else None
    if reason is not None:
        turn.state["reason"] = {"code": reason.id, "title": reason.title, "basis": "; ".join(reason.basis)}


def _timer_fired(turn: Turn) -> None:
    name = turn.event.payload["timer"]
    timer = clock.fire_timer(turn.state, turn.change, name, turn.event.at)
    kind, _, serial = name.partition(" ")
    if kind == "warn":
        task = turn.service.tasks[timer["element"]]
        if task.warn is not None:
            turn.change.effects.append(
                Tell(
                    "warn", *clock.post(turn.service, turn.state, task.lane, task.warn), task=timer["element"]
                )
            )
    elif kind == "limit":
        turn.change.effects.append(Tell("limit", *clock.escalation(turn.service, turn.state)))
    else:
        values = _supplied_by_law(turn, timer["element"])
        turn.advance(process.TimerFired(turn.event.at, int(serial), values))


def _supplied_by_law(turn: Turn, element: str) -> dict[str, Any]:
    """Return the outcome that the law gives to a task when this timer strikes (service.toml `[event.X] outcome`)."""
    event = turn.service.events.get(element)
    if event is None or not event.outcome:
        return {}
    return {"outcome": event.outcome, "by_law": True, "by": "", "at": turn.event.at}


def _effect_answered(turn: Turn) -> None:
    n, payload = turn.event.payload["n"], turn.event.payload
    if turn.state["open_calls"].pop(str(n), None) is None:
        raise process.NotOpen(n)
    if "error" in payload:
        turn.advance(process.Failed(turn.event.at, n, payload["error"]))
    else:
        values = {name: feel.decode(value) for name, value in payload["result"].items()}
        turn.advance(process.Answered(turn.event.at, n, values))


def _number_taken(turn: Turn) -> None:
    taken = dict(turn.event.payload)
    turn.state["certificates"][taken["certificate"]] = taken
    turn.state["certificate"] = taken


def _message_received(turn: Turn) -> None:
    """Let a message in; without `n` the process picks the wait, so the one that is gone is told by what still waits."""
    payload = turn.event.payload
    values = {name: feel.decode(value) for name, value in payload.get("values", {}).items()}
    turn.advance(process.Received(turn.event.at, payload["message"], values, payload.get("n")))
    waiting = {str(wait[0]) for wait in turn.state["process"].get("open", ())}
    open_waits = turn.state["open_waits"]
    turn.state["open_waits"] = {n: message for n, message in open_waits.items() if n in waiting}


def _calendar_changed(turn: Turn) -> None:
    clock.recount(turn.service, turn.calendar, turn.state, turn.change, turn.event.at)


_HANDLERS = {
    "submitted": _submitted,
    "task_taken": _task_taken,
    "task_released": _task_released,
    "task_completed": _task_completed,
    "timer_fired": _timer_fired,
    "effect_answered": _effect_answered,
    "number_taken": _number_taken,
    "message_received": _message_received,
    "calendar_changed": _calendar_changed,
    "version_changed": move,
}


def _case_columns(state: State, event: Event) -> Row:
    """Return the case's own columns as the state has them; `stage` is the element the applicant is told about."""
    waiting = list(state["open_tasks"].values())
    columns = unpack({name: state[name] for name in ("due_on", "due_at", "ended_at", "submitted_at")})
    return columns | {
        "number": state["number"],
        "status": state["status"],
        "end": state["end"],
        "seq": event.seq,
        "stage": waiting[0]["element"] if waiting else next(iter(state["open_calls"].values()), ""),
        "paused": any(end is None for _, end, _, _ in state["pauses"]),
        "state": state,
    }
