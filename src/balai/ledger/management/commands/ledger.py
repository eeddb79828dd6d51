"""`balai ledger verify`: recompute every leaf, the tree, the checkpoints and every covered row."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.ledger import actions
from balai.ledger.verify import Report, verify


class Command(BaseCommand):
    """The proof log's door for operators and auditors."""

    help = (
        "verify: recompute the proof log and hold every row against it. sequence: place pending entries now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=("verify", "sequence"))
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        """Do it; exit 1 when something was found."""
        if what == "sequence":
            self.stdout.write(f"{actions.sequence(limit=1_000_000)} entries placed")
            return
        started = time.perf_counter()
        report = verify()
        self._print(report, time.perf_counter() - started, as_json=options["json"])
        if not report.sound:
            raise CommandError(f"{len(report.findings)} findings", returncode=1)

    def _print(self, report: Report, seconds: float, *, as_json: bool) -> None:
        if as_json:
            found = [vars(finding) for finding in report.findings]
            whole = {"size": report.size, "root": report.root, "pending": report.pending, "rows": report.rows}
            self.stdout.write(json.dumps(whole | {"findings": found}))
            return
        for finding in report.findings:
            self.stdout.write(str(finding))
        for entry, count in sorted(report.destroyed.items()):
            self.stdout.write(f"{count} entries: destroyed lawfully (entry {entry})")
        self.stdout.write(
            f"size {report.size}\nroot {report.root}\n"
            f"{report.rows} rows, {report.pending} entries pending, {sum(report.destroyed.values())} destroyed, {seconds:.1f} s\n"
            + ("the log and the rows agree" if report.sound else "the log and the rows DISAGREE")
        )
