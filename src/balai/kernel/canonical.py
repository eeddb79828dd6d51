"""Canonical JSON: the one byte string of a value, as RFC 8785 has it, for hashing and for byte-for-byte replay.

Only what cannot lose anything on the way is allowed: integers below 2^53, strings, booleans, null, lists and
objects with string keys. Floats raise, because two machines may print the same float differently.
"""

import hashlib
import json
from typing import Any

LARGEST_INTEGER = 2**53 - 1


class NotCanonical(TypeError):
    """The value holds something that has no canonical form (a float, a huge integer, a non-string key)."""


def _check(value: Any) -> bool:
    """Refuse what has no canonical form; return whether every key is ASCII, so that code points sort as RFC 8785 asks."""
    if isinstance(value, dict):
        plain = True
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"object key is not a string: {key!r}")
            plain = plain and key.isascii()
            if type(item) not in _ATOMS:
                plain = _check(item) and plain
        return plain
    if isinstance(value, list | tuple):
        found = [_check(item) for item in value if type(item) not in _ATOMS]
        return all(found)
    if type(value) is int and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        raise NotCanonical(f"integer beyond 2^53: {value}")
    if type(value) is int or type(value) in _ATOMS:
        return True
    raise NotCanonical(f"no canonical form for {type(value).__name__}")


_ATOMS = frozenset({str, bool, type(None)})
"""Types of which every value is canonical as it is."""


def _sorted(value: Any) -> Any:
    """Order object keys by UTF-16 code units (RFC 8785 section 3.2.3), which differs from code points beyond the BMP."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    return value


def dumps(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of a JSON value. Raises NotCanonical."""
    if _check(value):
        return _plain.encode(value).encode()
    return _ordered.encode(_sorted(value)).encode()


_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)
_ordered = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical bytes, in lower-case hexadecimal (64 characters)."""
    return hashlib.sha256(dumps(value)).hexdigest()
