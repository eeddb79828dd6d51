"""What an official hands in for a task, read and checked the same for a page and for the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from balai.cases import papers, rules
from balai.cases.types import Completion
from balai.kernel import forms

if TYPE_CHECKING:
    from balai.kernel.definition.types import Service
    from balai.people.models import Person

OUTCOME, REASON, NOTE, FIELDS = "hasil", "alasan", "catatan", "isian"
PREFIX = "putusan:"
LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Handed:
    """What was handed in: `wrong` maps outcome, reason, note, fields to a code, `errors` are about the task's own form."""

    done: Completion
    wrong: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[forms.FieldError, ...] = ()
    typed: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def in_order(self) -> bool:
        """Whether it can be handed on."""
        return not (self.wrong or self.errors)

    def done_as(self, confirmed: str) -> Completion:
        """Return the completion of a signatory who proved themselves again in this way."""
        return replace(self.done, confirmed=confirmed)


def name_of(part: str, outcome: str = "") -> str:
    """Return the name of a control of the decision; it cannot be that of a field of the task's form."""
    return f"{PREFIX}{part}" + (f":{outcome}" if outcome else "")


def read(
    service: Service, element: str, facts: Mapping[str, Any], raw: Callable[[str], list[str]], person: Person
) -> Handed:
    """Read what was posted for a task: `raw` gives the texts of a control."""
    outcome = _first(raw(name_of(OUTCOME)))
    reason = _first(raw(name_of(REASON, outcome))) if outcome else ""
    note = _first(raw(name_of(NOTE))).strip()
    fields = tuple(text for text in raw(name_of(FIELDS)) if text) if _picks(service, element, outcome) else ()
    form = service.form.tasks.get(element)
    taken = forms.take(form, {}, facts, list(form.fields), raw) if form else forms.Taken({}, (), {})
    done = Completion(outcome=outcome, reason=reason, note=note, fields=fields, form=dict(taken.answers))
    return checked(service, element, done, person, taken)


def checked(
    service: Service, element: str, done: Completion, person: Person, taken: forms.Taken | None = None
) -> Handed:
    """Return a completion with all that is wrong with it. Files must lie in the vault of who hands them in."""
    wrong = rules.wrong_in(service, element, done.outcome, done.reason, done.fields)
    if len(done.note) > LONGEST_NOTE:
        wrong["note"] = "too_long"
    form = service.form.tasks.get(element)
    foreign = papers.foreign(form, done.form, person) if form else ()
    errors = {error.path: error for error in (*(taken.errors if taken else ()), *foreign)}
    return Handed(done, wrong, tuple(errors.values()), taken.typed if taken else {})


def _picks(service: Service, element: str, outcome: str) -> bool:
    chosen = service.tasks[element].outcomes.get(outcome)
    return chosen is not None and chosen.picks == "fields"


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""
