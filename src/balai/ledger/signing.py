"""The log's signing key, kept outside the database, and the last published checkpoint beside it."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def load_or_make(path: Path) -> Ed25519PrivateKey:
    """Return the Ed25519 key in `path`, making it (readable by its owner only) when the file is absent."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    return key


def log_key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints."""
    return load_or_make(Path(settings.LOG_KEY_FILE))


def published() -> Path:
    """Return the file that holds the last published checkpoint, outside the database, so that a database put back is noticed."""
    return Path(settings.VAR) / "log" / "checkpoint"


def publish(note: str) -> None:
    """Replace the published checkpoint: written beside, flushed to the disk, then renamed."""
    path = published()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
