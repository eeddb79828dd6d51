"""What a drawing says, once it is read: elements, flows, lanes. Ids are the author's own, never numbers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The elements that Balai runs, under their names in BPMN 2.0 (ISO/IEC 19510)."""

    START = "startEvent"
    END = "endEvent"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    USER = "userTask"
    SERVICE = "serviceTask"
    RULE = "businessRuleTask"
    SEND = "sendTask"
    RECEIVE = "receiveTask"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_BASED = "eventBasedGateway"
    SUB_PROCESS = "subProcess"
    CALL_ACTIVITY = "callActivity"


class Trigger(StrEnum):
    """What an event waits for or does; NONE for plain events and for everything that is no event."""

    NONE = ""
    TIMER = "timer"
    MESSAGE = "message"
    ERROR = "error"
    SIGNAL = "signal"
    ESCALATION = "escalation"
    TERMINATE = "terminate"


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer fires: at a named limit ("task.x.due", "case.due"), an instant, or after a duration."""

    name: str | None = None
    at: datetime | None = None
    months: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Loop:
    """What makes an activity a multi-instance one (10.3.8), as FEEL text; "" where nothing is written.

    Either `items` (a list, one instance for each) or `count` (a number) is there; `until` ends it early.
    """

    sequential: bool
    count: str = ""
    items: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One flow node. `scope` is the sub-process around it, the process that is called, or "" in the process.

    `name`, `line` are the drawing's; `lane` is "" only while reading. `event_handler`: an event sub-process.
    `called` is the process that a call activity runs.
    """

    id: str
    kind: Kind
    name: str
    line: int
    trigger: Trigger = Trigger.NONE
    lane: str = ""
    scope: str = ""
    attached_to: str = ""
    interrupts: bool = True
    timer: Timer | None = None
    message: str = ""
    error: str = ""
    signal: str = ""
    escalation: str = ""
    link: str = ""
    default: str = ""
    event_handler: bool = False
    called: str = ""
    loop: Loop | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `condition` is its FEEL text, "" when it has none."""

    id: str
    source: str
    target: str
    name: str
    line: int
    condition: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: the role that does what stands in it. `elements` holds inherited members too, in file order."""

    id: str
    name: str
    line: int
    elements: tuple[str, ...] = ()
