"""NIK, the 16-digit population number: region of first registration, DDMMYY of birth (+40 for women), serial.

It has no check digit, and region codes of old registrations now mean other places, so its structure can only
warn. The truth is the population register.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

LENGTH = 16
_WOMEN = 40

Sex = Literal["L", "P"]
Doubt = Literal["length", "digits", "birth_date", "serial"]


@dataclass(frozen=True)
class Reading:
    """What a NIK seems to say: first region, birth, sex (L man, P woman); and what looks wrong with it."""

    region: str
    birth_date: date | None
    sex: Sex | None
    serial: str
    warnings: tuple[Doubt, ...]


def read(nik: str, as_of: date) -> Reading:
    """Read a NIK's structure. Never refuses: `warnings` says what looks wrong; what cannot be read is empty.

    The century is the latest that does not put the birth after `as_of`.
    """
    shape: Doubt | None = "length" if len(nik) != LENGTH else None if _digits(nik) else "digits"
    if shape:
        return Reading("", None, None, "", (shape,))
    day = int(nik[6:8])
    sex: Sex = "P" if day > _WOMEN else "L"
    born = _born(day % _WOMEN, int(nik[8:10]), int(nik[10:12]), as_of)
    warnings: list[Doubt] = []
    if born is None:
        warnings.append("birth_date")
    if nik[12:] == "0000":
        warnings.append("serial")
    return Reading(nik[:6], born, sex, nik[12:], tuple(warnings))


def agrees(nik: str, birth_date: date, sex: Sex | None = None) -> bool:
    """Tell whether the NIK's digits fit a stated birth date, of any century, and a sex if one is given."""
    if len(nik) != LENGTH or not _digits(nik):
        return False
    days = {"L": birth_date.day, "P": birth_date.day + _WOMEN}
    fitting = days.values() if sex is None else [days[sex]]
    return nik[8:12] == birth_date.strftime("%m%y") and int(nik[6:8]) in fitting


def mask(nik: str) -> str:
    """Return the NIK as it may be shown: `1971********0001`; all stars if it has not 16 signs."""
    return f"{nik[:4]}{'*' * 8}{nik[-4:]}" if len(nik) == LENGTH else "*" * len(nik)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _born(day: int, month: int, short_year: int, as_of: date) -> date | None:
    century = as_of.year // 100 * 100
    for year in (century + short_year, century - 100 + short_year):
        try:
            born = date(year, month, day)
        except ValueError:
            continue
        if born <= as_of:
            return born
    return None
