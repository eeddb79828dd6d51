"""The compiled form of a process: tuples indexed by small ints, which are never stored.

A **row** is the position of an element in every per-element tuple, a flow number that of a sequence flow. Rows
follow the file; behind them stands one **inner row** for each multi-instance activity, with the same id: the
activity itself, without its loop, as its instances run it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Timer, Trigger


class Op(IntEnum):
    """What happens when a token enters an element; the order is that of the handlers in `entering`."""

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
    MERGE = 12
    SIGNAL = 13
    ESCALATE = 14
    ENTER = 15
    REPEAT = 16


class Wait(IntEnum):
    """What an element keeps open: a task, a call, a message, a timer, a race between events, a signal, a scope.

    SCOPE is what stands inside it: a sub-process, a called process, the instances of a multi-instance activity.
    """

    NONE = 0
    TASK = 1
    CALL = 2
    MESSAGE = 3
    TIMER = 4
    RACE = 5
    SIGNAL = 6
    SCOPE = 7


@dataclass(frozen=True, slots=True)
class Scope:
    """A place in which tokens run together: the process (number 0), each sub-process, each called process, and
    each multi-instance activity, around its inner row.

    `row` is the sub-process or multi-instance activity, -1 for a process. `around` is the number of the scope
    that the drawing shows around it, -1 for a process. `event`: it is an event sub-process. `start` is the row
    a token begins at; -1 for a multi-instance activity. `handlers` are the starts of its event sub-processes
    that are armed while it runs (timer, message, signal); `catches` those that take an error or an escalation,
    by its code ("" takes any).
    """

    row: int
    around: int
    event: bool
    start: int
    handlers: tuple[int, ...]
    catches: Mapping[tuple[Trigger, str], int]


@dataclass(frozen=True, slots=True)
class Many:
    """How a multi-instance activity counts: `count` or `items` says how many, `until` ends it early."""

    inside: int
    sequential: bool
    count: Expression | None
    items: Expression | None
    until: Expression | None


@dataclass(frozen=True, slots=True)
class Tables:
    """Per element (same row in every tuple) and per flow; `out` is reversed, as tokens wait on a stack.

    `target`: the row a flow leads to. `joins`: the ids of the flows that enter a parallel or inclusive gateway;
    `join_of`: the element a flow leads to, by ids. `choices`, `defaults`: conditions with flow numbers of an
    exclusive or inclusive gateway, in file order, and its default flow or -1.
    `attached`: the timer, message and signal boundary events of an activity, or the branches of an event-based
    gateway. `holds`: a message wait that is a task, and so has facts as soon as it opens. `event`: passing it is
    reported as Reached. `interrupts`: of boundary events and starts of event sub-processes.
    `messages`, `signals`: what it waits for or throws (a message only if it waits); `codes`: the error or the
    escalation that it throws or catches. `catches`: boundary events that take an error or an escalation, by its
    code ("" takes any). `handler`: starts of event sub-processes.
    `scope_of`: the number of the scope an element stands in (an inner row stands in its multi-instance activity);
    `opens`: the scope that a sub-process (event sub-processes too), call activity or multi-instance activity
    opens, else -1. `many`: by row, for multi-instance activities.
    `ahead`: for an inclusive gateway with several entering flows, by its row: for each row, the entering flows
    (bit i: `joins[i]`) that a token there may still come to without passing the gateway (13.4.3).
    `nested`: there is more than one scope; `local`: some facts belong to one instance or one call only.
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
    timers: tuple[Timer | None, ...]
    messages: tuple[str, ...]
    signals: tuple[str, ...]
    codes: tuple[str, ...]
    catches: tuple[Mapping[tuple[Trigger, str], int], ...]
    scopes: tuple[Scope, ...]
    scope_of: tuple[int, ...]
    opens: tuple[int, ...]
    many: Mapping[int, Many]
    ahead: Mapping[int, tuple[int, ...]]
    start: int
    nested: bool
    local: bool
