"""`balai worker`: carry out what is due, again and again: timers, outbox, the proof log's sequencer, housekeeping."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from balai.cases import tasks
from balai.lib import clock
from balai.lib.jobs import chores

BETWEEN_SWEEPS = timedelta(hours=1)
_log = logging.getLogger("balai.worker")


class Command(BaseCommand):
    """The worker. Any number may run; work is claimed by lease."""

    help = "Run timers, the outbox, the proof log's sequencer and housekeeping until stopped."
    swept_at: datetime | None = None

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
            return tasks.turn() or self._sweep()
        except OperationalError:
            _log.exception("the database did not answer")
            close_old_connections()
            return 0

    def _sweep(self) -> int:
        """Keep house when there is nothing else to do, once an hour."""
        now = clock.now()
        if self.swept_at is not None and now - self.swept_at < BETWEEN_SWEEPS:
            return 0
        self.swept_at = now
        return sum(chores.sweep().values())
