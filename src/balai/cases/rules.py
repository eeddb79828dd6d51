"""Who may not do a task, whatever their mandate: pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from balai.kernel.definition.types import Service

NIK = "person.nik"


def people_named(service: Service, answers: Mapping[str, Any]) -> set[str]:
    """Return the NIKs that stand in the answers: those people, too, may not act in the case."""
    found = set()
    for path, field in service.form.fields.items():
        if field.element != NIK:
            continue
        group, _, name = path.partition(".")
        value = (answers.get(group) or {}).get(name) if name else answers.get(group)
        if isinstance(value, str) and value:
            found.add(value)
    return found


def bound_tasks(service: Service, element: str) -> set[str]:
    """Return the tasks that the person who does `element` may not have done (the duties of the service)."""
    return {task for duty in service.duties if element in duty.tasks for task in duty.tasks} - {element}


def wrong_in(
    service: Service, element: str, outcome: str, reason: str, fields: Iterable[str]
) -> dict[str, str]:
    """Return what is wrong with the outcome chosen for a task: field name to code; empty when it is in order."""
    task = service.tasks[element]
    if not task.outcomes:
        return {} if outcome in {"", "done"} else {"outcome": "not_a_choice"}
    chosen = task.outcomes.get(outcome)
    if chosen is None:
        return {"outcome": "not_a_choice" if outcome else "required"}
    wrong = {}
    if chosen.reasons and reason not in chosen.reasons:
        wrong["reason"] = "not_a_choice" if reason else "required"
    if chosen.picks == "fields":
        picked = list(fields)
        if not picked:
            wrong["fields"] = "required"
        elif set(picked) - set(service.form.fields):
            wrong["fields"] = "not_a_choice"
    return wrong
