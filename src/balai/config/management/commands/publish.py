"""`balai publish`: publish every folder in services/ that changed, for a government's agencies."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from balai.catalog import selectors as catalog
from balai.config import hall
from balai.kernel.problem import Refused
from balai.lib import clock


class Command(BaseCommand):
    """Publishing's door for operators."""

    help = "Publish every folder in services/; a folder with problems is refused and its published version keeps running."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Publish; exit 1 with every problem of a refused folder."""
        try:
            names = hall.publish_services()
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        self.stdout.write("\n".join(names))
        for name in names:
            for offer in catalog.offers_of(name):
                for gap in catalog.unstaffed(offer, clock.now()):
                    self.stderr.write(f"{name}, {offer.agency}: {gap}")
