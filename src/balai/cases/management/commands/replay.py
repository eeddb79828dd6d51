"""`balai replay CASE` or `--all`: rebuild cases from their events and compare every row byte for byte."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.cases.models import Case
from balai.cases.replay import Verdict, replay


class Command(BaseCommand):
    """Replay's door for operators and auditors."""

    help = "Rebuild cases from their input events alone and compare every row byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a case number, or all."""
        parser.add_argument("case", nargs="?", help="the case's number")
        parser.add_argument("--all", action="store_true", help="every submitted case")

    def handle(self, *_args: Any, case: str | None, **options: Any) -> None:
        """Replay; exit 1 unless every case is equal (or lawfully destroyed)."""
        cases = Case.objects.exclude(status="draft").order_by("number")
        if not options["all"]:
            cases = cases.filter(number=case)
            if not cases.exists():
                raise CommandError(f"no case has the number {case}")
        verdicts = Counter(
            self._told(replay(one), quiet=options["all"]) for one in cases.iterator(chunk_size=200)
        )
        self.stdout.write(", ".join(f"{count} {result}" for result, count in sorted(verdicts.items())))
        if set(verdicts) - {"equal", "destroyed"}:
            raise CommandError("a replay differs", returncode=1)

    def _told(self, verdict: Verdict, *, quiet: bool) -> str:
        if not quiet or verdict.differences:
            self.stdout.write(f"{verdict.case}: {verdict.result} ({verdict.events} events)")
        for difference in verdict.differences:
            self.stdout.write(f"    {difference.table} {difference.row} {difference.column}")
        return verdict.result
