"""From what happened in a run to figures: waits, shares within limits, how busy people are, and where it sticks."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from balai.kernel.definition.types import Service
from balai.kernel.simulation.office import Hours
from balai.kernel.simulation.records import Case, Done, Post, Record
from balai.kernel.simulation.settings import Change, Settings

FULL = 0.98
"""From this share of their time on, people are as good as never free, and queues grow as long as cases arrive."""


@dataclass(frozen=True)
class TaskFigures:
    """One task of officials: how often, hours of office time waited until begun, share within the task's own limit."""

    task: str
    name: str
    post: Post
    count: int
    wait_median: Hours
    wait_90: Hours
    wait_mean: Hours
    in_time: float | None


@dataclass(frozen=True)
class PostFigures:
    """One kind of post: people, share of their time at work on this service, mean number of tasks that wait."""

    post: Post
    count: int
    used: float
    queue: float


@dataclass(frozen=True)
class Figures:
    """One run. `in_time` is the share of cases that ended within the legal limit of the service.

    Counted for it are cases whose clock started and that were not withdrawn; one that the law closed was not in time.
    `times`, sorted, are how long the clock of those cases ran, in days of office time without pauses; `days_median` and
    `days_90` are theirs. `bottleneck` is the post with the least time to spare.
    """

    change: Change
    cases: int
    days_median: float
    days_90: float
    in_time: float | None
    tasks: tuple[TaskFigures, ...]
    posts: tuple[PostFigures, ...]
    ends: dict[str, float]
    bottleneck: Post | None
    stuck: dict[str, int] = field(default_factory=dict)
    times: tuple[float, ...] = ()

    @property
    def overloaded(self) -> tuple[Post, ...]:
        """Return the posts that cannot keep up: their figures say only that the queue grows."""
        return tuple(one.post for one in self.posts if one.used >= FULL)


def figures(service: Service, settings: Settings, change: Change, record: Record) -> Figures:
    """Return the figures of a run, without its first cases: the office was empty when they came."""
    first = int(settings.cases * settings.warm_up)
    counted = [case for case in record.cases if case.number >= first]
    steps = [done for done in record.steps if done.case >= first]
    begin = min((case.began for case in counted), default=0.0)
    posts = _posts(service, settings, change, record, (begin, max(record.last_arrival, begin + 1e-9)))
    ends = Counter(case.end for case in counted)
    results = {name: event.result for name, event in service.events.items()}
    ruled = [case for case in counted if case.clock_from is not None and results.get(case.end) != "withdrawn"]
    in_time = [case for case in ruled if not case.by_law and case.due is not None and case.ended <= case.due]
    days = sorted(_clocked(case) / settings.hours for case in ruled)
    return Figures(
        change=change,
        cases=len(counted),
        days_median=quantile(days, 0.5),
        days_90=quantile(days, 0.9),
        in_time=len(in_time) / len(ruled) if ruled else None,
        tasks=tuple(_tasks(service, steps)),
        posts=posts,
        ends={end: count / len(counted) for end, count in sorted(ends.items())},
        bottleneck=max(posts, key=lambda one: (one.used, one.queue)).post if posts else None,
        stuck=dict(record.stuck),
        times=tuple(days),
    )


def _clocked(case: Case) -> Hours:
    """Return how long the legal clock of a case ran: from its start to the end, without pauses."""
    return case.ended - (case.clock_from or 0.0) - sum(end - begin for begin, end in case.pauses)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value that this share of sorted values does not exceed (nearest rank); 0 for none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _tasks(service: Service, steps: Sequence[Done]) -> list[TaskFigures]:
    by_task: defaultdict[str, list[Done]] = defaultdict(list)
    for done in steps:
        by_task[done.element].append(done)
    return [_task(service, name, by_task[name]) for name in service.tasks if name in by_task]


def _task(service: Service, name: str, steps: Sequence[Done]) -> TaskFigures:
    waits = sorted(done.begun - done.at for done in steps)
    limited = [done for done in steps if done.due is not None]
    met = [done for done in limited if done.due is not None and done.ended <= done.due]
    return TaskFigures(
        task=name,
        name=service.process.elements[name].name or name,
        post=steps[0].post,
        count=len(steps),
        wait_median=quantile(waits, 0.5),
        wait_90=quantile(waits, 0.9),
        wait_mean=sum(waits) / len(waits),
        in_time=len(met) / len(limited) if limited else None,
    )


def _posts(
    service: Service, settings: Settings, change: Change, record: Record, window: tuple[Hours, Hours]
) -> tuple[PostFigures, ...]:
    """Return the figures of each post between the first counted arrival and the last."""
    begin, end = window
    worked: defaultdict[Post, Hours] = defaultdict(float)
    waited: defaultdict[Post, Hours] = defaultdict(float)
    for post, start, stop in record.worked:
        worked[post] += max(0.0, min(stop, end) - max(start, begin))
    for done in record.steps:
        waited[done.post] += max(0.0, min(done.begun, end) - max(done.at, begin))
    found = {}
    for lane in service.lanes.values():
        if lane.position:
            post = (lane.agency or service.agency, lane.position)
            count = max(1, settings.staff[lane.position].count + change.staff.get(lane.position, 0))
            found[post] = PostFigures(
                post, count, worked[post] / (count * (end - begin)), waited[post] / (end - begin)
            )
    return tuple(found.values())
