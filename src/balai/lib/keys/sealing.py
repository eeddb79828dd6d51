"""Seal and open values under a subject's key, and blind indexes for looking sealed values up.

AES-SIV (RFC 5297) instead of GCM: the same value sealed twice under the same key and place gives the same bytes, which a
replay that must rebuild rows byte for byte needs, and a repeated nonce cannot leak the key (ADR 0004). `place` is bound
into the seal, so a sealed value moved to another row, column or subject does not open.
"""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

from balai.lib.db import writing
from balai.lib.keys.models import SubjectKey

KEY_BYTES = 64
_BATCH = 64
_CACHED = 4096
_lock = threading.Lock()
_fresh: list[tuple[int, bytes]] = []
_known: OrderedDict[int, AESSIV] = OrderedDict()


class KeyDestroyed(Exception):
    """The subject's key was destroyed: what it sealed can no longer be read, by anyone."""


class SealBroken(Exception):
    """The sealed bytes were changed, or were moved from another place."""


def new_key() -> int:
    """Return the id of a random key that no subject uses yet.

    Keys are stored in batches, because each commit waits for the disk; those unused when the process ends are lost.
    """
    with _lock:
        if not _fresh:
            rows = [SubjectKey(secret=secrets.token_bytes(KEY_BYTES)) for _ in range(_BATCH)]
            with writing("keys"):
                SubjectKey.objects.using("keys").bulk_create(rows)
            _fresh.extend((row.pk, bytes(row.secret or b"")) for row in rows)
        key, secret = _fresh.pop()
        _remember(key, AESSIV(secret))
        return key


def _remember(key: int, cipher: AESSIV) -> None:
    _known[key] = cipher
    while len(_known) > _CACHED:
        _known.popitem(last=False)


def forget_keys() -> None:
    """Drop every key held in memory: after a key was destroyed, and between tests that change databases."""
    with _lock:
        _fresh.clear()
        _known.clear()


def destroy_key(key: int) -> None:
    """Destroy a subject's key: what it sealed can no longer be read. A process that holds the key keeps it until it ends.

    Of a subject that the proof log knows, `ledger.actions.destroy_subject` alone may call this.
    """
    with writing("keys"):
        SubjectKey.objects.using("keys").filter(pk=key).update(secret=None)
    with _lock:
        _known.pop(key, None)


def _cipher(key: int) -> AESSIV:
    cipher = _known.get(key)
    if cipher is None:
        row = SubjectKey.objects.using("keys").filter(pk=key).first()
        if row is None or row.secret is None:
            raise KeyDestroyed(str(key))
        cipher = AESSIV(bytes(row.secret))
        with _lock:
            _remember(key, cipher)
    return cipher


def seal(key: int, place: str, value: bytes) -> bytes:
    """Return `value` sealed under key `key` for `place` (table, row and column in words)."""
    return _cipher(key).encrypt(value or b"\0", [place.encode(), b"1" if value else b"0"])


def unseal(key: int, place: str, sealed: bytes) -> bytes:
    """Return what was sealed. Raises KeyDestroyed, SealBroken."""
    cipher = _cipher(key)
    for mark in (b"1", b"0"):
        try:
            value = cipher.decrypt(bytes(sealed), [place.encode(), mark])
        except InvalidTag:
            continue
        return value if mark == b"1" else b""
    raise SealBroken(place)


def derive(key: int, purpose: str) -> bytes:
    """Return 16 bytes that follow from the subject's key and a purpose: a secret that need not be stored to be shown again.

    Raises KeyDestroyed.
    """
    return hmac.new(_cipher(key).encrypt(b"derive", [b"derive"]), purpose.encode(), hashlib.sha256).digest()[
        :16
    ]


def blind_index(scope: str, value: str) -> str:
    """Return a keyed hash (HMAC-SHA-256, 128 bits, hexadecimal) by which a sealed value can be found within `scope`.

    A plain hash of a NIK can be turned back in minutes; this one needs the server's key, which no database holds.
    """
    key: bytes = settings.BLIND_INDEX_KEY
    return hmac.new(key, f"{scope}\0{value}".encode(), hashlib.sha256).hexdigest()[:32]
