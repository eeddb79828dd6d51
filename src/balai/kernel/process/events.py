"""What goes into a step and what comes out of it. All are plain values; `at` is an aware instant in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from balai.kernel.process.local import Path

Facts = dict[str, Any]
Values = Mapping[str, Any]
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """The case begins."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A person finished the user task that waits under `n`."""

    at: datetime
    n: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimerFired:
    """The timer `n` is due. `values` are what the law supplies for the task it stands on, its outcome."""

    at: datetime
    n: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """The call `n` came back with `values`."""

    at: datetime
    n: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """The call `n` failed for good, with a BPMN error code."""

    at: datetime
    n: int
    error: str


@dataclass(frozen=True, slots=True)
class Received:
    """A message came in, for the wait `n` or, without n, for the oldest wait for that message."""

    at: datetime
    message: str
    values: Values = field(default_factory=dict)
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal was given outside the case; everything that waits for it goes on. None waiting is no error."""

    at: datetime
    signal: str


Event = Start | TaskDone | TimerFired | Answered | Failed | Received | Signalled


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A user task waits for a person. `place`: the instances and calls that its facts belong to (`local`)."""

    n: int
    element: str
    place: Path = ()


@dataclass(frozen=True, slots=True)
class CloseTask:
    """A user task is closed: how is "done" or "interrupted"; by is the event that interrupted it, or ""."""

    n: int
    element: str
    how: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class StartTimer:
    """A timer runs: until the limit called `name` (which the case resolves and may move), or until `at`.

    `attached_n` is the task, call or message wait that it stands on, if any.
    """

    n: int
    element: str
    attached_n: int | None
    name: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class StopTimer:
    """A timer that has not fired is no longer wanted. A timer that fires gets no StopTimer."""

    n: int
    element: str


@dataclass(frozen=True, slots=True)
class Call:
    """A service task asks for its operation; `place` as with OpenTask."""

    n: int
    element: str
    place: Path = ()


@dataclass(frozen=True, slots=True)
class CancelCall:
    """The answer to a call is no longer wanted. A call that is answered or fails gets no CancelCall."""

    n: int
    element: str


@dataclass(frozen=True, slots=True)
class Await:
    """The case waits for a message; one Received ends the wait. `place` as with OpenTask."""

    n: int
    element: str
    message: str
    place: Path = ()


@dataclass(frozen=True, slots=True)
class StopAwait:
    """The message is no longer awaited. A wait that received its message gets no StopAwait."""

    n: int
    element: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A send task or a throwing message event sends its message; the case goes on at once."""

    element: str


@dataclass(frozen=True, slots=True)
class Reached:
    """An event of the drawing was passed: start, milestone, caught event, boundary event, end."""

    element: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The process is over; `ends` are the end events reached, in order, the deciding one last."""

    ends: tuple[str, ...]


Effect = (
    OpenTask
    | CloseTask
    | StartTimer
    | StopTimer
    | Call
    | CancelCall
    | Await
    | StopAwait
    | Sent
    | Reached
    | Finish
)


class ReasonLike(Protocol):
    """What a step needs of a decision's reason."""

    @property
    def decision(self) -> str:
        """The id of the decision, under which its value becomes a fact."""

    @property
    def value(self) -> Any:
        """The result."""


class AnswerLike(Protocol):
    """What a step needs of a decision's answer; `decisions.Answer` is one."""

    @property
    def value(self) -> Any:
        """The result of the decision that was asked for."""

    @property
    def reasons(self) -> tuple[ReasonLike, ...]:
        """One per decision evaluated, required ones first."""


class Rules(Protocol):
    """What a step asks of the service around the process."""

    def decide(self, decision_id: str, facts: Facts, /) -> AnswerLike:
        """Evaluate a decision on these facts."""

    def opened(self, element_id: str, facts: Facts, at: datetime, /) -> Values:
        """Return the values that facts["task"][element_id] starts with when a task or call opens."""


class Step(NamedTuple):
    """The result of one event: new state and facts; effects, decisions and flows passed, each in order."""

    state: State
    facts: Facts
    effects: tuple[Effect, ...]
    decisions: tuple[tuple[str, AnswerLike], ...]
    flows: tuple[str, ...] = ()


class ProcessError(Exception):
    """An event that the case cannot take, or a case that cannot go on. Nothing was changed."""


class NotOpen(ProcessError):
    """Nothing of this kind waits under `n`: never opened, already closed, or another kind of wait."""

    def __init__(self, n: int) -> None:
        super().__init__(f"nothing is open under {n}")
        self.n = n


class NotAwaited(ProcessError):
    """Nobody waits for this message."""

    def __init__(self, message: str) -> None:
        super().__init__(f"message {message} is not awaited")
        self.message = message


class AlreadyStarted(ProcessError):
    """A second Start."""


class Stuck(ProcessError):
    """A gateway with no true flow and no default, or a join whose other tokens can no longer come."""

    def __init__(self, element: str) -> None:
        super().__init__(f"the case is stuck at {element}")
        self.element = element


class Unhandled(ProcessError):
    """A call failed with an error that no boundary event and no event sub-process takes."""

    def __init__(self, element: str, error: str) -> None:
        super().__init__(f"{element} failed with {error} and nothing catches it")
        self.element = element
        self.error = error


class ForeignState(ProcessError):
    """The state names an element that this process does not have: it belongs to another version."""

    def __init__(self, element: str) -> None:
        super().__init__(f"the state names {element}, which is not in this process")
        self.element = element
