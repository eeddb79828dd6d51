"""`balai housekeeping`: delete what may go when its time has come. The worker does the same every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from balai.lib.jobs import chores


class Command(BaseCommand):
    """Housekeeping's door for operators."""

    help = "Delete drafts, kept replies, finished jobs and sessions whose time is over, and say how many."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do every chore; print one line each."""
        for name, count in chores.sweep().items():
            self.stdout.write(f"{name}: {count} deleted")
