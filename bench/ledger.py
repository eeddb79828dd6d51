"""The proof log and replay over a real hall: entries verified and cases replayed a second; run as `python -m bench.ledger`.

`verify` recomputes everything: every entry opened and hashed, the tree, every checkpoint, every covered row.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
COURSES = (
    ("akta-kelahiran", "tepat-waktu"),
    ("akta-kelahiran", "kurang-lengkap"),
    ("izin-usaha", "tinggi-diam"),
)


def measure(times: int) -> dict[str, float]:
    """Walk cases to their ends by the real actions, then verify and replay them."""
    from balai.cases.models import Case
    from balai.cases.replay import replay
    from balai.config import preparing
    from balai.ledger.actions import sequence
    from balai.ledger.verify import verify
    from tests import walking

    preparing.prepare()
    hall = walking.open_hall()
    begun = time.perf_counter()
    for _ in range(times):
        for service, course in COURSES:
            hall.walk(service, course)
    walked, begun = time.perf_counter() - begun, time.perf_counter()
    sequence(1_000_000)
    report = verify()
    verified, begun = time.perf_counter() - begun, time.perf_counter()
    verdicts = [replay(case) for case in Case.objects.exclude(status="draft")]
    replayed = time.perf_counter() - begun
    if not report.sound or {one.result for one in verdicts} != {"equal"}:
        raise ValueError(f"{report.findings} {verdicts}")
    events = sum(one.events for one in verdicts)
    return {
        "acts/s by real actions, certificates included": report.size / walked,
        "entries verified/s, rows included": report.size / verified,
        "cases replayed/s, every row compared": len(verdicts) / replayed,
        "events replayed/s": events / replayed,
    }


def main() -> dict[str, Any]:
    """Measure in this process."""
    import django

    django.setup()
    return measure(int(sys.argv[1]))


if __name__ == "__main__":
    print(json.dumps(main()))
