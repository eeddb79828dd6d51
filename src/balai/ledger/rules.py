"""How a row and an act become bytes: column digests, commitments, leaves. Pure."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from balai.kernel import canonical, proof

SEALED, OPEN = b"\x01", b"\x00"
OPEN_SALT = bytes(32)
"""The salt of an open entry: what anyone may read needs none, and so a changed one shows."""
_LOCATOR = 4


def column_bytes(value: Any) -> bytes:
    """Return the one byte string of a column's value, the same before saving and after reading back.

    Raises TypeError for a type that no covered table uses.
    """
    form = _FORMS.get(type(value))
    if form is None:
        form = next((form for kind, form in _FORMS.items() if isinstance(value, kind)), None)
    if form is None:
        raise TypeError(f"no evidence form for {type(value).__name__}")
    return form(value)


_FORMS: dict[type, Callable[[Any], bytes]] = {
    str: lambda value: b"s" + value.encode(),
    bool: lambda value: b"t" if value else b"f",
    int: lambda value: b"i%d" % value,
    type(None): lambda _value: b"n",
    bytes: lambda value: b"b" + value,
    bytearray: lambda value: b"b" + value,
    memoryview: lambda value: b"b" + bytes(value),
    UUID: lambda value: b"u" + value.bytes,
    datetime: lambda value: b"d" + value.astimezone(UTC).isoformat().encode(),
    date: lambda value: b"y" + value.isoformat().encode(),
    list: lambda value: b"j" + canonical.dumps(value),
    tuple: lambda value: b"j" + canonical.dumps(value),
    dict: lambda value: b"j" + canonical.dumps(value),
}
"""How a value of each type is written; of two that fit (a datetime is a date) the first."""


@dataclass(frozen=True)
class RowDigest:
    """What an entry says of one row: `whole` commits to all of its columns; `marks` (4 bytes each) tell which one changed."""

    table: str
    row: str
    whole: str
    marks: str

    def changed(self, other: "RowDigest", columns: list[str]) -> list[str]:
        """Return the names of the columns in which the two differ."""
        size = 2 * _LOCATOR
        return [
            name
            for place, name in enumerate(columns)
            if self.marks[place * size : (place + 1) * size] != other.marks[place * size : (place + 1) * size]
        ]


def digest_row(table: str, row: str, columns: Sequence[str], values: Iterable[Any]) -> RowDigest:
    """Commit to a row: SHA-256 over its names and the length and bytes of each value, in the order given.

    The marks are CRC-32: they only tell where to look, `whole` alone binds.
    """
    parts = [column_bytes(value) for value in values]
    head = "\0".join((table, row, *columns, *(str(len(part)) for part in parts))).encode()
    whole = hashlib.sha256(b"\0".join((head, *parts))).hexdigest()
    return RowDigest(table, row, whole, "".join([f"{crc32(part):08x}" for part in parts]))


def commit(salt: bytes, payload: bytes) -> str:
    """Return HMAC-SHA-256(salt, payload) in hexadecimal: binds the payload, tells nothing about it."""
    return hmac.new(salt, payload, hashlib.sha256).hexdigest()


def commitment_bytes(text: str) -> bytes:
    """Return a commitment's 32 bytes; of what is none (it was changed), a hash that no commitment has."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return hashlib.sha512(text.encode()).digest()


def leaf_of(*, public: bool, commitment: str, payload: bytes = b"") -> bytes:
    """Return the leaf's bytes: a version byte, then the commitment, or the payload of an open entry."""
    return OPEN + payload if public else SEALED + commitment_bytes(commitment)


def leaf_hash(leaf: bytes) -> str:
    """Return the RFC 6962 hash of a leaf in hexadecimal."""
    return proof.leaf_hash(leaf).hex()
