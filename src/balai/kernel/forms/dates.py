"""Dates and times of day as people write them, in Indonesian and in English."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
           "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
# Other ways in which months are written in Indonesia.
ALSO = {"pebruari": 2, "peb": 2, "nopember": 11, "nop": 11, "agt": 8, "ags": 8, "agu": 8, "sept": 9}

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_PARTS = re.compile(r"([0-9]{1,2})[\s./-]+([0-9]{1,2}|[A-Za-z]+)[\s./,-]+([0-9]{4})", re.ASCII)
_CLOCK = re.compile(
    r"(?:pukul|jam)?\s*([0-9]{1,2})\s*[:.]?\s*([0-9]{2})(?:[:.]00)?", re.ASCII | re.IGNORECASE
)


def _month_names() -> dict[str, int]:
    names = dict(ALSO)
    for months in MONTHS.values():
        for number, name in enumerate(months, 1):
            names |= {name.lower(): number, name.lower()[:3]: number}
    return names


MONTH_NAMES = _month_names()


def month_of(text: str) -> int | None:
    """Return 1 to 12 from "7", "07", "Juli", "jul" or "July"; None if it is no month."""
    bare = unicodedata.normalize("NFKC", text).strip().rstrip(".").lower()
    if bare.isascii() and bare.isdigit() and len(bare) <= 2:
        return int(bare)
    return MONTH_NAMES.get(bare)


def from_parts(day: str, month: str, year: str) -> date | None:
    """Return the day that three parts name; None if it is no real day. A year has four digits."""
    day, year = (unicodedata.normalize("NFKC", part).strip() for part in (day, year))
    number = month_of(month)
    if number is None or not (day.isascii() and day.isdigit() and year.isascii() and year.isdigit()):
        return None
    if len(day) > 2 or len(year) != 4:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """Return the day that a text names: "2026-07-13", "13/7/2026", "13-7-2026", "13 Juli 2026"."""
    bare = unicodedata.normalize("NFKC", text).strip()
    if iso := _ISO.fullmatch(bare):
        return from_parts(iso[3], iso[2], iso[1])
    parts = _PARTS.fullmatch(bare)
    return from_parts(parts[1], parts[2], parts[3]) if parts else None


def read_time(text: str) -> time | None:
    """Return the time of day that a text names: "05:40", "5.40", "0540", "pukul 05.40"."""
    match = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def write_date(day: date, language: str = "id") -> str:
    """Write a day for people: "13 Juli 2026", "13 July 2026"."""
    return f"{day.day} {MONTHS.get(language, MONTHS['id'])[day.month - 1]} {day.year}"


def write_time(moment: time, language: str = "id") -> str:
    """Write a time of day for people: "05.40" in Indonesian, "05:40" in English."""
    return f"{moment.hour:02}{':' if language == 'en' else '.'}{moment.minute:02}"
