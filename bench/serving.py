"""The web server as `balai demo` starts it, on the hall that is measured."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from bench.load import Request
from tests.crash.processes import Running

ROOT = Path(__file__).resolve().parents[1]


def environment(folder: Path, settings: str) -> dict[str, str]:
    """Return the environment of a process on the hall in `folder`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}
    own |= {name: os.environ[name] for name in ("BALAI_SERVICES",) if name in os.environ}
    own |= {"BALAI_VAR": str(folder), "BALAI_DEMO": "yes", "DJANGO_SETTINGS_MODULE": settings}
    return own | {"PYTHONPATH": f"{ROOT}{os.pathsep}{own.get('PYTHONPATH', '')}"}


def stored(folder: Path, cases: int) -> dict[str, Any]:
    """Make the hall with so many cases."""
    command = [sys.executable, "-m", "bench.store", str(cases)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder, "bench.settings"), check=True, stdout=subprocess.PIPE
    )
    hall: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return hall


class Served:
    """A web server that runs: its port, and how much processor time it has used."""

    def __init__(self, running: Running) -> None:
        self.port, self.group = running.port, running.processes["web"].pid

    def cpu_ms(self) -> float:
        """Return the processor time of all its processes so far: the same on a busy machine and on a quiet one."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            if int(fields[2]) == self.group:
                ticks += int(fields[11]) + int(fields[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path, settings: str) -> Iterator[Served]:
    """Serve the hall."""
    folder.mkdir(parents=True, exist_ok=True)
    running = Running(environment(folder, settings), folder)
    running.start("web")
    try:
        running.wait_for_answer()
        yield Served(running)
    finally:
        running.stop()


class Applying:
    """Requests that apply, each by the next client and with a key of its own."""

    def __init__(self, clients: list[dict[str, Any]], course: str) -> None:
        self.numbers, self.clients = count(), clients
        self.service: str = clients[0]["courses"][course]["service"]
        self.bodies = [json.dumps({"answers": one["courses"][course]["answers"]}).encode() for one in clients]

    def __call__(self) -> Request:
        """Return the next request."""
        number = next(self.numbers)
        which = number % len(self.clients)
        headers = {
            "Authorization": f"Bearer {self.clients[which]['token']}",
            "Idempotency-Key": f"bench-{os.getpid()}-{number}",
            "Content-Type": "application/json",
        }
        path = f"/api/v1/services/{self.service}/cases"
        return Request("POST", path, self.bodies[which], headers, expects=201)

    def bare(self, kind: str, rows: int) -> Request:
        """Return a request of the bare view: the same body, so many rows."""
        return Request(
            "POST", f"/{kind}/{rows}", self.bodies[0], {"Content-Type": "application/json"}, expects=201
        )


def page(told: dict[str, str]) -> Request:
    """Return a request of a page, signed in."""
    return Request("GET", told["path"], headers={"Cookie": f"balai={told['cookie']}"})


def first_case(port: int, headers: dict[str, str]) -> str:
    """Return the address of a case of the one who asks."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/api/v1/cases", headers=headers)
    return f"/api/v1/cases/{json.loads(connection.getresponse().read())['items'][0]['ref']}"
