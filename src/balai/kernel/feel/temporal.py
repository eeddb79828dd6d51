"""Dates, times and durations: reading and writing them (DMN 1.3 clause 10.3.2.3 and 10.3.4.1)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from balai.kernel.feel.values import NUMBERS, DayTimeDuration, YearMonthDuration

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][A-Za-z0-9_+/-]{0,60})?", re.ASCII
)
_MONTHS = re.compile(r"(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?", re.ASCII)
_SECONDS = re.compile(
    r"(-)?P(?:(\d{1,12})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,15}(?:\.\d{1,18})?)S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> date | None:
    """Read `2026-07-01`; None for anything else, days that do not exist included."""
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Read `13:45:00`.

    With fractions of a second (to the microsecond) and `Z`, `+07:00` or `@Asia/Jakarta`.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        zone = parse_zone(match[5]) if match[5] else None
        micro = int((match[4] or ".")[1:7].ljust(6, "0"))
        return time(int(match[1]), int(match[2]), int(match[3]), micro, tzinfo=zone)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None


def parse_zone(text: str) -> tzinfo:
    """Read `Z`, `+07:00` or `@Asia/Jakarta`; raises ValueError or ZoneInfoNotFoundError."""
    if text == "Z":
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return timezone(-size if text[0] == "-" else size) if size else UTC


def parse_datetime(text: str) -> datetime | None:
    """Read `2026-07-01T13:45:00+07:00`; a bare date is its midnight."""
    day, mark, clock = text.partition("T")
    on, at = parse_date(day), parse_time(clock) if mark else time()
    return datetime.combine(on, at) if on is not None and at is not None else None


def parse_duration(text: str) -> YearMonthDuration | DayTimeDuration | None:
    """Read `P1Y2M` or `P1DT2H3M4.5S`, each with an optional minus before it."""
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
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}".rjust(10, "0") + "T" + write(value.timetz())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
        return f"{value:%H:%M:%S}{fraction}{_zone(value.tzinfo)}"
    if isinstance(value, YearMonthDuration):
        return _months(value.months)
    return _seconds(value.seconds)


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
