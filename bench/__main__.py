"""`make bench`: every figure of docs/performance.md, in one run, as ratios. `make bench ARGS=--quick` takes a minute or two.

Figures of a second depend on the machine; ratios, measured in turns on the same machine, are what counts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import decisions, documents, http, process, proof, serving

# name: (figure, at least?, aim)
AIMS = {
    "submission beside the bare view": ("http", "ratio to bare", ">=", 0.6),
    "submission, p95 ms": ("http", "submission at 50/s, p95 ms", "<=", 100),
    "worklist, p95 ms": ("http", "worklist at 50/s, p95 ms", "<=", 50),
    "status page, p95 ms": ("http", "status at 50/s, p95 ms", "<=", 50),
    "process beside SpiffWorkflow": ("process", "ratio", ">=", 100),
    "decisions a second of one core": ("decisions", "balai decisions/s", ">=", 500_000),
    "certificates a second": ("documents", "issued", ">=", 10),
}


def main() -> int:
    """Measure everything and print the aims beside what was reached; return 0 whatever was reached."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 stored cases and short rounds")
    parser.add_argument("--only", nargs="*", default=[], help="http process decisions proof documents ledger")
    given = parser.parse_args()
    said(quick=given.quick)
    figures = measured(quick=given.quick, only=set(given.only))
    print()
    for aim, (part, name, how, wanted) in AIMS.items():
        if part in figures:
            got = figures[part][name]
            reached = got >= wanted if how == ">=" else got <= wanted
            print(f"{'reached' if reached else 'MISSED '}  {aim:34} {got:10.2f}  (aim {how} {wanted})")
    return 0


def said(*, quick: bool) -> None:
    """Print when, where and how."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {memory:.0f} GB, {platform.platform()}"
    )
    print(
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, {'quick' if quick else 'full'} run"
    )


def measured(*, quick: bool, only: set[str]) -> dict[str, dict[str, float]]:
    """Run the parts."""
    seconds = 0.5 if quick else 2.0
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder:
        parts = {
            "process": lambda: process.measure(seconds),
            "decisions": lambda: decisions.measure(seconds),
            "proof": lambda: proof.measure(seconds),
            "documents": lambda: told("documents", documents.measure(seconds * 5)),
            "ledger": lambda: told("ledger", ledger(Path(folder) / "ledger", 3 if quick else 40)),
            "http": lambda: http.measure(Path(folder) / "http", 5_000 if quick else 100_000, seconds * 2, 3),
        }
        return {name: run() for name, run in parts.items() if not only or name in only}


def ledger(folder: Path, times: int) -> dict[str, float]:
    """Measure the proof log in a process of its own."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "bench.ledger", str(times)]
    done = subprocess.run(
        command,
        cwd=serving.ROOT,
        env=serving.environment(folder, "bench.settings"),
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def told(part: str, figures: dict[str, float]) -> dict[str, float]:
    """Print the figures of a part."""
    for name, figure in figures.items():
        print(f"{part}: {name:46} {figure:12,.2f}")
    return figures


if __name__ == "__main__":
    sys.exit(main())
