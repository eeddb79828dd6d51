"""Who gains and who loses: every worked example of both versions, walked through both."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from balai.kernel import calendar, feel, forms
from balai.kernel.calendar import Calendar
from balai.kernel.case import draft_facts, facts_of
from balai.kernel.case.example import walk
from balai.kernel.definition.types import Example, Service
from balai.kernel.difference.types import Fate
from balai.kernel.problem import Refused

Files = Mapping[str, bytes]
Folder = Literal["old", "new", "both"]


def fates(old: Service, new: Service, shared_old: Files, shared_new: Files) -> tuple[tuple[Fate, ...], int]:
    """Return the examples that end otherwise, and how many were compared.

    An example that both versions have is the same person in both: where only its steps were adapted, each version walks
    its own. Any other example is walked through both as it stands.
    """
    found, count = [], 0
    for example, other, folder in _pairs(old, new):
        days = _calendars(example, other, shared_old, shared_new, folder)
        if days is None:
            continue
        count += 1
        was, now = _end(old, example, days[0]), _end(new, other, days[1])
        if was != now:
            found.append(_fate(example, folder, was, now))
    return tuple(found), count


def _pairs(old: Service, new: Service) -> Iterator[tuple[Example, Example, Folder]]:
    before = {one.name: one for one in old.examples}
    after = {one.name: one for one in new.examples}
    for name, one in before.items():
        other = after.get(name)
        if other is not None and _person(one) == _person(other):
            yield one, other, "both"
        else:
            yield one, one, "old"
    for name, other in after.items():
        if name not in before or _person(before[name]) != _person(other):
            yield other, other, "new"


def _person(example: Example) -> tuple[Any, ...]:
    return example.agency, example.submitted, example.form, example.register


def _calendars(
    one: Example, other: Example, shared_old: Files, shared_new: Files, folder: Folder
) -> tuple[Calendar, Calendar] | None:
    """Return the calendars of both; None when one cannot be read. An example of one folder brings its calendar along."""
    sources = (shared_new if folder == "new" else shared_old, shared_old if folder == "old" else shared_new)
    try:
        return calendar.load(sources[0], one.calendar), calendar.load(sources[1], other.calendar)
    except Refused:
        return None


def _end(service: Service, example: Example, days: Calendar) -> dict[str, Any]:
    """Return how an example ends: see `Fate`."""
    course, mismatches = walk(service, example, days)
    state = course.state or {}
    stopped = next((f"{one.expected}: {one.got}" for one in mismatches if one.what == "step"), "")
    waiting = sorted(row["element"] for row in state.get("open_tasks", {}).values())
    return {
        "result": state.get("status", "refused at the door"),
        "end": state.get("end", ""),
        "due_on": state.get("due_on"),
        "fee": _fee(service, days, state, course.at) if state else None,
        "open": waiting,
        "stopped": stopped,
        "refused": _refused(service, example, days),
    }


def _fee(service: Service, days: Calendar, state: dict[str, Any], at: Any) -> Any:
    if service.fee.expression is None:
        return service.fee.amount
    return feel.encode(service.fee.expression.evaluate(facts_of(service, days, state, at)))


def _refused(service: Service, example: Example, days: Calendar) -> list[str]:
    """Return the answers for which the form could not be handed in."""
    facts = draft_facts(service, days, example.form, example.register, example.submitted)
    lists = {name: _titles(rows) for name, rows in service.lists.items()}
    return [one.path for one in forms.validate(service.form, dict(example.form), facts, lists=lists)]


def _titles(rows: tuple[Mapping[str, str], ...]) -> dict[str, str]:
    cells = [tuple(row.values()) for row in rows]
    return {cell[0]: cell[min(1, len(cell) - 1)] for cell in cells}


def _fate(example: Example, folder: Folder, was: dict[str, Any], now: dict[str, Any]) -> Fate:
    keys = [key for key in was if was[key] != now[key]]
    left = ({key: one[key] for key in keys} for one in (was, now))
    return Fate(example.name, example.title, folder, _effect(was, now), *left)


def _effect(was: dict[str, Any], now: dict[str, Any]) -> Literal["gains", "loses", "differs"]:
    """Say what it is for the applicant: may I apply, is it granted, what does it cost, by when must they be done."""
    for worse in (_shut, _not_granted, _costs, _late):
        before, after = worse(was), worse(now)
        if before is not None and after is not None and before != after:
            return "loses" if after > before else "gains"
    return "differs"


def _shut(end: dict[str, Any]) -> int:
    return len(end["refused"])


def _not_granted(end: dict[str, Any]) -> int | None:
    ranks = {"granted": 0, "withdrawn": 1, "refused": 1}
    return ranks.get(end["result"])


def _costs(end: dict[str, Any]) -> int | None:
    return end["fee"] if isinstance(end["fee"], int) else None


def _late(end: dict[str, Any]) -> int | None:
    return date.fromisoformat(end["due_on"]).toordinal() if end["due_on"] else None
