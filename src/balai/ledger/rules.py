"""How a row and an act become bytes: column digests, commitments, leaves. Pure."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from balai.kernel import canonical, proof

SEALED, OPEN = b"\x01", b"\x00"
OPEN_SALT = bytes(32)
"""The salt of an open entry: what anyone may read needs none, and so a changed one shows."""
_LOCATOR = 4


def column_bytes(value: Any) -> bytes:
    """Return the one byte string of a column's value, the same before saving and after reading back.

    Raises TypeError for a type that no covered table uses.
    """
    quick = _QUICK.get(type(value))
    if quick is not None:
        return quick(value)
    match value:
        case bool():
            return b"t" if value else b"f"
        case int():
            return b"i%d" % value
        case str():
            return b"s" + value.encode()
        case UUID():
            return b"u" + value.bytes
        case datetime():
            return b"d" + value.astimezone(UTC).isoformat().encode()
        case date():
            return b"y" + value.isoformat().encode()
        case bytes() | bytearray() | memoryview():
            return b"b" + bytes(value)
        case list() | dict() | tuple():
            return b"j" + canonical.dumps(value)
    raise TypeError(f"no evidence form for {type(value).__name__}")


_QUICK: dict[type, Callable[[Any], bytes]] = {
    str: lambda value: b"s" + value.encode(),
    int: lambda value: b"i%d" % value,
    type(None): lambda _value: b"n",
    bytes: lambda value: b"b" + value,
}


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


def digest_row(table: str, row: str, columns: Mapping[str, Any]) -> RowDigest:
    """Commit to a row: SHA-256 over the SHA-256 of every column, names included, in the order given."""
    whole, marks = hashlib.sha256(f"{table}\0{row}".encode()), []
    for name, value in columns.items():
        digest = hashlib.sha256(column_bytes(value)).digest()
        whole.update(name.encode() + b"\0" + digest)
        marks.append(digest[:_LOCATOR])
    return RowDigest(table, row, whole.hexdigest(), b"".join(marks).hex())


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
