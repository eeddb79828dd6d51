"""Sealed bytes on disk, one file per document, named by its reference. Nothing here can read them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from balai.lib.errors import NotFound, Unavailable


def path_of(ref: UUID) -> Path:
    """Return where the sealed bytes of a document lie."""
    return Path(settings.DOCUMENTS) / ref.hex[:2] / ref.hex


def write(ref: UUID, sealed: bytes) -> None:
    """Store sealed bytes durably: they, and their name, are on the disk when this returns.

    Call it before the row that names them is committed. Raises Unavailable when the disk refuses.
    """
    path = path_of(ref)
    try:
        _make_folder(path.parent)
        _write_through(path.with_suffix(".part"), sealed)
        path.with_suffix(".part").rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            path.with_suffix(".part").unlink()
        raise Unavailable from error


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)


def _write_through(path: Path, sealed: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(ref: UUID) -> bytes:
    """Return the sealed bytes. Raises NotFound when the file is gone."""
    try:
        return path_of(ref).read_bytes()
    except FileNotFoundError as error:
        raise NotFound from error


def remove(ref: UUID) -> None:
    """Remove the bytes of a document whose row was never committed."""
    path_of(ref).unlink(missing_ok=True)


@contextmanager
def removed_on_failure(ref: UUID) -> Iterator[None]:
    """Within the block a row is committed; when that fails, the bytes stored for it are removed."""
    try:
        yield
    except BaseException:
        remove(ref)
        raise
