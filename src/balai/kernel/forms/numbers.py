"""Numbers as people in Indonesia write them: "3,1", "1.500.000", "Rp1.500.000,00"; and the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from balai.kernel import money

# Digits with one mark for thousands and another before the fraction: first as here, then as in English.
_HERE = re.compile(r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:,([0-9]{1,10}))?", re.ASCII)
_ABROAD = re.compile(r"(-?)([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,10}))?", re.ASCII)


def readings(text: str, unit: str = "") -> Iterator[Decimal]:
    """Yield what a text can mean as a number, the Indonesian meaning first: "3.250" is 3250, then 3.25."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("\u2212", "-")
    if unit and bare.lower().endswith(unit.lower().replace(" ", "")):
        bare = bare[: -len(unit.replace(" ", ""))]
    for pattern in (_HERE, _ABROAD):
        match = pattern.fullmatch(bare)
        if match:
            whole = match[2].replace(".", "").replace(",", "")
            yield Decimal(f"{match[1]}{whole}.{match[3] or '0'}")


def read_rupiah(text: str) -> int | None:
    """Return an amount of whole rupiah, "Rp 1.500.000,-" or "1500000"; None if it is none."""
    try:
        return money.parse(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    except money.BadAmount:
        return None


def choose(
    meanings: Iterator[Decimal], minimum: Decimal | None, maximum: Decimal | None, *, whole: bool
) -> Decimal | None:
    """Return the first meaning that the field's limits allow, or else the first; None if there is none."""
    found = list(meanings)
    for number in found:
        fits = (minimum is None or number >= minimum) and (maximum is None or number <= maximum)
        if fits and (not whole or number == number.to_integral_value()):
            return number
    return found[0] if found else None


def write(number: Decimal | int, language: str = "id") -> str:
    """Write a number for people: "1.500.000,25" in Indonesian, "1,500,000.25" in English."""
    whole, _, fraction = format(Decimal(number), "f").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    thousands, point = (",", ".") if language == "en" else (".", ",")
    grouped = f"{int(digits):,}".replace(",", thousands)
    return f"{sign}{grouped}{point}{fraction}" if fraction else f"{sign}{grouped}"


def write_rupiah(amount: int, language: str = "id") -> str:
    """Write an amount of rupiah: "Rp1.500.000", in English "Rp1,500,000"."""
    text = money.render(amount)
    return text.replace(".", ",") if language == "en" else text
