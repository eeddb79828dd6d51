"""Over HTTP, everything on: submissions beside a bare view, latencies at 50 requests a second with the store full."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any

from bench import serving
from bench.load import Request, closed_loop, open_loop, percentiles
from bench.serving import Applying, Served

COURSE = "to the desk"

RATE = 50


def measure(folder: Path, cases: int, seconds: float, rounds: int) -> dict[str, float]:
    """Print and return the figures."""
    hall = serving.stored(folder, cases)
    print(f"http: {hall['cases']:,} cases stored ({hall['waiting']:,} tasks open), copied from two real ones")
    figures = {"rows of a submission": float(hall["rows"])}
    figures |= _beside_bare(folder, hall, seconds, rounds)
    figures |= _latencies(folder, hall, seconds)
    for name, figure in figures.items():
        print(f"http: {name:44} {figure:12,.2f}")
    return figures


def _beside_bare(folder: Path, hall: dict[str, Any], seconds: float, rounds: int) -> dict[str, float]:
    """Alternate both servers on one database, so that a busy machine slows both down."""
    applying, rows = Applying(hall["clients"], COURSE), hall["rows"]
    with (
        serving.served(folder, "bench.settings") as full,
        serving.served(folder, "bench.bare_settings") as plain,
    ):
        kinds: dict[str, tuple[Served, Callable[[], Request]]] = {
            "submission": (full, applying),
            "bare view, a create per row": (plain, lambda: applying.bare("bare", rows)),
            "bare view, all rows at once": (plain, lambda: applying.bare("bulk", rows)),
        }
        got: dict[str, list[tuple[float, float]]] = {name: [] for name in kinds}
        for _ in range(rounds + 1):  # the first warms up
            for name, (server, requests) in kinds.items():
                got[name].append(_round(server, requests, seconds))
    figures = {}
    for name, each in got.items():
        figures[f"{name}, /s"] = statistics.median(rate for rate, _ in each[1:])
        figures[f"{name}, processor ms"] = statistics.median(cpu for _, cpu in each[1:])
    ours = figures["submission, /s"]
    figures["ratio to bare"] = ours / figures["bare view, a create per row, /s"]
    figures["ratio to bare, all rows at once"] = ours / figures["bare view, all rows at once, /s"]
    return figures


def _reads(server: Served, hall: dict[str, Any], seconds: float) -> dict[str, float]:
    """Return how many pages and cases are read a second, with as many requests as go."""
    bearer = {"Authorization": f"Bearer {hall['clients'][0]['token']}"}
    case = serving.first_case(server.port, bearer)
    kinds = {
        "case over the API": Request("GET", case, headers=bearer),
        "service page": Request("GET", f"/layanan/{hall['clients'][0]['courses'][COURSE]['service']}/"),
        "front page": Request("GET", "/"),
        "status page": serving.page(hall["status"]),
    }
    figures: dict[str, float] = {}
    for name, request in kinds.items():
        again = repeat(request).__next__
        closed_loop(server.port, again, seconds / 4)  # warms up
        rate, cpu = _round(server, again, seconds)
        figures |= {f"{name}, /s": rate, f"{name}, processor ms": cpu}
    return figures


def _round(server: Served, requests: Callable[[], Request], seconds: float) -> tuple[float, float]:
    """Return requests a second and processor time of the server for each, in ms."""
    before = server.cpu_ms()
    count = closed_loop(server.port, requests, seconds)
    return count / seconds, (server.cpu_ms() - before) / max(count, 1)


def _latencies(folder: Path, hall: dict[str, Any], seconds: float) -> dict[str, float]:
    kinds: dict[str, Callable[[], Request]] = {
        "submission": Applying(hall["clients"], COURSE),
        "worklist": lambda: serving.page(hall["worklist"]),
        "status": lambda: serving.page(hall["status"]),
    }
    figures: dict[str, float] = {}
    with serving.served(folder, "bench.settings") as server:
        for name, requests in kinds.items():
            open_loop(server.port, requests, RATE, 2)  # warms up
            before = server.cpu_ms()
            took = open_loop(server.port, requests, RATE, max(seconds * 2, 5))
            figures[f"{name} at {RATE}/s, processor ms"] = (server.cpu_ms() - before) / len(took)
            figures |= {f"{name} at {RATE}/s, {cut} ms": value for cut, value in percentiles(took).items()}
        figures |= _reads(server, hall, seconds)
    return figures
