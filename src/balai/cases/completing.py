"""What is handed in for a task: checked against the definition, and turned into the event's payload."""

from __future__ import annotations

from typing import Any

from balai.cases import errors, rules
from balai.cases.act import Act
from balai.cases.models import Task
from balai.cases.types import Completion
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.case import wording
from balai.lib.errors import InvalidInput


def decided(act: Act, task: Task, done: Completion) -> dict[str, Any]:
    """Check what an official hands in and return the event's payload. Raises InvalidInput, NotConfirmed."""
    wrong = rules.wrong_in(act.service, task.element, done.outcome, done.reason, done.fields)
    form = act.service.form.tasks.get(task.element)
    if form is not None:
        checked = forms.validate(form, done.form, act.facts(), lists=wording.list_titles(act.service))
        wrong |= {error.path: error.code for error in checked}
    if wrong:
        raise InvalidInput(fields=wrong)
    if task.act == "sign" and not done.confirmed:
        raise errors.NotConfirmed
    return {
        "outcome": done.outcome,
        "reason": done.reason,
        "note": done.note,
        "fields": list(done.fields),
        "form": done.form,
    }


def corrected(act: Act, task: Task, done: Completion) -> dict[str, Any]:
    """Check corrected answers: only what the task asks for may change. Raises InvalidInput."""
    if done.answers is None or act.state is None:
        raise InvalidInput(fields={"answers": "required"})
    facts = act.facts()
    allowed = set(kernel.fields_to_correct(act.service, task.element, facts))
    changed = forms.changed(act.service.form, act.state["answers"], done.answers)
    beyond = [path for path in changed if path not in allowed and not _follows(act, path, allowed)]
    facts["form"] = forms.facts(act.service.form, done.answers)
    wrong = {error.path: error.code for error in forms.validate(act.service.form, done.answers, facts)}
    wrong |= dict.fromkeys(beyond, "not_asked")
    if wrong:
        raise InvalidInput(fields=wrong)
    return {"answers": done.answers, "register": done.register or act.state["register"]}


def _follows(act: Act, path: str, allowed: set[str]) -> bool:
    """Tell whether a field may change because its `when` names one that may: its replacement, say."""
    field = act.service.form.fields.get(path)
    if field is None or field.when is None:
        return False
    return any(".".join(name[1:]) in allowed for name in field.when.names if name[0] == "form")
