"""The key with which this hall signs the QR of what it issues, and the public keys anyone may check with."""

import base64
import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings


def signing_key() -> Ed25519PrivateKey:
    """Return the issuer's Ed25519 key from settings.ISSUER_KEY_FILE, made there once (readable by its owner
    only).
    """
    return _loaded(Path(settings.ISSUER_KEY_FILE))


@cache
def _loaded(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _create(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    return key


def _create(path: Path) -> None:
    """Write a new key beside its final name and link it there: two processes that start at once agree
    on one.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key_id(key: Ed25519PublicKey) -> bytes:
    """Return the four bytes by which a signature names its key: the start of SHA-256 of the public key."""
    return hashlib.sha256(raw(key)).digest()[:4]


def raw(key: Ed25519PublicKey) -> bytes:
    """Return the 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_keys() -> dict[bytes, Ed25519PublicKey]:
    """Return every key whose signatures count, by id: the present one, and retired ones kept so that old
    papers stay valid (PEM files in the folder `<key file>.retired`).
    """
    keys = [signing_key().public_key()]
    for path in sorted(Path(f"{settings.ISSUER_KEY_FILE}.retired").glob("*.pem")):
        key = load_pem_public_key(path.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            keys.append(key)
    return {key_id(key): key for key in keys}


def published() -> dict[str, object]:
    """Return the public keys as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    return {
        "issuer": settings.BASE_URL,
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "alg": "EdDSA",
                "use": "sig",
                "kid": name.hex(),
                "x": _base64(raw(key)),
            }
            for name, key in public_keys().items()
        ],
    }


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
