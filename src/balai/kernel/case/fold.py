"""One event in, the next state, rows and effects out. Pure: the same events give the same bytes, anywhere, always."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from balai.kernel import feel, forms, process
from balai.kernel.calendar import Calendar
from balai.kernel.case import clock, numbering
from balai.kernel.case.facts import Facts, facts_of
from balai.kernel.case.types import KERNEL, Change, Event, Row, RunCall, State, StopCall, Tell, pack, unpack
from balai.kernel.decisions import Answer
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

    `calendars` maps the versions named in events to calendars. Raises UnknownEvent, and what `process.advance` raises
    for an event that does not fit (NotOpen: somebody was faster); then nothing happened.
    """
    state = begin(event.payload, event.at) if state is None else deepcopy(state)
    if event.kind == "calendar_changed":
        state["calendar"] = event.payload["calendar"]
    turn = _Turn(service, calendars[state["calendar"]], state, event)
    handler = _HANDLERS.get(event.kind)
    if handler is None:
        raise UnknownEvent(event.kind)
    handler(turn)
    clock.retime(turn.service, turn.calendar, turn.state, turn.change, event.at)
    turn.change.case = _case_columns(state, event)
    return turn.change


def replay(service: Service, calendars: Mapping[str, Calendar], events: Iterable[Event]) -> Change:
    """Fold all events of a case from nothing; the change holds every row the case has, as the last event left it."""
    whole: Change | None = None
    for event in events:
        one = apply(service, calendars, whole.state if whole else None, event)
        if whole is None:
            whole = one
            continue
        whole.state, whole.case = one.state, one.case
        for name in ("tasks", "timers", "deadlines", "decisions"):
            getattr(whole, name).update(getattr(one, name))
        whole.effects += one.effects
        whole.path += one.path
        whole.ends = one.ends or whole.ends
    if whole is None:
        raise ValueError("a case has at least one event")
    return whole


class _Turn:
    """One event being folded: the state so far, the rows changed, and the rules as the process asks for them."""

    def __init__(self, service: Service, calendar: Calendar, state: State, event: Event) -> None:
        self.service = service
        self.calendar = calendar
        self.state = state
        self.event = event
        self.change = Change(state=state, case={})

    # -- what the process asks for (process.Rules)

    def decide(self, decision_id: str, facts: Facts, /) -> Answer:
        """Evaluate a decision and note it as a row per table that was evaluated."""
        answer = self.service.rules.evaluate(decision_id, facts)
        self.change.path.append(decision_id)
        for reason in answer.reasons:
            self._note(reason)
        return answer

    def opened(self, element: str, _facts: Facts, at: datetime, /) -> dict[str, Any]:
        """Return what `task.<element>` starts with: its due date, everything else empty."""
        self.change.path.append(element)
        due = clock.task_due(self.service, self.calendar, element, at)
        return {"due": due.date} if due else {}

    def _note(self, reason: Any) -> None:
        self.state["decided"] += 1
        self.state["decisions"][reason.decision] = feel.encode(reason.value)
        self.change.decisions[self.state["decided"]] = {
            "n": self.state["decided"],
            "decision": reason.decision,
            "value": feel.encode(reason.value),
            "rows": list(reason.rows),
            "citations": list(reason.citations),
            "inputs": {label: feel.encode(value) for label, value in reason.inputs.items()},
            "error": reason.error or "",
            "at": self.event.at,
            "seq": self.event.seq,
            "logic_hash": self.service.logic_hash,
            "kernel": KERNEL,
            "calendar": self.state["calendar"],
        }

    # -- running the process

    def facts(self) -> Facts:
        return facts_of(self.service, self.calendar, self.state, self.event.at)

    def advance(self, step_event: process.Event) -> None:
        """Let the process take one event; keep its state and the tasks' facts; turn its effects into rows."""
        step = process.advance(self.service.process, self.state["process"], self.facts(), step_event, self)
        self.state["process"] = step.state
        self.state["tasks"] = {name: feel.encode(values) for name, values in step.facts["task"].items()}
        for effect in step.effects:
            _EFFECTS[type(effect)](self, effect)

    def take_numbers(self, element: str) -> None:
        """Ask for the certificate numbers that this element takes, unless the case just ended without a grant."""
        if self.state["status"] in {"refused", "withdrawn"}:
            return
        for certificate in self.service.certificates.values():
            if element in certificate.taken_at and certificate.id not in self.state["certificates"]:
                facts = self.facts()
                self.change.effects.append(
                    numbering.take(certificate, facts, self.state["region"], facts["case"]["today"])
                )

    # -- effects of the process

    def open_task(self, effect: process.OpenTask) -> None:
        task = self.service.tasks[effect.element]
        lane = self.service.lanes[task.lane]
        place = self.state["lanes"].get(task.lane, {})
        due = clock.task_due(self.service, self.calendar, effect.element, self.event.at)
        row: Row = {
            "n": effect.n,
            "element": effect.element,
            "lane": task.lane,
            "applicant": lane.applicant,
            "agency": place.get("agency", ""),
            "position": lane.position,
            "act": task.act or "",
            "status": "open",
            "opened_at": self.event.at,
            "due_on": due.date if due else None,
            "due_at": due.at if due else None,
            "taken_by": None,
            "taken_at": None,
            "closed_at": None,
            "closed_by": None,
            "outcome": "",
            "reason": "",
        }
        self.put_task(row)
        if due:
            clock.start_deadline(
                self.change, self.state, f"task {effect.n}", task.due, task.basis, self.event.at, due
            )
            clock.start_warning(self.service, self.calendar, self.state, self.change, row, due)
        if lane.applicant:
            self.change.effects.append(Tell(effect.element, task=effect.element))
        if task.clock == "stopped":
            clock.pause(self.state, self.event.at, self.state["reason"].get("code", ""), effect.n)

    def close_task(self, effect: process.CloseTask) -> None:
        row = self.task(effect.n)
        values = self.state["tasks"].get(effect.element, {})
        by_law = bool(effect.by) and bool(self.service.events[effect.by].outcome)
        done = effect.how == "done"
        row |= {
            "status": "done" if done else "law" if by_law else "interrupted",
            "closed_at": self.event.at,
            "closed_by": self.event.actor.get("person") if done else None,
            "outcome": values.get("outcome") or "" if done or by_law else "",
            "reason": values.get("reason") or "" if done else "",
        }
        self.change.tasks[effect.n] = row
        del self.state["open_tasks"][str(effect.n)]
        clock.end_deadline(
            self.change, self.state, f"task {effect.n}", self.event.at, lapsed=bool(effect.by) and not done
        )
        clock.stop_timer(self.state, self.change, f"warn {effect.n}", self.event.at)
        clock.resume(self.state, self.event.at, effect.n)

    def start_timer(self, effect: process.StartTimer) -> None:
        clock.start_timer(
            self.state,
            self.change,
            f"timer {effect.n}",
            effect.element,
            limit=effect.name or "",
            due_at=effect.at,
        )

    def stop_timer(self, effect: process.StopTimer) -> None:
        clock.stop_timer(self.state, self.change, f"timer {effect.n}", self.event.at)

    def call(self, effect: process.Call) -> None:
        self.state["open_calls"][str(effect.n)] = effect.element
        self.change.effects.append(RunCall(effect.n, effect.element))
        self.take_numbers(effect.element)

    def cancel_call(self, effect: process.CancelCall) -> None:
        self.state["open_calls"].pop(str(effect.n), None)
        self.change.effects.append(StopCall(effect.n, effect.element))

    def wait(self, effect: process.Await) -> None:
        self.state["open_waits"][str(effect.n)] = effect.message

    def stop_wait(self, effect: process.StopAwait) -> None:
        self.state["open_waits"].pop(str(effect.n), None)

    def sent(self, effect: process.Sent) -> None:
        self.change.path.append(effect.element)

    def reached(self, effect: process.Reached) -> None:
        event = self.service.events.get(effect.element)
        if event is not None and event.clock == "start" and self.state["clock_from_at"] is None:
            self.state["clock_from_at"] = self.event.at.isoformat()
            clock.start_case(self.service, self.calendar, self.state, self.change, self.event.at)
        self.take_numbers(effect.element)
        if event is not None and event.result:
            self.change.effects.append(Tell(effect.element))

    def finish(self, effect: process.Finish) -> None:
        end = effect.ends[-1] if effect.ends else ""
        event = self.service.events.get(end)
        self.state |= {
            "status": (event.result if event else None) or "ended",
            "end": end,
            "ended_at": self.event.at.isoformat(),
        }
        self.change.ends = effect.ends
        clock.end_case(self.change, self.state, self.event.at)

    # -- rows

    def task(self, n: int) -> Row:
        row = self.state["open_tasks"].get(str(n))
        if row is None:
            raise process.NotOpen(n)
        return unpack(row)

    def put_task(self, row: Row) -> None:
        self.state["open_tasks"][str(row["n"])] = pack(row)
        self.change.tasks[row["n"]] = row


_EFFECTS: dict[type, Any] = {
    process.OpenTask: _Turn.open_task,
    process.CloseTask: _Turn.close_task,
    process.StartTimer: _Turn.start_timer,
    process.StopTimer: _Turn.stop_timer,
    process.Call: _Turn.call,
    process.CancelCall: _Turn.cancel_call,
    process.Await: _Turn.wait,
    process.StopAwait: _Turn.stop_wait,
    process.Sent: _Turn.sent,
    process.Reached: _Turn.reached,
    process.Finish: _Turn.finish,
}


def _submitted(turn: _Turn) -> None:
    turn.change.effects.append(Tell("received"))
    turn.advance(process.Start(turn.event.at))


def _task_taken(turn: _Turn) -> None:
    row = turn.task(turn.event.payload["n"])
    turn.put_task(row | {"taken_by": turn.event.actor.get("person"), "taken_at": turn.event.at})


def _task_released(turn: _Turn) -> None:
    row = turn.task(turn.event.payload["n"])
    turn.put_task(row | {"taken_by": None, "taken_at": None})


def _task_completed(turn: _Turn) -> None:
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


def _correct(turn: _Turn, payload: Mapping[str, Any]) -> None:
    """Put what the applicant changed into the answers, and what a register said of it beside them."""
    if "answers" in payload:
        turn.state["answers"] = payload["answers"]
        turn.state["register"] = payload.get("register", turn.state["register"])


def _keep_reason(turn: _Turn, element: str, values: Mapping[str, Any]) -> None:
    """Remember the last coded reason: letters name it, and it is the reason of a pause that follows."""
    outcome = turn.service.tasks[element].outcomes.get(values["outcome"])
    reason = outcome.reasons.get(values["reason"]) if outcome else None
    if reason is not None:
        turn.state["reason"] = {"code": reason.id, "title": reason.title, "basis": "; ".join(reason.basis)}


def _timer_fired(turn: _Turn) -> None:
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


def _supplied_by_law(turn: _Turn, element: str) -> dict[str, Any]:
    """Return the outcome that the law gives to a task when this timer strikes (service.toml `[event.X] outcome`)."""
    event = turn.service.events.get(element)
    if event is None or not event.outcome:
        return {}
    return {"outcome": event.outcome, "by_law": True, "by": "", "at": turn.event.at}


def _effect_answered(turn: _Turn) -> None:
    n, payload = turn.event.payload["n"], turn.event.payload
    if turn.state["open_calls"].pop(str(n), None) is None:
        raise process.NotOpen(n)
    if "error" in payload:
        turn.advance(process.Failed(turn.event.at, n, payload["error"]))
    else:
        values = {name: feel.decode(value) for name, value in payload["result"].items()}
        turn.advance(process.Answered(turn.event.at, n, values))


def _number_taken(turn: _Turn) -> None:
    taken = dict(turn.event.payload)
    turn.state["certificates"][taken["certificate"]] = taken
    turn.state["certificate"] = taken


def _message_received(turn: _Turn) -> None:
    payload = turn.event.payload
    turn.state["open_waits"].pop(str(payload.get("n")), None)
    values = {name: feel.decode(value) for name, value in payload.get("values", {}).items()}
    turn.advance(process.Received(turn.event.at, payload["message"], values, payload.get("n")))


def _calendar_changed(turn: _Turn) -> None:
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
