"""`balai worker`: carry out what is due, again and again: timers, outbox, the proof log's sequencer, housekeeping."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection

from balai.cases import tasks
from balai.catalog import estimating
from balai.lib import clock
from balai.lib.jobs import chores

BETWEEN_SWEEPS = timedelta(hours=1)
QUIET = timedelta(seconds=30)
"""How long nothing must have been due before seconds are spent on figures that nobody waits for."""

_log = logging.getLogger("balai.worker")


class Command(BaseCommand):
    """The worker. Any number may run; work is claimed by lease."""

    help = "Run timers, the outbox, the proof log's sequencer and housekeeping until stopped."
    swept_at: datetime | None = None
    quiet_since: datetime | None = None
    planner = threading.Thread()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work until told to stop (SIGINT, SIGTERM); rest a moment when nothing is due."""
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            if not self._turn():
                stop.wait(0.25)

    def _turn(self) -> int:
        """Do one round; a database that is locked or away is tried again after the rest."""
        try:
            done = tasks.turn() or self._sweep()
            return self._spare() if not done else self._busy(done)
        except OperationalError:
            _log.exception("the database did not answer")
            close_old_connections()
            return 0

    def _busy(self, done: int) -> int:
        self.quiet_since = None
        return done

    def _spare(self) -> int:
        """Let a thread simulate what was published, once nobody has wanted anything for a while.

        It takes seconds; as a daemon it holds up neither what becomes due meanwhile nor the end of the worker.
        """
        now = clock.now()
        self.quiet_since = self.quiet_since or now
        if now - self.quiet_since >= QUIET and not self.planner.is_alive():
            self.planner = threading.Thread(target=_plan, daemon=True)
            self.planner.start()
            self.quiet_since = now
        return 0

    def _sweep(self) -> int:
        """Keep house when there is nothing else to do, once an hour."""
        now = clock.now()
        if self.swept_at is not None and now - self.swept_at < BETWEEN_SWEEPS:
            return 0
        self.swept_at = now
        return sum(chores.sweep().values())


def _plan() -> None:
    try:
        estimating.estimate_next()
    except OperationalError:
        _log.exception("the figures of a simulation were not kept")
    finally:
        connection.close()
