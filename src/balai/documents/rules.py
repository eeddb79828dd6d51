"""Pure rules of documents: how a verification code and a QR are written, and what a stranger may read of a fact."""

import re
from datetime import date
from io import BytesIO

import segno

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 16
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_HIDDEN = "•"


def bare_code(typed: str) -> str:
    """Return the bare form of a typed code, or "" when it cannot be one."""
    text = re.sub(r"[\s\-–—.]", "", typed).upper().translate(_LOOKALIKES)
    whole = len(text) == CODE_LENGTH and all(letter in CODE_ALPHABET for letter in text)
    return text if whole else ""


def grouped_code(text: str) -> str:
    """Return a bare code in groups of four, "7K3M-Q0V9-XN2T-B4CD"."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def code_bits(text: str) -> int:
    """Return the 80 bits of a bare code. Raises ValueError for anything else."""
    return sum(CODE_ALPHABET.index(letter) << 5 * at for at, letter in enumerate(reversed(text)))


def code_of_bits(bits: int) -> str:
    """Return the bare code of 80 bits."""
    return "".join(CODE_ALPHABET[bits >> 5 * at & 31] for at in reversed(range(CODE_LENGTH)))


def masked(value: str) -> str:
    """Return a personal value with only enough left to compare it with the paper in one's hand.

    A date keeps its year; a number of eight digits or more its last four; each word of a text its first
    letter.
    """
    try:
        return f"{_HIDDEN * 2}-{_HIDDEN * 2}-{date.fromisoformat(value).year}"
    except ValueError:
        pass
    if re.fullmatch(r"[\d\s.\-]{8,}", value):
        return _HIDDEN * 4 + value[-4:]
    return " ".join(word[0] + _HIDDEN * (len(word) - 1) for word in value.split())


def qr_svg(text: str) -> bytes:
    """Return a QR of `text` as SVG, with the strongest error correction that its size allows."""
    out = BytesIO()
    segno.make(text, error="l", boost_error=True, micro=False).save(out, kind="svg", xmldecl=False, border=4)
    return out.getvalue()
