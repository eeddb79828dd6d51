"""References that cross a border, and secrets."""

import hashlib
import hmac
import uuid


def new_ref() -> uuid.UUID:
    """Return a random reference (UUID version 4)."""
    return uuid.uuid4()


# Crockford's alphabet: no i, l, o, u; what people type instead is read as what they meant.
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_CONFUSED = str.maketrans("ilo", "110")


def secret_text(secret: bytes) -> str:
    """Return 16 bytes as 26 lower-case characters of base 32 in groups: short enough to type, too many to guess."""
    number, letters = int.from_bytes(secret, "big"), []
    for _ in range(26):
        number, digit = divmod(number, 32)
        letters.append(_CROCKFORD[digit])
    text = "".join(letters)
    return "-".join(text[start : start + 5] for start in range(0, 26, 5))


def secret_hash(secret: str) -> str:
    """Return what is stored of a typed secret: SHA-256 in hexadecimal; hyphens, spaces and case do not matter.

    The secret has 128 bits, so no stretching is needed.
    """
    plain = secret.lower().replace("-", "").replace(" ", "").translate(_CONFUSED)
    return hashlib.sha256(plain.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two strings in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
