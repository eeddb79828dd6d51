"""Let SQLite not wait for the disk, for data that can be made again from scratch (a demo being seeded), never else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def not_waiting_for_the_disk() -> Iterator[None]:
    """Within the block, commits on SQLite are not flushed; afterwards everything is, and each commit again.

    A crash inside the block may leave a broken database. On PostgreSQL nothing changes.
    """
    files = [connections[name] for name in connections if connections[name].vendor == "sqlite"]
    for connection in files:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        for connection in files:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
