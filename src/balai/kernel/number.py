"""Numbers that people read out, type and file: case numbers with a check character, and verification codes.

Certificate numbers are drawn up where a case takes them, from the template in service.toml.
"""

import re
from dataclasses import dataclass
from typing import Self

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # ISO 7064, MOD 37,36
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O (read as 1, 1, 0) and no U
CODE_BYTES = 10

_LOOKALIKES = str.maketrans("OIL", "011")
_READ_AS = {"0": "0O", "O": "O0", "1": "1IL", "I": "I1L", "L": "L1I"}
_GAP = r"[-./\s]+"
_PARTED = re.compile(rf"(\d{{2}}|\d{{4}}){_GAP}(\d{{4}}){_GAP}(\d{{6,9}}){_GAP}", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{2}|\d{4})(\d{4})(\d{6})", re.ASCII)


class BadNumber(ValueError):
    """The text is no such number: mistyped, or never given."""


@dataclass(frozen=True, order=True)
class CaseNumber:
    """A case's number: the government's region code (2 or 4 digits), the year, a serial from 1.

    Raises BadNumber for parts that make no number.
    """

    government: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse what could not be written and read back."""
        if not re.fullmatch(r"\d{2}|\d{4}", self.government, re.ASCII):
            raise BadNumber("a government's region code has 2 or 4 digits")
        if not 1000 <= self.year <= 9999 or not 1 <= self.serial <= 999_999_999:
            raise BadNumber("a case number has a year of 4 digits and a serial from 1 to 999999999")

    def __str__(self) -> str:
        """Write the number with its check character: `1971-2026-000123-U`."""
        serial = f"{self.serial:06d}"
        check = check_character(f"{self.government}{self.year}{serial}")
        return f"{self.government}-{self.year}-{serial}-{check}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as people type it: any case and separators, O for 0, I or l for 1.

        Raises BadNumber when the form or the check character is wrong.
        """
        typed = text.strip().upper()
        for check in _READ_AS.get(typed[-1:], typed[-1:]):
            body = typed[:-1].translate(_LOOKALIKES)
            match = _PARTED.fullmatch(body) or _RUN_TOGETHER.fullmatch(body)
            if match and check_character(match[1] + match[2] + match[3]) == check:
                return cls(match[1], int(match[2]), int(match[3]))
        raise BadNumber("no case has this number")


def check_character(body: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of a text of digits and capital letters.

    It notices every single wrong character and every swap of two neighbours. Raises BadNumber.
    """
    check = 36
    for letter in body:
        value = ALPHABET.find(letter)
        if value < 0:
            raise BadNumber(f"not a digit or capital letter: {letter!r}")
        check = (check + value) % 36 or 36
        check = check * 2 % 37
    return ALPHABET[(1 - check) % 36]


def write_code(code: bytes) -> str:
    """Write a code of 80 bits in Crockford's base 32: `7K3M-9QXF-0ZT2-HB4D`. Raises BadNumber."""
    if len(code) != CODE_BYTES:
        raise BadNumber(f"a verification code has {CODE_BYTES} bytes")
    whole = int.from_bytes(code)
    letters = [CROCKFORD[whole >> shift & 31] for shift in range(CODE_BYTES * 8 - 5, -1, -5)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, len(letters), 4))


def read_code(text: str) -> bytes:
    """Read a verification code as people type it: any case, spaces, hyphens, O for 0, I or l for 1.

    Raises BadNumber when it is not a code.
    """
    letters = re.sub(r"[-\s]", "", text).upper().translate(_LOOKALIKES)
    if len(letters) != CODE_BYTES * 8 // 5 or any(letter not in CROCKFORD for letter in letters):
        raise BadNumber("a verification code has 16 letters and digits")
    whole = 0
    for letter in letters:
        whole = whole << 5 | CROCKFORD.index(letter)
    return whole.to_bytes(CODE_BYTES)
