"""A task of the applicant: what may be changed, why it was asked, and the answers as they would be afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from balai.cases import lookups
from balai.cases.models import Decision
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.calendar import Calendar
from balai.kernel.case import wording
from balai.lib import clock

if TYPE_CHECKING:
    from balai.cases.models import Case, Task
    from balai.kernel.definition.types import Service
    from balai.people.models import Person


@dataclass
class Correction:
    """An open task of the applicant, and answers: those of the case, or those handed in now."""

    case: Case
    task: Task
    service: Service
    state: dict[str, Any]

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar of the case."""
        return catalog.calendar(self.state["calendar"])

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The facts with these answers."""
        return kernel.facts_of(self.service, self.calendar, self.state, clock.now())

    @cached_property
    def asked(self) -> list[str]:
        """The paths that may change: those asked for, and those whose condition names one of them, in form order."""
        wanted = set(kernel.fields_to_correct(self.service, self.task.element, self.facts))
        form = self.service.form
        return [path for path in form.fields if path in wanted or self._follows(path, wanted)]

    @cached_property
    def demanded(self) -> frozenset[str]:
        """The paths that a rule found missing: they are no longer left to choice."""
        if not self._decisions:
            return frozenset()
        return frozenset(kernel.fields_to_correct(self.service, self.task.element, self.facts))

    def _follows(self, path: str, wanted: set[str]) -> bool:
        when = self.service.form.fields[path].when
        return when is not None and any(
            ".".join(name[1:]) in wanted for name in when.names if name[0] == "form"
        )

    @property
    def note(self) -> str:
        """What the official wrote about the correction; "" when the rules asked for it."""
        for task in self.service.tasks.values():
            said = self.facts["task"].get(task.id, {})
            outcome = task.outcomes.get(str(said.get("outcome") or ""))
            if outcome is not None and outcome.picks and not self._decisions:
                return str(said.get("note") or "")
        return ""

    @property
    def reason(self) -> tuple[str, str]:
        """The element and the code of the reason that the official gave; ("", "") when the rules asked for it."""
        for task in self.service.tasks.values():
            said = self.facts["task"].get(task.id, {})
            outcome = task.outcomes.get(str(said.get("outcome") or ""))
            if outcome is not None and outcome.picks and said.get("reason") and not self._decisions:
                return task.id, str(said["reason"])
        return "", ""

    @property
    def _decisions(self) -> list[str]:
        """The decisions that say what is missing."""
        correct = self.service.tasks[self.task.element].correct
        return (
            [name[0] for name in correct.names if name[0] in self.service.rules.decisions] if correct else []
        )

    @property
    def rulings(self) -> list[Decision]:
        """The last run of each decision that says what is missing."""
        rows = Decision.objects.filter(case=self.case, decision__in=self._decisions).order_by("n")
        return list({row.decision: row for row in rows}.values())

    # -- handing in

    def taken(self, raw: Callable[[str], list[str]]) -> tuple[Correction, forms.Reading]:
        """Return the correction with what was posted put in, and how it was read."""
        reading = forms.read(self.service.form, self.asked, raw)
        merged = forms.merge(self.state["answers"], reading.values)
        other = replace(self, state=self.state | {"answers": merged})
        pruned = forms.prune(self.service.form, merged, other.facts)
        after = replace(self, state=self.state | {"answers": pruned})
        after.__dict__["asked"] = self.asked
        after.__dict__["demanded"] = self.demanded
        return after, reading

    def wrong(self, reading: forms.Reading) -> tuple[forms.FieldError, ...]:
        """Return what is wrong with the fields that were asked for."""
        form, unread = self.service.form, {error.path: error for error in reading.errors}
        lists = wording.list_titles(self.service)
        found = {
            error.path: error
            for error in forms.validate(form, self.state["answers"], self.facts, self.asked, lists)
        }
        return tuple((found | unread)[path] for path in form.fields if path in found or path in unread)

    def compare(self, before: Correction, person: Person) -> None:
        """Ask the register again about each person whose NIK or name changed. Raises TooMany."""
        changed = forms.changed(self.service.form, before.state["answers"], self.state["answers"])
        register = dict(self.state["register"])
        for group in {self.service.form.fields[path].group for path in changed}:
            if not group or not self.service.form.groups[group].lookup:
                continue
            now = lookups.question(self.service, group, self.state["answers"])
            if now is not None and now != lookups.question(self.service, group, before.state["answers"]):
                register[group] = {"found": lookups.matches(now, person)}
        self.state["register"] = register


def opened(case: Case, task: Task) -> Correction:
    """Return the applicant's task, opened. Raises KeyDestroyed."""
    return Correction(case, task, catalog.service(case.version), case.open_state())
