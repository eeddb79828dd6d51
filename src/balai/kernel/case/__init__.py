"""A case is a fold over its events: given the service, the calendars and the events, everything else follows.

`apply` takes one event and returns the new state, the rows it changed and the effects to carry out. Nothing here asks
the time, a register or a counter; what those answered is itself an event, so a replay asks nobody again.
"""

from balai.kernel.case.draft import Application, application, draft_facts
from balai.kernel.case.facts import call_arguments, facts_of, fields_to_correct
from balai.kernel.case.fold import apply, replay, serving
from balai.kernel.case.impact import Impact, impact
from balai.kernel.case.moving import Obstacle
from balai.kernel.case.types import (
    KERNEL,
    Change,
    Effect,
    Event,
    Row,
    RunCall,
    State,
    StopCall,
    TakeNumber,
    Tell,
)

__all__ = [
    "KERNEL",
    "Application",
    "Change",
    "Effect",
    "Event",
    "Impact",
    "Obstacle",
    "Row",
    "RunCall",
    "State",
    "StopCall",
    "TakeNumber",
    "Tell",
    "application",
    "apply",
    "call_arguments",
    "draft_facts",
    "facts_of",
    "fields_to_correct",
    "impact",
    "replay",
    "serving",
]
