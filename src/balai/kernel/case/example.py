"""Run a worked example of a folder: its facts and steps through the real fold, and compare with what it expects."""

from collections import Counter
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from balai.kernel import calendar as days
from balai.kernel import feel, forms, process
from balai.kernel.calendar import Calendar, OutsideCalendar, Pause
from balai.kernel.case import numbering
from balai.kernel.case.fold import apply
from balai.kernel.case.types import Change, Event, RunCall, State, TakeNumber
from balai.kernel.definition.types import Example, ExampleStep, Service

_ACTOR = {"person": "example", "position": "contoh"}


@dataclass(frozen=True)
class Mismatch:
    """What came out differently: `what` names the key under `[expect]` or the step."""

    what: str
    expected: str
    got: str


class StepRefused(Exception):
    """A step of the example does not fit the case as it stands."""


REFUSALS = (StepRefused, process.ProcessError, OutsideCalendar)
"""What a step that does not fit may raise."""


def run(service: Service, example: Example, calendar: Calendar) -> list[Mismatch]:
    """Return where the example and the folder disagree; empty when it holds."""
    return walk(service, example, calendar)[1]


def walk(service: Service, example: Example, calendar: Calendar) -> tuple["Course", list[Mismatch]]:
    """Walk an example as far as it goes; return how it went and where it disagrees with what it expects."""
    course = Course(service, example, calendar)
    try:
        course.walk()
    except REFUSALS as refused:
        return course, [Mismatch("step", course.step_name, str(refused))]
    return course, course.compare()


class Course:
    """One example being walked. `flows`, `hits` (decision, row) and `outcomes` (task, outcome) are what it met."""

    def __init__(self, service: Service, example: Example, calendar: Calendar) -> None:
        self.service, self.example, self.calendar = service, example, calendar
        self.at = example.submitted
        self.state: State | None = None
        self.seq = 0
        self.step_name = "submitted"
        self.serials = dict(example.serials)
        self.path: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.first: dict[str, Any] = {}
        self.by_law: list[str] = []
        self.calls: dict[int, str] = {}
        self.steps: tuple[ExampleStep, ...] = ()
        self.flows: Counter[str] = Counter()
        self.hits: set[tuple[str, str]] = set()
        self.outcomes: set[tuple[str, str]] = set()

    # -- walking

    def walk(self) -> None:
        """Submit, then take every step; document.issue answers by itself unless the example says otherwise."""
        self.submit()
        for step in self.example.steps:
            self.take(step)
        self.settle()

    def submit(self) -> None:
        """Hand the answers in."""
        self.feed("submitted", self._submission())

    def take(self, step: ExampleStep) -> None:
        """Let one step happen. Raises one of REFUSALS."""
        self.step_name = step.task or step.wait
        self.settle(but=step.task)
        self._wait(step.after)
        self._take(step)
        self.steps += (step,)

    def branch(self) -> "Course":
        """Return a copy that goes its own way from here."""
        other = copy(self)
        for name in ("serials", "path", "rows", "first", "by_law", "calls", "flows", "hits", "outcomes"):
            setattr(other, name, copy(getattr(self, name)))
        return other

    def _submission(self) -> dict[str, Any]:
        lanes = {
            name: {"agency": lane.agency or self.service.agency, "position": lane.position}
            for name, lane in self.service.lanes.items()
        }
        return {
            "number": "EXAMPLE",
            "calendar": "example",
            "region": self.example.agency.partition("/")[0],
            "lanes": lanes,
            "answers": dict(self.example.form),
            "register": dict(self.example.register),
        }

    def feed(self, kind: str, payload: dict[str, Any]) -> None:
        """Fold one event and carry out what can be carried out at once: numbers."""
        self.seq += 1
        event = Event(self.seq, kind, self.at, _ACTOR, payload)
        change = apply(self.service, {"example": self.calendar}, self.state, event)
        self.state = change.state
        self._note(change)
        for effect in change.effects:
            if isinstance(effect, RunCall):
                self.calls[effect.n] = effect.element
            elif isinstance(effect, TakeNumber):
                self._number(effect)

    def _note(self, change: Change) -> None:
        self.path += change.path
        self.flows.update(change.flows)
        self.outcomes |= {(row["element"], row["outcome"]) for row in change.tasks.values() if row["outcome"]}
        for row in change.decisions.values():
            self.rows[row["decision"]] = row["rows"]
            self.hits |= {(row["decision"], one) for one in row["rows"]}
            self.first.setdefault(row["decision"], row["value"])
        self.by_law += [row["element"] for row in change.tasks.values() if row["status"] == "law"]

    def _number(self, request: TakeNumber) -> None:
        serial = self.serials.get(request.prefix, 0) + 1
        self.serials[request.prefix] = serial
        payload = {
            "certificate": request.certificate,
            "number": numbering.full(request, serial),
            "serial": serial,
        }
        self.feed("number_taken", payload | {"code": "CONTOH", "date": {"$date": request.on.isoformat()}})

    def settle(self, but: str = "") -> None:
        """Let document.issue answer wherever it was called, but not for the task `but`."""
        for n, element in list(self.calls.items()):
            if self.service.tasks[element].call == "document.issue" and element != but:
                del self.calls[n]
                self.feed("effect_answered", {"n": n, "result": {}})

    def _wait(self, after: Any) -> None:
        if after is None:
            return
        if after.unit == "hours":
            self._until(self.at + timedelta(hours=after.count))
            return
        due = days.due(self.calendar, self.at, after)
        local = self.calendar.local(self.at)
        self._until(datetime.combine(due.date, local.timetz()).astimezone(self.at.tzinfo))

    def _until(self, instant: datetime) -> None:
        """Let time pass: every timer that is due fires, in order."""
        while True:
            due = [(row["due_at"], name) for name, row in self.timers().items() if row["due_at"]]
            due = [(at, name) for at, name in due if datetime.fromisoformat(at) <= instant]
            if not due:
                break
            at, name = min(due, key=lambda pair: (datetime.fromisoformat(pair[0]), pair[1]))
            self.at = max(self.at, datetime.fromisoformat(at))
            self.feed("timer_fired", {"timer": name})
        self.at = instant

    def timers(self) -> Mapping[str, Any]:
        """Return the rows of the timers that run, by name."""
        timers: Mapping[str, Any] = (self.state or {}).get("open_timers", {})
        return timers

    def _take(self, step: ExampleStep) -> None:
        if step.wait:
            self._fire(step.wait)
            return
        for n, element in self.calls.items():
            if element == step.task:
                del self.calls[n]
                result = feel.encode(dict(step.gives or {}))
                answer = {"n": n, "error": step.fails} if step.fails else {"n": n, "result": result}
                self.feed("effect_answered", answer)
                return
        self._complete(step)

    def _fire(self, element: str) -> None:
        due = [row["due_at"] for row in self.timers().values() if row["element"] == element and row["due_at"]]
        if not due:
            raise StepRefused(f"timer {element} does not run")
        self._until(datetime.fromisoformat(min(due)))

    def _complete(self, step: ExampleStep) -> None:
        tasks = (self.state or {}).get("open_tasks", {}).values()
        row = next((row for row in tasks if row["element"] == step.task), None)
        if row is None:
            open_now = ", ".join(row["element"] for row in tasks) or "-"
            raise StepRefused(f"{step.task} is not open; open: {open_now}")
        payload: dict[str, Any] = {
            "n": row["n"],
            "outcome": step.outcome,
            "reason": step.reason,
            "note": step.note,
        }
        payload["fields"] = list(step.fields)
        if row["applicant"]:
            payload["answers"] = merged((self.state or {})["answers"], step.gives or {})
        else:
            payload["form"] = dict(step.gives or {})
            self._refuse_bad_form(step, payload["form"])
        self.feed("task_completed", payload)

    def _refuse_bad_form(self, step: ExampleStep, answers: dict[str, Any]) -> None:
        form = self.service.form.tasks.get(step.task)
        errors = forms.validate(form, answers, {"form": answers}) if form else ()
        if errors:
            raise StepRefused("; ".join(f"{error.path}: {error.code}" for error in errors))

    # -- comparing

    def compare(self) -> list[Mismatch]:
        """Compare every key that the example names under `[expect]`."""
        expect, state = self.example.expect, self.state or {}
        rows = tuple(row for rows in self.rows.values() for row in rows)
        got: dict[str, tuple[Any, Any]] = {
            "decisions": (expect.decisions, state["decisions"]),
            "first": (expect.first, self.first),
        }
        found = [
            Mismatch(f"{key}.{name}", str(value), str(actual.get(name)))
            for key, (wanted, actual) in got.items()
            for name, value in (wanted or {}).items()
            if feel.encode(feel.decode(actual.get(name))) != feel.encode(feel.decode(value))
        ]
        plain: dict[str, tuple[Any, Any]] = {
            "path": (expect.path, tuple(self.path)),
            "by_law": (expect.by_law, tuple(self.by_law)),
            "end": (expect.end, state["end"]),
            "number": (expect.number, state["certificate"].get("number", "")),
            "clock_used": (expect.clock_used, self._clock_used() if expect.clock_used else None),
        }
        if expect.rows is not None and set(expect.rows) != set(rows):
            found.append(Mismatch("rows", str(sorted(expect.rows)), str(sorted(rows))))
        for key, (wanted, have) in plain.items():
            if wanted is not None and wanted != have:
                found.append(Mismatch(key, str(wanted), str(have)))
        return found

    def _clock_used(self) -> Any:
        limit, state = self.example.expect.clock_used, self.state or {}
        if limit is None or state["clock_from_at"] is None:
            return None
        pauses = [
            Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
            for start, end, _, _ in state["pauses"]
        ]
        start, end = datetime.fromisoformat(state["clock_from_at"]), self.at
        used = days.used(self.calendar, start, end, pauses, limit.unit)
        return type(limit)(used, limit.unit) if used else None


def merged(answers: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers with changes put in by path (`dokumen.surat_lahir`); a path set to null is taken out."""
    result: dict[str, Any] = {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in answers.items()
    }
    for path, value in _flat(changes):
        group, _, name = path.partition(".")
        if not name:
            result[group] = value
        elif value is None:
            result.get(group, {}).pop(name, None)
        else:
            result.setdefault(group, {})[name] = value
    return result


def _flat(changes: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in changes.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping) and not prefix:
            found += _flat(value, f"{path}.")
        else:
            found.append((path, value))
    return found
