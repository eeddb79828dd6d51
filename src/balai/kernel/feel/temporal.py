"""Dates, times and durations: reading and writing them (DMN 1.5 clause 10.3.2.3 and 10.3.4.1).

Zones are named as IANA names them and come from the zone data that Python was installed with: read once,
then kept.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from balai.kernel.feel.instants import fixed, join, make_date, make_time, nanosecond
from balai.kernel.feel.values import NUMBERS, DayTimeDuration, YearMonthDuration

_DATE = re.compile(r"(-?(?:\d{4}|[1-9]\d{4,8}))-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][A-Za-z0-9_+/-]{0,60})?", re.ASCII
)
_MONTHS = re.compile(r"(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?", re.ASCII)
_SECONDS = re.compile(
    r"(-)?P(?:(\d{1,12})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,15}(?:\.\d{0,18})?)S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> date | None:
    """Read `2026-07-01` (clause 10.3.2.3.5); None for anything else, days that do not exist included."""
    match = _DATE.fullmatch(text)
    try:
        return make_date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Read `13:45:00` (clause 10.3.2.3.4).

    With fractions of a second (to the nanosecond) and `Z`, `+07:00` or `@Asia/Jakarta`.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        zone = parse_zone(match[5]) if match[5] else None
        nano = int((match[4] or ".")[1:10].ljust(9, "0"))
        return make_time(int(match[1]), int(match[2]), int(match[3]), nano, zone)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None


def parse_zone(text: str) -> tzinfo:
    """Read `Z`, `+07:00` or `@Asia/Jakarta`; raises ValueError or ZoneInfoNotFoundError."""
    if text == "Z":
        return fixed(0)
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if minutes > 59 or sum(seconds) > 59:
        raise ValueError(text)
    size = hours * 3600 + minutes * 60 + sum(seconds)
    return fixed(-size if text[0] == "-" else size)


def parse_datetime(text: str) -> datetime | None:
    """Read `2026-07-01T13:45:00+07:00` (clause 10.3.2.3.6); a bare date is its midnight."""
    day, mark, clock = text.partition("T")
    on, at = parse_date(day), parse_time(clock) if mark else time()
    return join(on, at) if on is not None and at is not None else None


def parse_duration(text: str) -> YearMonthDuration | DayTimeDuration | None:
    """Read `P1Y2M` or `P1DT2H3M4.5S` (clause 10.3.2.3.7, 10.3.2.3.8), each with an optional minus before it."""
    if text.endswith(("P", "T")):
        return None
    match = _MONTHS.fullmatch(text)
    if match:
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return YearMonthDuration(-months if match[1] else months)
    match = _SECONDS.fullmatch(text)
    if match is None:
        return None
    minutes = (int(match[2] or 0) * 24 + int(match[3] or 0)) * 60 + int(match[4] or 0)
    seconds = NUMBERS.add(Decimal(minutes * 60), Decimal(match[5] or 0))
    return DayTimeDuration(seconds.copy_negate() if match[1] and seconds else seconds)


def literal(text: str) -> Any:
    """Read what may stand after "@": a date, time, date and time, or duration; None for anything else."""
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:
        return parse_datetime(text)
    return parse_time(text) if ":" in text else parse_date(text)


def write(value: Any) -> str:
    """Write a date, time or duration the way FEEL's `string` does; the readers above take it back."""
    if isinstance(value, date):
        year = f"{'-' if value.year < 0 else ''}{abs(value.year):04}"
        day = f"{year}-{value.month:02}-{value.day:02}"
        return f"{day}T{_clock(value)}" if isinstance(value, datetime) else day
    if isinstance(value, time):
        return _clock(value)
    if isinstance(value, YearMonthDuration):
        return _months(value.months)
    return _seconds(value.seconds)


def _clock(value: datetime | time) -> str:
    nano = nanosecond(value)
    fraction = f".{nano:09}".rstrip("0") if nano else ""
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}{fraction}{_zone(value.tzinfo)}"


def _zone(zone: tzinfo | None) -> str:
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    offset = zone.utcoffset(None) or timedelta()
    if not offset:
        return "Z"
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return ("-" if months < 0 else "") + "P" + (text or "0M")


def _seconds(seconds: Decimal) -> str:
    days, rest = divmod(abs(seconds), 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    clock = (f"{hours:f}H" if hours else "") + (f"{minutes:f}M" if minutes else "")
    if rest:
        clock += (f"{rest:f}".rstrip("0").rstrip(".") if "." in f"{rest:f}" else f"{rest:f}") + "S"
    text = (f"{days:f}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if seconds < 0 else "") + "P" + (text or "T0S")
