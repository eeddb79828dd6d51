"""Simulate what is published, and keep the figures: seconds of computing that no request should wait for.

The worker does it when it has had nothing to do for a while. The same version gives the same figures anywhere.
"""

from __future__ import annotations

import logging
from typing import Any

from balai.catalog import selectors
from balai.catalog.models import Estimate, Offer, ServiceVersion
from balai.kernel.simulation import Figures, Simulated, simulate
from balai.lib import clock
from balai.lib.db import writing

POINTS = 100
"""A curve is kept as so many steps: every hundredth of the cases."""

_log = logging.getLogger("balai.worker")


def estimate_next() -> int:
    """Simulate one version that is offered and has no figures yet; return how many were (0 = nothing to do).

    A version that cannot be simulated is kept as refused, so that it is tried once.
    """
    offered = Offer.objects.filter(closed_at=None).values("version_id")
    row = (
        ServiceVersion.objects.filter(pk__in=offered, estimate=None)
        .order_by("-published_at", "version")
        .first()
    )
    if row is None:
        return 0
    figures = _figures(row)
    with writing():
        Estimate.objects.get_or_create(version=row, defaults={"figures": figures, "made_at": clock.now()})
    return 1


def _figures(row: ServiceVersion) -> dict[str, Any]:
    try:
        found = simulate(selectors.service(row.version), *selectors.folder(row.version))
    except Exception as error:
        _log.exception("simulating %s", row)
        return {"refused": type(error).__name__}
    return as_json(found)


def as_json(found: Simulated) -> dict[str, Any]:
    """Return simulated figures as they are kept: those of the service as it is first, then of each what-if."""
    return {
        "cases": found.settings.cases,
        "seed": found.settings.seed,
        "per_day": found.settings.per_day,
        "hours": found.settings.hours,
        "guessed": sorted(found.guessed),
        "written": bool(found.settings.changes),
        "runs": [_run(one) for one in (found.base, *found.others)],
    }


def _run(one: Figures) -> dict[str, Any]:
    change = one.change
    return {
        "title": change.title,
        "staff": dict(change.staff),
        "without": sorted(change.without),
        "parallel": [list(pair) for pair in change.parallel],
        "counted": one.cases,
        "days_median": one.days_median,
        "days_90": one.days_90,
        "in_time": one.in_time,
        "ends": one.ends,
        "bottleneck": one.bottleneck,
        "overloaded": one.overloaded,
        "tasks": [
            {
                "task": task.task,
                "count": task.count,
                "half": task.wait_median,
                "most": task.wait_90,
                "in_time": task.in_time,
            }
            for task in one.tasks
        ],
        "posts": [
            {"post": post.post, "count": post.count, "used": post.used, "queue": post.queue}
            for post in one.posts
        ],
        "curve": _curve(one.times),
    }


def _curve(times: tuple[float, ...]) -> list[float]:
    """Return a distribution as the values at every hundredth of it."""
    last = len(times) - 1
    return [round(times[last * step // POINTS], 4) for step in range(POINTS + 1)] if times else []
