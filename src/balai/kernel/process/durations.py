"""Times as BPMN timers write them, ISO 8601. They are calendar time; legal limits are named instead."""

import re
from calendar import monthrange
from datetime import datetime

_NUMBER = r"(?:(\d{1,6})%s)?"
_DATE = "".join(_NUMBER % unit for unit in "YMWD")
_TIME = "".join(_NUMBER % unit for unit in "HMS")
_DURATION = re.compile(f"P{_DATE}(?:T{_TIME})?")


def parse_duration(text: str) -> tuple[int, int] | None:
    """Return a duration as (months, seconds), or None when the text is none ("P", "PT", "-P1D", "1 day")."""
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return years * 12 + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds


def parse_instant(text: str) -> datetime | None:
    """Return a date and time with its offset from UTC, or None when the text is none or has no offset."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if instant.tzinfo is None else instant


def add_months(at: datetime, months: int) -> datetime:
    """Move by calendar months; a day that the month does not have becomes its last day."""
    if not months:
        return at
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
