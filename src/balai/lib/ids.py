"""References that cross a border, and secrets. Both come from the operating system's random source."""

import hashlib
import hmac
import secrets
import uuid


def new_ref() -> uuid.UUID:
    """Return a random reference (UUID version 4)."""
    return uuid.uuid4()


def new_secret() -> str:
    """Return 128 random bits as 26 characters of lower-case base 32: short enough to type, too many to guess."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(alphabet) for _ in range(26))


def secret_hash(secret: str) -> str:
    """Return what is stored of a secret: SHA-256 in hexadecimal. The secret has 128 bits, so no stretching is needed."""
    return hashlib.sha256(secret.strip().lower().encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two strings in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
