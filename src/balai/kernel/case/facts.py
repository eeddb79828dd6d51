"""The facts that every expression of a folder sees (docs/format.md section 1), built from the state and the event's instant."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from balai.kernel import feel, forms
from balai.kernel.calendar import Calendar, OutsideCalendar, count
from balai.kernel.case.types import State
from balai.kernel.definition.types import Service
from balai.kernel.feel import Expression

Facts = dict[str, Any]


def facts_of(service: Service, calendar: Calendar, state: State, at: datetime) -> Facts:
    """Return `form register task span case list certificate` and each decision by its bare name, typed for FEEL."""
    facts: Facts = {name: feel.decode(value) for name, value in state["decisions"].items()}
    facts["form"] = forms.facts(service.form, state["answers"])
    facts["register"] = feel.decode(state["register"])
    facts["task"] = {element: feel.decode(values) for element, values in state["tasks"].items()}
    facts["list"] = lists_of(service)
    facts["certificate"] = feel.decode(state["certificate"])
    facts["case"] = {
        "number": state["number"],
        "submitted_on": calendar.local(datetime.fromisoformat(state["submitted_at"])).date(),
        "today": calendar.local(at).date(),
        "due": _date(state["due_on"]),
        "reason": state["reason"].get("title", ""),
        "reason_basis": state["reason"].get("basis", ""),
    }
    facts["span"] = spans(service, calendar, facts)
    return facts


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def lists_of(service: Service) -> dict[str, list[dict[str, str]]]:
    """Return the service's own tables as FEEL lists of contexts; shared code lists (`region.*`) are no facts."""
    found = _lists.get(service.version)
    if found is None:
        found = {name: [dict(row) for row in rows] for name, rows in service.lists.items() if "." not in name}
        if len(_lists) > 64:
            _lists.clear()
        _lists[service.version] = found
    return found


_lists: dict[str, dict[str, list[dict[str, str]]]] = {}


def spans(service: Service, calendar: Calendar, facts: Facts) -> dict[str, Any]:
    """Count the days that service.toml declares; null while one of the two dates is unknown or outside the calendar."""
    return {
        name: _days(calendar, span.start.evaluate(facts), span.end.evaluate(facts), span.unit)
        for name, span in service.spans.items()
    }


def _days(calendar: Calendar, start: Any, end: Any, unit: Any) -> Any:
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    try:
        return feel.decode(count(calendar, start, end, unit))
    except OutsideCalendar:
        return None


def call_arguments(service: Service, element: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate the arguments of a service task's operation; the values are JSON as `feel.encode` writes it."""
    return {
        name: feel.encode(argument.evaluate(facts)) if isinstance(argument, Expression) else argument
        for name, argument in service.tasks[element].arguments.items()
    }


def fields_to_correct(service: Service, element: str, facts: Mapping[str, Any]) -> list[str]:
    """Return the paths of the form fields that the applicant may change in this task."""
    correct = service.tasks[element].correct
    paths = correct.evaluate(facts) if correct is not None else None
    return [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []
