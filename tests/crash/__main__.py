"""Kill the web server and the worker at random moments under load; then count. `python -m tests.crash --kills 500`.

What must hold afterwards: every acknowledged application is there exactly once, every case has its entry of the proof
log and every entry its case, nothing is stuck, the log verifies, and every case replays byte for byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash.load import Client, Journal
from tests.crash.processes import Running

ROOT = Path(__file__).resolve().parents[2]
VICTIMS = (("web",), ("worker",), ("worker",), ("web", "worker"))
LEASE_SECONDS = "2"
CLIENTS = 8


@dataclass
class Crashes:
    """One run: a folder of its own, the processes, the clients, the dice."""

    folder: Path
    kills: int
    seed: int
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the processes' environment: a demo of its own, whose dead workers' jobs are free again soon."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("BALAI_", "TEST_"))}
        own |= {name: os.environ[name] for name in ("BALAI_SERVICES",) if name in os.environ}
        own |= {"BALAI_VAR": str(self.folder), "BALAI_DEMO": "yes", "BALAI_JOB_LEASE_SECONDS": LEASE_SECONDS}
        own |= {"DATABASE_URL": self.database, "PYTHONPATH": f"{ROOT}{os.pathsep}{own.get('PYTHONPATH', '')}"}
        return own | {"DJANGO_SETTINGS_MODULE": own.get("CRASH_SETTINGS", "balai.config.settings")}

    def run(self) -> dict[str, Any]:
        """Prepare, load, kill, let it settle, judge."""
        clients = self._python("tests.crash.scene", str(CLIENTS))["clients"]
        running, journal, stop = (
            Running(self.environment, self.folder),
            Journal(self.folder / "journal"),
            threading.Event(),
        )
        threads = [Client(number, one, running.port, journal, stop) for number, one in enumerate(clients)]
        try:
            for name in ("web", "worker"):
                running.start(name)
            running.wait_for_answer()
            for thread in threads:
                thread.start()
            self._kill_and_start(running, stop)
            stop.set()
            for thread in threads:
                thread.join()
            verdict = self._python("tests.crash.judge", str(self.folder / "journal"))
        finally:
            stop.set()
            running.stop()
        verdict["wrong"] += (
            [] if journal.count >= self.kills else ["hardly anything was acknowledged: no load"]
        )
        verdict["wrong"] += [f"{thread.name}: {thread.refused}" for thread in threads if thread.refused]
        return {"kills": self.kills, "requests": sum(thread.tries for thread in threads), **verdict}

    def _kill_and_start(self, running: Running, stop: threading.Event) -> None:
        dice = random.Random(self.seed)
        for _ in range(self.kills):
            if stop.wait(dice.uniform(0.2, 1.2)):
                return
            victims = dice.choice(VICTIMS)
            for name in victims:
                running.kill(name)
            for name in victims:
                running.start(name)
            if "web" in victims:
                running.wait_for_answer()

    def _python(self, module: str, argument: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", module, argument],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return said


def main() -> int:
    """Run; print the figures and what is wrong; return 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite"
    )
    given = parser.parse_args()
    database = ""
    if given.postgres:
        from tests.databases import start_postgres

        database = start_postgres()
    folder = Path(tempfile.mkdtemp(prefix="balai-crash-"))
    started = time.monotonic()
    verdict = Crashes(folder, given.kills, given.seed, database).run()
    wrong = verdict.pop("wrong")
    figures = ", ".join(f"{count} {name}" for name, count in verdict.items())
    print(f"{figures}, {time.monotonic() - started:.0f} s")  # noqa: T201
    for sentence in wrong[:50]:
        print(f"WRONG: {sentence}")  # noqa: T201
    print(f"{len(wrong)} wrong; see {folder}" if wrong else "nothing lost, nothing doubled")  # noqa: T201
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
