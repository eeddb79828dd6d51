"""Begin a write: on SQLite, writers queue on one file lock and only then say BEGIN IMMEDIATE.

SQLite has one writer. Left alone, waiting writers poll, and the 99th percentile of a write is hundreds of milliseconds
under load; queueing on an advisory file lock hands the turn over at once. PostgreSQL needs none of this.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.db import connections, transaction

_held = threading.local()


def _lock_file(name: str) -> Path | None:
    """Return the file on which writers of this SQLite database queue; None for a server or an in-memory database."""
    connection = connections[name]
    path = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in path or "mode=memory" in path:
        return None
    return Path(f"{path}.lock")


@contextmanager
def _queue(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and with it the lock


@contextmanager
def writing(name: str = "default") -> Iterator[None]:
    """Open one transaction for writing on database `name`; a call inside another joins it.

    Everything inside commits together or not at all. Compute before you enter: nobody else writes meanwhile.
    """
    depth: dict[str, int] = _held.__dict__.setdefault("depth", {})
    path = _lock_file(name) if not depth.get(name) else None
    with _queue(path) if path else nullcontext():
        depth[name] = depth.get(name, 0) + 1
        try:
            with transaction.atomic(using=name):
                yield
        finally:
            depth[name] -= 1
