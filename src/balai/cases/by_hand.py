"""What an official gives in the place of an operation that failed for good: the results that it declares.

What the case knows already (an argument of the same name, the number and code that were taken) is not asked: the answer
by hand cannot differ from it. A list is asked as the number of its records, which is all that tables may count on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from balai.cases import rules
from balai.cases.models import Case
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.kernel import feel, nik
from balai.kernel.calendar import Calendar
from balai.kernel.definition.operations import OPERATIONS
from balai.lib import clock
from balai.registers import selectors as registers

Kind = Literal["text", "nik", "date", "count"]
LONGEST, MOST = 120, 99
_KINDS: Mapping[str, Kind] = {"text": "text", "date": "date", "datetime": "date", "list": "count"}


@dataclass(frozen=True)
class Wanted:
    """One result to give; `declared` is its kind as the operation declares it."""

    name: str
    kind: Kind
    declared: str


@dataclass
class Given:
    """What was given: values as `feel.encode` writes them, and a code by name for what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def asked(case: Case, element: str) -> tuple[Wanted, ...]:
    """Return the results that a person must give for this service task."""
    declared, elements = _declared(case, element), _elements(case, element)
    known = _known(case, element)
    return tuple(
        Wanted(name, "nik" if elements.get(name) == rules.NIK else _KINDS[kind], kind)
        for name, kind in declared.items()
        if name not in known and kind in _KINDS
    )


def read(case: Case, element: str, given: Mapping[str, Any]) -> Given:
    """Check what was given, texts by name (dates as ISO 8601), and return it as the operation would have answered."""
    calendar = catalog.calendar(case.open_state()["calendar"])
    found = Given(
        {name: value for name, value in _known(case, element).items() if name in _declared(case, element)}
    )
    for one in asked(case, element):
        text = str(given.get(one.name, "")).strip()
        code = _wrong(one, text, calendar)
        if code:
            found.wrong[one.name] = code
        else:
            found.values[one.name] = _value(one, text, calendar)
    return found


def _wrong(one: Wanted, text: str, calendar: Calendar) -> str:
    if not text:
        return "required"
    if one.kind == "nik":
        return "nik" if {"length", "digits"} & set(nik.read(text, clock.now().date()).warnings) else ""
    if one.kind == "date":
        return _wrong_date(text, calendar)
    if one.kind == "count":
        return "" if text.isascii() and text.isdigit() and int(text) <= MOST else "count"
    return "too_long" if len(text) > LONGEST else ""


def _wrong_date(text: str, calendar: Calendar) -> str:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return "date"
    return "future" if on > calendar.local(clock.now()).date() else ""


def _value(one: Wanted, text: str, calendar: Calendar) -> Any:
    if one.kind == "count":
        return [{} for _ in range(int(text))]
    if one.kind != "date":
        return text
    on = date.fromisoformat(text)
    return feel.encode(datetime.combine(on, time(), calendar.tz) if one.declared == "datetime" else on)


# -- what the definition and the case say


def _declared(case: Case, element: str) -> dict[str, str]:
    """Return the results that the operation gives here: a register answers an addition with fields of its own."""
    task = catalog.service(case.version).tasks[element]
    results: dict[str, str] = dict(OPERATIONS[task.call].results)
    if task.call == "register.add":
        own = _elements(case, element)
        results = {name: kind for name, kind in results.items() if name in own or kind == "datetime"}
    return results


def _elements(case: Case, element: str) -> Mapping[str, str]:
    """Return the data element of each field with which a register answers an addition."""
    task = catalog.service(case.version).tasks[element]
    if task.call != "register.add":
        return {}
    return registers.results_of(str(task.arguments["register"]), case.government)


def _known(case: Case, element: str) -> dict[str, Any]:
    """Return what the case knows by the names of results: arguments of the call, and what its certificate took."""
    service, state = catalog.service(case.version), case.open_state()
    facts = kernel.facts_of(service, catalog.calendar(state["calendar"]), state, clock.now())
    arguments = kernel.call_arguments(service, element, facts)
    taken = state["certificates"].get(arguments.get("certificate", ""), {})
    return {name: value for name, value in (arguments | taken).items() if value is not None}
