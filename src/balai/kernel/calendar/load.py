"""Read an agency's calendar from reference/calendars/: its own file, and the list of closed days it names."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from balai.kernel.calendar.types import Calendar
from balai.kernel.problem import Problem, Refused

FOLDER = "reference/calendars/"
_KEYS = {"title", "zone", "week", "cutoff", "days", "joint_leave", "closed"}
_NEEDED = ("title", "zone", "week", "days", "joint_leave")


def load(files: Mapping[str, bytes], name: str) -> Calendar:
    """Return the calendar `name` out of files (path -> bytes). Raises Refused.

    The list of closed days tells which years are covered. Joint leave (cuti bersama) closes an agency whose
    `joint_leave` is true; `closed` adds days of its own.
    """
    path = f"{FOLDER}{name}.toml"
    own = _table(files, path)
    problems = list(_problems(own, path))
    if problems:
        raise Refused(problems)
    days_path = f"{FOLDER}{own['days']}.toml"
    listed = _table(files, days_path)
    try:
        first, last = _span(listed)
        closed = {**_closed(listed, joint_leave=own["joint_leave"]), **_dated(own.get("closed", {}))}
        return Calendar(own["zone"], tuple(own["week"]), closed, own.get("cutoff"), first, last)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(
            [Problem(path, 0, "calendar", f"This is no calendar ({days_path}): {error}")]
        ) from error


def _table(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files[path].decode())
    except KeyError:
        raise Refused([Problem(path, 0, "missing-file", "The calendar file does not exist.")]) from None
    except ValueError as error:
        raise Refused([Problem(path, 0, "toml", f"The file is not TOML: {error}")]) from error


def _problems(own: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for key in _NEEDED:
        if key not in own:
            yield Problem(path, 0, "missing-key", f"`{key}` is missing.")
    for key in sorted(set(own) - _KEYS):
        yield Problem(path, 0, "unknown-key", f"`{key}` means nothing in a calendar.")
    if not isinstance(own.get("cutoff", time()), time):
        yield Problem(
            path, 0, "cutoff", "`cutoff` is not a time.", "Write it without quotes, for example 15:00:00."
        )
    if not isinstance(own.get("joint_leave", True), bool):
        yield Problem(path, 0, "joint-leave", "`joint_leave` is neither true nor false.")


def _span(listed: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and last day of the listed years, which must follow each other without a gap."""
    years = sorted(int(year) for year in listed["year"])
    if not years or years != list(range(years[0], years[-1] + 1)):
        raise ValueError(f"the listed years leave a gap: {years}")
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def _closed(listed: Mapping[str, Any], *, joint_leave: bool) -> dict[date, str]:
    closed: dict[date, str] = {}
    for year, lists in listed["year"].items():
        days = {**(_dated(lists["joint_leave"]) if joint_leave else {}), **_dated(lists["public"])}
        strays = [day for day in days if day.year != int(year)]
        if strays:
            raise ValueError(f"{strays[0].isoformat()} stands in the list of {year}")
        closed |= days
    return closed


def _dated(table: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in table.items()}
