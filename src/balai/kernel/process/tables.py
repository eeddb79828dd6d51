"""The compiled form of a process: tuples indexed by small ints, which are never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Timer


class Op(IntEnum):
    """What happens when a token enters an element; the order is that of the handlers in `step`."""

    PASS = 0
    CHOOSE = 1
    JOIN = 2
    RACE = 3
    TASK = 4
    CALL = 5
    RULE = 6
    SEND = 7
    LISTEN = 8
    END = 9
    TERMINATE = 10
    RAISE = 11


class Wait(IntEnum):
    """What an element keeps open: a task, a call, a message, a timer, or a race between events."""

    NONE = 0
    TASK = 1
    CALL = 2
    MESSAGE = 3
    TIMER = 4
    RACE = 5


@dataclass(frozen=True, slots=True)
class Tables:
    """Per element (same position in every tuple) and per flow; `out` is reversed, as tokens wait on a stack.

    `attached`: boundary events of a task, or the branches of an event-based gateway. `holds`: a message wait
    that is a task, and so has facts as soon as it opens. `event`: passing it is reported as Reached.
    `catches`, `scope_catches`: error code ("" is any) to the boundary event or sub-process start that takes
    it. `handler`: starts of event sub-processes; `handlers`: those armed while the process runs. `inner`: the
    element stands in an event sub-process.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    ops: tuple[int, ...]
    waits: tuple[int, ...]
    out: tuple[tuple[int, ...], ...]
    target: tuple[int, ...]
    flows: tuple[str, ...]
    joins: tuple[tuple[str, ...], ...]
    join_of: Mapping[str, str]
    choices: tuple[tuple[tuple[Expression, int], ...], ...]
    defaults: tuple[int, ...]
    attached: tuple[tuple[int, ...], ...]
    interrupts: tuple[bool, ...]
    holds: tuple[bool, ...]
    event: tuple[bool, ...]
    handler: tuple[bool, ...]
    inner: tuple[bool, ...]
    timers: tuple[Timer | None, ...]
    messages: tuple[str, ...]
    errors: tuple[str, ...]
    catches: tuple[Mapping[str, int], ...]
    scope_catches: Mapping[str, int]
    handlers: tuple[int, ...]
    start: int
