"""`balai worker`: carry out what is due, again and again: timers, outbox, the proof log's sequencer."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from balai.cases import tasks

_log = logging.getLogger("balai.worker")


class Command(BaseCommand):
    """The worker. Any number may run; work is claimed by lease."""

    help = "Run timers, the outbox and the proof log's sequencer until stopped."

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
            return tasks.turn()
        except OperationalError:
            _log.exception("the database did not answer")
            close_old_connections()
            return 0
