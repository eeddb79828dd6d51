"""Rupiah, whole and never fractions: reading what people type, writing what they expect, and in words."""

import re

from balai.kernel.canonical import LARGEST_INTEGER

# Groups of three parted by dots, or no dots at all; a fraction only if it is none: "Rp1.500.000,00".
_TYPED = re.compile(
    r"(-?)\s*(?:Rp\.?|IDR)?\s*(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(?:00?|-+))?", re.IGNORECASE | re.ASCII
)
_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
LARGEST_IN_WORDS = 1000 ** len(_SCALES) - 1


class BadAmount(ValueError):
    """The text is no amount of whole rupiah."""


def parse(text: str) -> int:
    """Read an amount as people type it: `Rp1.500.000`, `1500000`, `Rp 5.000,00`. Raises BadAmount.

    A comma parts decimals in Indonesian, so `1,500` is refused, and so is any fraction of a rupiah
    and what canonical JSON could not hold.
    """
    match = _TYPED.fullmatch(text.strip())
    digits = "" if match is None else match[3].replace(".", "")
    if match is None or (match[1] and match[2]) or len(digits) > 16 or int(digits) > LARGEST_INTEGER:
        raise BadAmount(f"not an amount of whole rupiah: {text!r}")
    amount = int(digits)
    return -amount if match[1] or match[2] else amount


def render(amount: int) -> str:
    """Write an amount as Indonesian text does: `Rp1.500.000`, `-Rp500`."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def terbilang(number: int) -> str:
    """Write a whole number in Indonesian words: 1.500.000 is `satu juta lima ratus ribu`.

    Raises ValueError beyond LARGEST_IN_WORDS.
    """
    if abs(number) > LARGEST_IN_WORDS:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return "nol"
    groups: list[str] = []
    rest = abs(number)
    for scale in _SCALES:
        rest, group = divmod(rest, 1000)
        if group:
            groups.append(
                "seribu" if (group, scale) == (1, "ribu") else f"{_below_thousand(group)} {scale}".strip()
            )
    return " ".join([*(["minus"] if number < 0 else []), *reversed(groups)])


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = "" if not hundreds else "seratus" if hundreds == 1 else f"{_ONES[hundreds]} ratus"
    return f"{head} {_below_hundred(rest)}".strip()


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number == 10:
        return "sepuluh"
    if number == 11:
        return "sebelas"
    if tens == 1:
        return f"{_ONES[ones]} belas"
    return f"{_ONES[tens]} puluh {_ONES[ones]}".strip() if tens else _ONES[ones]
