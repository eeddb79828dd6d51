"""What goes into the fold and what comes out of it: events, state, rows, effects."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

KERNEL = "1"
"""Version of the fold's meaning: a stored decision names it, so that a later kernel does not rewrite history."""

Row: TypeAlias = dict[str, Any]
"""The columns of one projected row. Names ending in `_at` hold aware UTC instants, in `_on` local dates."""

State: TypeAlias = dict[str, Any]
"""Canonical JSON: all that the next event needs. See `fold.begin` for its keys."""


@dataclass(frozen=True)
class Event:
    """A fact about a case. `seq` counts from 1; `actor` is a snapshot; `payload` is canonical JSON.

    Kinds: submitted, task_taken, task_released, task_completed, timer_fired, effect_answered, number_taken,
    message_received, calendar_changed, version_changed.
    """

    seq: int
    kind: str
    at: datetime
    actor: dict[str, Any]
    payload: dict[str, Any]


@dataclass(frozen=True)
class TakeNumber:
    """Take the next serial of a certificate now, in this act's transaction, and answer with `number_taken`.

    The serial counts per agency, `prefix` and `period`; the full number is prefix + serial (`digits` wide) + suffix.
    """

    certificate: str
    prefix: str
    suffix: str
    digits: int
    period: str
    on: date


@dataclass(frozen=True)
class RunCall:
    """Carry out the operation of service task `element` and answer with `effect_answered` for `n`."""

    n: int
    element: str


@dataclass(frozen=True)
class StopCall:
    """The answer to call `n` is no longer wanted."""

    n: int
    element: str


@dataclass(frozen=True)
class Tell:
    """Send the letter `letter` (a task or event id, `received`, `warn`, `limit`) to the applicant, or to a post.

    `position` "" = the applicant; `agency` is the agency's ref. `task` is the element the letter is about.
    """

    letter: str
    position: str = ""
    agency: str = ""
    task: str = ""


Effect: TypeAlias = TakeNumber | RunCall | StopCall | Tell


@dataclass
class Change:
    """What one event did. Row maps are keyed by the row's own key inside the case; `case` holds the case's columns.

    `path` are the tasks and decisions met, `flows` the sequence flows passed, both in order and never stored.
    """

    state: State
    case: Row
    tasks: dict[int, Row] = field(default_factory=dict)
    timers: dict[str, Row] = field(default_factory=dict)
    deadlines: dict[str, Row] = field(default_factory=dict)
    decisions: dict[int, Row] = field(default_factory=dict)
    effects: list[Effect] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    ends: tuple[str, ...] = ()


def pack(row: Row) -> dict[str, Any]:
    """Return a row as canonical JSON: instants and dates as ISO strings."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def unpack(row: dict[str, Any]) -> Row:
    """Return what `pack` packed: `_at` columns as instants, `_on` columns as dates."""
    return {name: _unpacked(name, value) for name, value in row.items()}


def _unpacked(name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return value
