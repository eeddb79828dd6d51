"""One event being folded into a case: what the process asks for, and its effects turned into rows."""

from datetime import datetime
from typing import Any

from balai.kernel import feel, process
from balai.kernel.calendar import Calendar
from balai.kernel.case import clock, numbering
from balai.kernel.case.facts import Facts, facts_of
from balai.kernel.case.types import KERNEL, Change, Event, Row, RunCall, State, StopCall, Tell, pack, unpack
from balai.kernel.decisions import Answer
from balai.kernel.definition.types import Service


class Turn:
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
        self.change.flows += step.flows
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
    process.OpenTask: Turn.open_task,
    process.CloseTask: Turn.close_task,
    process.StartTimer: Turn.start_timer,
    process.StopTimer: Turn.stop_timer,
    process.Call: Turn.call,
    process.CancelCall: Turn.cancel_call,
    process.Await: Turn.wait,
    process.StopAwait: Turn.stop_wait,
    process.Sent: Turn.sent,
    process.Reached: Turn.reached,
    process.Finish: Turn.finish,
}
