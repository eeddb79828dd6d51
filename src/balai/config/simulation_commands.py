"""`balai simulate FOLDER`: how a service runs under load, as a table, JSON and plots."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel.definition import load
from balai.kernel.problem import Refused
from balai.kernel.simulation import FILE, Figures, Simulated
from balai.kernel.simulation import simulate as run
from balai.kernel.simulation.pictures import pictures
from balai.kernel.simulation.running import titled


def simulate(arguments: Sequence[str]) -> int:
    """Print the figures of a simulated service; return 1 when the folder or the settings are refused."""
    parser = argparse.ArgumentParser(
        prog="balai simulate", description="Estimate how a service runs under load."
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument(
        "--with", dest="given", metavar="FILE", type=Path, help=f"overrides {FILE} key by key"
    )
    parser.add_argument("--cases", type=int, help="how many cases arrive")
    parser.add_argument("--seed", type=int, help="another number, other luck")
    parser.add_argument("--plots", metavar="FOLDER", type=Path, help="write the plots there, as SVG")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--reference", metavar="FOLDER", type=Path, help="default: the nearest folder `reference`"
    )
    given = parser.parse_args(arguments)
    try:
        found = _run(given)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        parser.error(f"{error.strerror or 'not a folder'}: {error.filename or error}")
    print(json.dumps(_as_json(found), indent=2, ensure_ascii=False) if given.json else told(found))
    if given.plots:
        given.plots.mkdir(parents=True, exist_ok=True)
        for name, svg in pictures(found).items():
            (given.plots / name).write_text(svg, encoding="utf-8")
    return 0


def _run(given: argparse.Namespace) -> Simulated:
    near = given.reference or reference_near(given.folder)
    shared = read_reference(near) if near else {}
    files = read_folder(given.folder)
    service = load(files, shared, given.folder.resolve().name)
    more = given.given.read_bytes() if given.given else None
    return run(service, files, shared, more, cases=given.cases, seed=given.seed)


def told(found: Simulated) -> str:
    """Return the figures as plain tables."""
    base, assumed = found.base, found.settings
    heading = (
        f"{found.service.title}: {base.cases} cases counted of {assumed.cases}, "
        f"{assumed.per_day:g} a working day, seed {assumed.seed}"
    )
    lines = [heading, "", _row("Task", "times", "wait half", "wait 90 %", "in time")]
    for task in base.tasks:
        waits = (f"{task.wait_median:.1f} h", f"{task.wait_90:.1f} h")
        lines.append(_row(task.name, f"{task.count}", *waits, _share(task.in_time)))
    lines += ["", _row("Post", "people", "busy", "queue")]
    for post in base.posts:
        said = _row(
            titled(found.service, post.post), f"{post.count}", f"{post.used:.0%}", f"{post.queue:.1f}"
        )
        lines.append(said + _mark(base, post.post))
    lines += ["", _row("What if", "half", "90 %", "in time", "busiest")]
    lines += [_summary(one) for one in (base, *found.others)]
    lines += ["", "Ends: " + ", ".join(f"{end} {share:.1%}" for end, share in base.ends.items())]
    return "\n".join([*lines, *_meant(found)])


def _row(first: str, *rest: str) -> str:
    return f"{first[:38]:38}" + "".join(f"{one:>14}" for one in rest)


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _mark(base: Figures, post: tuple[str, str]) -> str:
    return (
        "  cannot keep up" if post in base.overloaded else "  bottleneck" if post == base.bottleneck else ""
    )


def _summary(one: Figures) -> str:
    busiest = max((post.used for post in one.posts), default=0.0)
    return _row(
        one.change.title,
        f"{one.days_median:.2f} d",
        f"{one.days_90:.2f} d",
        _share(one.in_time),
        f"{busiest:.0%}",
    )


def _meant(found: Simulated) -> list[str]:
    """Return what the figures mean, and what they rest on."""
    limit = found.service.clock.limit
    said = [f"Cases: days of office time while the legal clock ({limit}) ran. Waits: office hours."]
    if found.guessed:
        said.append(
            f"Shares of branches come from the examples, which try everything and measure nothing: "
            f"{', '.join(sorted(found.guessed))}. Write [branch.<gateway>] in {FILE}."
        )
    said += [f"Given up: {count} cases, {why}." for why, count in found.base.stuck.items()]
    return said


def _as_json(found: Simulated) -> dict[str, Any]:
    return {
        "service": found.service.name,
        "cases": found.settings.cases,
        "seed": found.settings.seed,
        "runs": [_figures(one) for one in (found.base, *found.others)],
        "shares": found.shares,
        "guessed": sorted(found.guessed),
    }


def _figures(one: Figures) -> dict[str, Any]:
    values = asdict(one)
    del values["times"]
    change = values.pop("change")
    return {
        "what_if": {**change, "without": sorted(change["without"])},
        **values,
        "overloaded": one.overloaded,
    }


COMMANDS = {"simulate": simulate}
