"""The run: cases arrive, the real token game moves them, people work through queues, limits strike.

Discrete events in office time. First come, first served in each queue; one queue for each kind of post of an agency.
People are not told apart: who may not do two steps of one case is beyond this estimate.
"""

from collections.abc import Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Any, NamedTuple

from balai.kernel import process
from balai.kernel.definition.types import Service
from balai.kernel.process import Kind, Process, Trigger
from balai.kernel.simulation.draws import Draws
from balai.kernel.simulation.office import Hours, Office
from balai.kernel.simulation.records import Case, Done, Job, Pool, Post, Record
from balai.kernel.simulation.settings import Change, Settings, Work

LONGEST = 2_000
"""Events of one case after which it is given up: its branches let it run in circles."""


class _Answer(NamedTuple):
    value: Any = None
    reasons: tuple[Any, ...] = ()


class _NoRules:
    """Decisions are not asked: lots stand where their answers would be read."""

    def decide(self, _decision: str, _facts: process.Facts, /) -> _Answer:
        return _Answer()

    def opened(self, _element: str, _facts: process.Facts, _at: datetime, /) -> dict[str, Any]:
        return {}


_RULES = _NoRules()
_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class Engine:
    """One run of one service under one set of assumptions."""

    def __init__(
        self,
        service: Service,
        drawing: Process,
        settings: Settings,
        office: Office,
        draws: Draws,
        change: Change,
    ) -> None:
        self.service, self.drawing, self.settings = service, drawing, settings
        self.office, self.draws, self.change = office, draws, change
        self.rows = {name: row for row, name in enumerate(drawing.elements)}
        self.follows = dict(change.parallel)
        self.heap: list[tuple[Hours, int, str, Case, Any]] = []
        self.serial = 0
        self.now: Hours = 0.0
        self.record = Record()
        self.pools: dict[Post, Pool] = {}
        for lane in service.lanes.values():
            if lane.position:
                held = settings.staff[lane.position]
                more = change.staff.get(lane.position, 0)
                self.pools[lane.agency or service.agency, lane.position] = Pool(
                    max(1, held.count + more), held.share
                )

    def run(self) -> Record:
        """Let every case arrive and end."""
        gap = self.settings.hours / self.settings.per_day
        at: Hours = 0.0
        for number in range(self.settings.cases):
            at += self.draws.exponential(gap, 0, number)
            self.push(at, "arrive", Case(number, at), None)
        self.record.last_arrival = at
        while self.heap:
            self.now, _, kind, case, what = heappop(self.heap)
            getattr(self, f"_{kind}")(case, what)
        return self.record

    def push(self, at: Hours, kind: str, case: Case, what: Any) -> None:
        """Let something happen at an office time; what comes at the same time comes in this order."""
        self.serial += 1
        heappush(self.heap, (at, self.serial, kind, case, what))

    def draw(self, case: Case, element: str, purpose: int) -> tuple[int, int, int, int]:
        """Return the keys of the next draw of a case for an element and a purpose."""
        row = self.rows[element]
        case.visits[row, purpose] += 1
        return (1 + case.number, row, purpose, case.visits[row, purpose])

    # -- what happens

    def _arrive(self, case: Case, _what: None) -> None:
        def lot(gateway: int, flow: int) -> float:
            purpose = 16 + flow
            case.visits[gateway, purpose] += 1
            return self.draws.uniform(1 + case.number, gateway, purpose, case.visits[gateway, purpose])

        case.facts = {"draw": lot, "task": {}}
        self.advance(case, process.Start(_EPOCH))

    def _done(self, case: Case, job: Job) -> None:
        """A person finishes a job and takes the next."""
        if job.dropped:
            return
        post = self.post(job.element)
        self.pools[post].working -= 1
        job.ended = self.now
        self.record.worked.append((post, job.begun, self.now))
        if job.n is not None and job.n in case.jobs:
            self.finish(case, job)
        self.begin(self.pools[post])

    def _ready(self, case: Case, job: Job) -> None:
        """The turn of a step comes that was done before its turn."""
        if job.n in case.jobs:
            self.finish(case, job)

    def _answer(self, case: Case, event: process.Event) -> None:
        """The applicant, an operation or somebody outside answers, if that is still awaited."""
        self.advance(case, event)

    def _limit(self, case: Case, what: tuple[int, Hours | None]) -> None:
        """A timer strikes, unless it was stopped or its limit has moved since."""
        n, due = what
        if n in case.timers and (due is None or due == case.due):
            if case.timers.pop(n) == "case.due":
                case.by_law = True
            self.advance(case, process.TimerFired(_EPOCH, n))

    # -- the process

    def advance(self, case: Case, event: process.Event) -> None:
        """Let the case take one event, and carry out what follows from it."""
        case.events += 1
        if case.end:
            return
        if case.events > LONGEST:
            self.give_up(case, "runs in circles")
            return
        try:
            step = process.advance(self.drawing, case.state, case.facts, event, _RULES)
        except process.NotOpen:
            return
        except process.ProcessError as refused:
            self.give_up(case, str(refused))
            return
        case.state = step.state
        for effect in step.effects:
            handler = _EFFECTS.get(type(effect))
            if handler is not None:
                handler(self, case, effect)

    def give_up(self, case: Case, why: str) -> None:
        """Take a case out of the run, and say why."""
        case.end = "stuck"
        self.record.stuck[why] += 1
        for job in (*case.jobs.values(), *case.early.values()):
            self.drop(job)

    def open_task(self, case: Case, effect: process.OpenTask) -> None:
        task = self.service.tasks[effect.element]
        case.dues.pop(effect.element, None)
        if task.due:
            case.dues[effect.element] = self.office.due(self.now, task.due)
        if task.clock == "stopped" and case.clock_from is not None:
            case.paused_by[effect.n] = self.now
            case.due = None
        if effect.element in self.change.without:
            self.push(self.now, "answer", case, process.TaskDone(_EPOCH, effect.n))
        elif self.service.lanes[task.lane].position:
            self.enqueue(case, effect.element, effect.n)
        else:
            self.outside(case, effect.element, process.TaskDone(_EPOCH, effect.n))

    def enqueue(self, case: Case, element: str, n: int) -> None:
        """Put a task before its post; begin a step that runs beside it, or take up one that was begun."""
        job = case.early.pop(element, None)
        if job is None:
            job = Job(case, element, n, self.now)
            self.wait(job)
        job.n = n
        case.jobs[n] = job
        if job.ended >= 0:
            self.push(self.now, "ready", case, job)
        beside = self.follows.get(element)
        if beside is not None and beside not in case.early:
            case.early[beside] = Job(case, beside, None, self.now)
            self.wait(case.early[beside])

    def outside(self, case: Case, element: str, event: process.Event) -> None:
        """Let somebody outside answer after some days of the calendar, or never."""
        work = self.settings.work[element]
        if work.never and self.draws.uniform(*self.draw(case, element, 0)) < work.never:
            return
        elapsed = self.draws.exponential(work.days, *self.draw(case, element, 1)) if work.days else 0.0
        self.push(self.office.later(self.now, elapsed), "answer", case, event)

    def close_task(self, case: Case, effect: process.CloseTask) -> None:
        if effect.n in case.paused_by:
            case.pauses.append((case.paused_by.pop(effect.n), self.now))
            self.set_due(case)
        job = case.jobs.pop(effect.n, None)
        if job is not None and effect.how != "done":
            self.drop(job)

    def start_timer(self, case: Case, effect: process.StartTimer) -> None:
        case.timers[effect.n] = effect.name or ""
        if effect.name == "case.due":
            self.strike(case)
        elif effect.name:
            self.push(case.dues.get(effect.name.split(".")[1], self.now), "limit", case, (effect.n, None))
        elif effect.at is not None:
            elapsed = max(0.0, (effect.at - _EPOCH).total_seconds() / 86_400)
            self.push(self.office.later(self.now, elapsed), "limit", case, (effect.n, None))

    def stop_timer(self, case: Case, effect: process.StopTimer) -> None:
        case.timers.pop(effect.n, None)

    def call(self, case: Case, effect: process.Call) -> None:
        work = self.settings.work[effect.element]
        event: process.Event = process.Answered(_EPOCH, effect.n)
        error = self.error(effect.element)
        if error is not None and self.draws.uniform(*self.draw(case, effect.element, 2)) < work.fails:
            event = process.Failed(_EPOCH, effect.n, error)
        self.push(self.now + self.length(case, effect.element, work), "answer", case, event)

    def error(self, element: str) -> str | None:
        """Return the first failure of an operation that the drawing takes."""
        every = self.drawing.elements.values()
        return next(
            (one.error for one in every if one.attached_to == element and one.trigger is Trigger.ERROR), None
        )

    def wait_message(self, case: Case, effect: process.Await) -> None:
        """Messages that stand on the border of something come only if a number of days was written for them."""
        one = self.drawing.elements[effect.element]
        if one.kind in {Kind.RECEIVE, Kind.CATCH}:
            self.outside(case, effect.element, process.Received(_EPOCH, effect.message, n=effect.n))

    def reached(self, case: Case, effect: process.Reached) -> None:
        event = self.service.events.get(effect.element)
        if event is not None and event.clock == "start" and case.clock_from is None:
            case.clock_from = self.now
            self.set_due(case)

    def set_due(self, case: Case) -> None:
        """Count the case's limit anew, and let the timers that wait for it strike then."""
        if case.clock_from is not None and not case.paused_by:
            case.due = self.office.due(case.clock_from, self.service.clock.limit, case.pauses)
            self.strike(case)

    def strike(self, case: Case) -> None:
        """Let every timer that waits for the case's limit strike when it passes."""
        for n, name in case.timers.items():
            if name == "case.due" and case.due is not None:
                self.push(max(case.due, self.now), "limit", case, (n, case.due))

    def over(self, case: Case, effect: process.Finish) -> None:
        case.end = effect.ends[-1] if effect.ends else "-"
        case.ended = self.now
        for job in case.early.values():
            self.drop(job)
        self.record.cases.append(case)

    # -- people

    def post(self, element: str) -> Post:
        """Return who does a task."""
        lane = self.service.lanes[self.service.tasks[element].lane]
        return lane.agency or self.service.agency, lane.position

    def length(self, case: Case, element: str, work: Work) -> Hours:
        """Return how long a step takes this time."""
        return self.draws.duration(work.minutes / 60, work.variation, *self.draw(case, element, 3))

    def wait(self, job: Job) -> None:
        """Queue a job."""
        pool = self.pools[self.post(job.element)]
        pool.waiting.append(job)
        self.begin(pool)

    def begin(self, pool: Pool) -> None:
        """Let idle people take what waits longest."""
        while pool.working < pool.count and pool.waiting:
            job = pool.waiting.popleft()
            if not job.dropped:
                pool.working += 1
                job.begun = self.now
                hours = self.length(job.case, job.element, self.settings.work[job.element]) / pool.share
                self.push(self.now + hours, "done", job.case, job)

    def drop(self, job: Job) -> None:
        """Take a job back: nobody begins it; who is at it stops."""
        if job.dropped or job.ended >= 0:
            return
        job.dropped = True
        if job.begun >= 0:
            pool = self.pools[self.post(job.element)]
            pool.working -= 1
            self.record.worked.append((self.post(job.element), job.begun, self.now))
            self.begin(pool)

    def finish(self, case: Case, job: Job) -> None:
        """Record a job that is done and let the case go on."""
        done = Done(
            case.number,
            job.element,
            self.post(job.element),
            job.at,
            job.begun,
            job.ended,
            case.dues.get(job.element),
        )
        self.record.steps.append(done)
        assert job.n is not None  # noqa: S101 - its only callers have looked
        self.advance(case, process.TaskDone(_EPOCH, job.n))


_EFFECTS: Mapping[type, Any] = {
    process.OpenTask: Engine.open_task,
    process.CloseTask: Engine.close_task,
    process.StartTimer: Engine.start_timer,
    process.StopTimer: Engine.stop_timer,
    process.Call: Engine.call,
    process.Await: Engine.wait_message,
    process.Reached: Engine.reached,
    process.Finish: Engine.over,
}
