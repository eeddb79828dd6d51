"""What a run keeps track of: cases on their way, work and the people who do it, and what was done when."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import NamedTuple

from balai.kernel import process
from balai.kernel.simulation.office import Hours

Post = tuple[str, str]
"""(kind of agency, kind of post)."""


@dataclass(slots=True, eq=False)
class Job:
    """Work for one post: `n` is the open task, None while a parallel step was begun before its turn."""

    case: "Case"
    element: str
    n: int | None
    at: Hours
    begun: Hours = -1.0
    ended: Hours = -1.0
    dropped: bool = False


@dataclass(slots=True, eq=False)
class Pool:
    """The people of one post: how many, how many are at work, who waits."""

    count: int
    share: float
    working: int = 0
    waiting: deque[Job] = field(default_factory=deque)


@dataclass(slots=True, eq=False)
class Case:
    """One case on its way. `due` is when its legal limit passes, None before its clock starts or while it stands."""

    number: int
    began: Hours
    state: process.State | None = None
    facts: process.Facts = field(default_factory=dict)
    visits: Counter[tuple[int, int]] = field(default_factory=Counter)
    jobs: dict[int, Job] = field(default_factory=dict)
    early: dict[str, Job] = field(default_factory=dict)
    dues: dict[str, Hours] = field(default_factory=dict)
    timers: dict[int, str] = field(default_factory=dict)
    clock_from: Hours | None = None
    paused_by: dict[int, Hours] = field(default_factory=dict)
    pauses: list[tuple[Hours, Hours]] = field(default_factory=list)
    due: Hours | None = None
    by_law: bool = False
    events: int = 0
    ended: Hours = -1.0
    end: str = ""


class Done(NamedTuple):
    """A step that was finished: office times at which it could begin, began and ended, and when it was due."""

    case: int
    element: str
    post: Post
    at: Hours
    begun: Hours
    ended: Hours
    due: Hours | None


@dataclass
class Record:
    """What happened: cases that ended, steps done, hours worked as (post, from, to), cases given up."""

    cases: list[Case] = field(default_factory=list)
    steps: list[Done] = field(default_factory=list)
    worked: list[tuple[Post, Hours, Hours]] = field(default_factory=list)
    stuck: Counter[str] = field(default_factory=Counter)
    last_arrival: Hours = 0.0
