"""Over HTTP, everything on: submissions beside a bare view, latencies at 50 requests a second with the store full."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

from bench import serving
from bench.load import closed_loop, open_loop, percentiles
from bench.serving import Applying

COURSE = "to the desk"

RATE = 50


def measure(folder: Path, cases: int, seconds: float, rounds: int) -> dict[str, float]:
    """Print and return the figures."""
    hall = serving.stored(folder, cases)
    print(f"http: {hall['cases']:,} cases stored ({hall['waiting']:,} tasks open), copied from two real ones")
    figures = {"http rows of a submission": float(hall["rows"])}
    figures |= _beside_bare(folder, hall, seconds, rounds)
    figures |= _latencies(folder, hall, seconds)
    for name, figure in figures.items():
        print(f"http: {name:44} {figure:12,.2f}")
    return figures


def _beside_bare(folder: Path, hall: dict[str, Any], seconds: float, rounds: int) -> dict[str, float]:
    """Alternate both servers on one database, so that a busy machine slows both down."""
    applying, rows = Applying(hall["clients"], COURSE), hall["rows"]
    ours, bare, bulk = [], [], []
    with (
        serving.served(folder, "bench.settings") as full,
        serving.served(folder, "bench.bare_settings") as plain,
    ):
        for _ in range(rounds + 1):  # the first warms up
            ours.append(closed_loop(full, applying, seconds))
            bare.append(closed_loop(plain, lambda: applying.bare("bare", rows), seconds))
            bulk.append(closed_loop(plain, lambda: applying.bare("bulk", rows), seconds))
    submitted, one_by_one, at_once = (statistics.median(rates[1:]) for rates in (ours, bare, bulk))
    return {
        "submissions/s": submitted,
        "bare view/s, a create per row": one_by_one,
        "bare view/s, one statement for all rows": at_once,
        "ratio to bare": submitted / one_by_one,
        "ratio to bare with one statement": submitted / at_once,
    }


def _latencies(folder: Path, hall: dict[str, Any], seconds: float) -> dict[str, float]:
    applying = Applying(hall["clients"], COURSE)
    kinds = {
        "submission": applying,
        "worklist": lambda: serving.page(hall["worklist"]),
        "status": lambda: serving.page(hall["status"]),
    }
    figures = {}
    with serving.served(folder, "bench.settings") as port:
        for name, requests in kinds.items():
            open_loop(port, requests, RATE, 2)  # warms up
            took = percentiles(open_loop(port, requests, RATE, max(seconds * 2, 5)))
            figures |= {f"{name} at {RATE}/s, {cut} ms": value for cut, value in took.items()}
    return figures
