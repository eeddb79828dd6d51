"""Housekeeping: rows that may go when their time has come. Each module offers its chores in `apps.ready()`.

A chore deletes what is over and returns how many rows went; doing it twice, or in two workers at once, is harmless.
"""

from collections.abc import Callable

from django.db.models import Model, QuerySet

from balai.lib.db import writing

Chore = Callable[[], int]
_chores: dict[str, Chore] = {}
_BATCH = 500


def offer(name: str, chore: Chore) -> None:
    """Register a chore under the words that `balai housekeeping` prints. Raises ValueError for a second one of that name."""
    if name in _chores:
        raise ValueError(f"two chores are called {name}")
    _chores[name] = chore


def sweep() -> dict[str, int]:
    """Do every chore; return how many rows each deleted."""
    return {name: chore() for name, chore in sorted(_chores.items())}


def delete(rows: "QuerySet[Model]") -> int:
    """Delete rows a batch at a time, each batch in a transaction of its own, so that nobody waits long for the lock."""
    gone = 0
    while True:
        with writing():
            batch = list(rows.values_list("pk", flat=True)[:_BATCH])
            rows.model._default_manager.filter(pk__in=batch).delete()  # noqa: SLF001 - Django's own name for it
        gone += len(batch)
        if len(batch) < _BATCH:
            return gone
