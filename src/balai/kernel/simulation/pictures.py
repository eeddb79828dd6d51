"""The four plots of a simulated service."""

from balai.kernel.simulation.plots import Bar, Curve, bars, curves
from balai.kernel.simulation.results import Figures
from balai.kernel.simulation.running import Simulated, titled


def pictures(found: Simulated) -> dict[str, str]:
    """Return the plots by file name: waits, use of people, time of cases, what-ifs."""
    return {
        "waiting.svg": _waiting(found.base),
        "people.svg": _people(found),
        "time.svg": _time(found),
        "what-if.svg": _what_if(found),
    }


def _waiting(base: Figures) -> str:
    rows = [
        Bar(one.name, one.wait_median, f"{one.wait_median:.1f} / {one.wait_90:.1f}", one.wait_90)
        for one in base.tasks
    ]
    return bars(
        "Waiting before each task", rows, "office hours", "dark: half wait no longer; pale: nine of ten"
    )


def _people(found: Simulated) -> str:
    rows = [
        Bar(
            f"{titled(found.service, one.post)}: {one.count}",
            one.used * 100,
            f"{one.used:.0%}",
            marked=one.post == found.base.bottleneck,
        )
        for one in found.base.posts
    ]
    return bars(
        "How busy the posts are", rows, "% of their time for this service", "red: the bottleneck", most=100
    )


def _time(found: Simulated) -> str:
    lines = [Curve(one.change.title, one.times) for one in (found.base, *found.others)]
    limit = found.service.clock.limit
    mark = (float(limit.count), f"limit: {limit}") if limit.unit == "working days" else None
    return curves(
        "Share of cases that end within a time of the legal clock", lines, "days of office time", mark
    )


def _what_if(found: Simulated) -> str:
    rows = [
        Bar(one.change.title, one.days_median, _said(one), one.days_90, marked=bool(one.overloaded))
        for one in (found.base, *found.others)
    ]
    legend = (
        "dark: half of the cases; pale: nine of ten; at the end: share in time; red: somebody cannot keep up"
    )
    return bars("What if", rows, "days of office time", legend)


def _said(one: Figures) -> str:
    return "" if one.in_time is None else f"{one.in_time:.1%}"
