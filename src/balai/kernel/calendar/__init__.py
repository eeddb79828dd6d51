"""The legal clock: working days, deadlines and pauses, from an agency's calendar given as data.

The rules, each shown by a dated vector in tests/kernel/calendar/vectors.toml:

* The day of receipt is not counted. What arrives at or after the cut-off hour is received the next
  calendar day.
* A limit is due at the end of its last counted day, that is, at the start of the next local day.
* A day is not counted if the clock stood still at its end. So the day on which it stops is not counted
  and the day on which it resumes is; a pause never brings a deadline nearer.
* Hours are exact; paused time is added.
* Working days are known from `first` to `last` of the calendar; beyond, OutsideCalendar is raised,
  never a guess.
"""

from balai.kernel.calendar.clock import Pause, before, count, due, recount, used
from balai.kernel.calendar.limit import BadLimit, Limit, Unit
from balai.kernel.calendar.load import load
from balai.kernel.calendar.types import Calendar, ClockStopped, Due, OutsideCalendar

__all__ = [
    "BadLimit",
    "Calendar",
    "ClockStopped",
    "Due",
    "Limit",
    "OutsideCalendar",
    "Pause",
    "Unit",
    "before",
    "count",
    "due",
    "load",
    "recount",
    "used",
]
