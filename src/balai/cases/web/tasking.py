"""A task as its page shows it: what can be decided, the task's own fields, and why somebody may not do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.cases import actions, deciding, dossier, worklist
from balai.cases.dossier import Dossier, in_days
from balai.cases.errors import NoMandate, OwnCase, SamePerson
from balai.cases.fieldviews import Fields, sentences
from balai.cases.lookups import NIK
from balai.documents import selectors as documents
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.lib.errors import DomainError
from balai.people import selectors as people
from balai.site.fields import Choice, ErrorLine, FieldView
from balai.site.templatetags.kit import moment
from balai.site.types import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from balai.cases.models import Case, Task
    from balai.documents.models import Document
    from balai.kernel.definition.types import Outcome
    from balai.people.models import Person


@dataclass(frozen=True)
class Option:
    """One outcome: its reasons with their articles, and whether fields must be ticked."""

    id: str
    value: str
    title: str
    checked: bool
    reasons: FieldView | None
    picks: FieldView | None


@dataclass
class TaskView:
    """What the page beside a case shows."""

    task: Task
    title: str
    left: str
    tone: Tone
    basis: str
    mine: bool
    taken_by: str
    barred: str = ""
    options: list[Option] = field(default_factory=list)
    fields: list[FieldView] = field(default_factory=list)
    note: FieldView | None = None
    wrong: str = ""
    errors: list[FieldView | ErrorLine] = field(default_factory=list)
    upload: bool = False

    @property
    def outcome_name(self) -> str:
        """The name of the control that holds the outcome."""
        return deciding.name_of(deciding.OUTCOME)


def dossier_of(case: Case, reader: Person) -> Dossier:
    """Return the dossier of a case in the language of the page."""
    return dossier.of(case, reader, get_language() or "id")


def task_view(
    about: Dossier,
    task: Task,
    person: Person,
    *,
    handed: deciding.Handed | None = None,
    refused: dict[str, str] | None = None,
    said: DomainError | None = None,
) -> TaskView:
    """Return the task as this official sees it; `handed` is what they tried, `said` why it was refused."""
    left = worklist.days_left(about.calendar, task.due_on, about.at)
    overdue = task.due_at is not None and task.due_at <= about.at
    view = TaskView(
        task=task,
        title=about.words.task(task.element),
        left="" if left is None else in_days(left, overdue=overdue),
        tone="danger" if overdue else "warning" if left is not None and left <= 1 else "info",
        basis="; ".join(about.words.cited(one) for one in about.service.tasks[task.element].basis),
        mine=task.taken_by == person.ref,
        taken_by="" if task.taken_by == person.ref else about.taken_by(task),
        barred=_barred(about.case, task, person),
    )
    if not view.barred:
        _put_form(view, about, person, handed, refused or {})
        _put_decision(view, about, handed)
    if said is not None:
        view.errors.insert(0, ErrorLine(_refusal(said)))
    return view


def _barred(case: Case, task: Task, person: Person) -> str:
    """Return why the person may not do this task, "" when they may."""
    try:
        actions.authorised(case, task, person)
    except (NoMandate, OwnCase, SamePerson) as error:
        return str(error.text)
    return ""


def _refusal(error: DomainError) -> str:
    who = error.details.get("who")
    return _("Tugas ini sedang dikerjakan %(who)s.") % {"who": who} if who else str(error.text)


# -- the decision


def _put_decision(view: TaskView, about: Dossier, handed: deciding.Handed | None) -> None:
    done, wrong = (handed.done, handed.wrong) if handed else (None, {})
    outcomes = about.service.tasks[view.task.element].outcomes
    chosen = done.outcome if done else ""
    for number, outcome in enumerate(outcomes.values(), start=1):
        view.options.append(
            _option(about, view.task.element, outcome, number, handed if outcome.id == chosen else None)
        )
    view.wrong = _("Pilih hasilnya.") if "outcome" in wrong else ""
    if view.wrong:
        view.errors.append(ErrorLine(view.wrong, "#hasil-1"))
    view.errors += [
        one for option in view.options for one in (option.reasons, option.picks) if one and one.error
    ]
    view.note = FieldView(
        name=deciding.name_of(deciding.NOTE),
        label=_("Catatan"),
        kind="textarea",
        values=(done.note,) if done and done.note else (),
        hint=_("Pemohon dapat membaca catatan ini."),
        error=_("Persingkat catatan menjadi paling banyak 2.000 karakter.") if "note" in wrong else "",
        optional=True,
        rows=3,
    )
    if view.note.error:
        view.errors.append(view.note)


def _option(
    about: Dossier, element: str, outcome: Outcome, number: int, handed: deciding.Handed | None
) -> Option:
    """Return an outcome; `handed` is given for the one that was chosen."""
    return Option(
        id=f"hasil-{number}",
        value=outcome.id,
        title=about.words.outcome(element, outcome.id),
        checked=handed is not None,
        reasons=_reasons(about, element, outcome, handed) if outcome.reasons else None,
        picks=_picks(about, handed) if outcome.picks == "fields" else None,
    )


def _reasons(about: Dossier, element: str, outcome: Outcome, handed: deciding.Handed | None) -> FieldView:
    choices = [
        Choice(
            one.id,
            about.words.reason(element, one.id),
            "; ".join(about.words.cited(law) for law in one.basis),
        )
        for one in outcome.reasons.values()
    ]
    return FieldView(
        name=deciding.name_of(deciding.REASON, outcome.id),
        label=_("Alasan"),
        kind="choice",
        values=(handed.done.reason,) if handed else (),
        choices=choices,
        error=_("Pilih alasannya.") if handed and "reason" in handed.wrong else "",
    )


def _picks(about: Dossier, handed: deciding.Handed | None) -> FieldView:
    """Return the answers that may be sent back to the applicant, as boxes to tick: what registers say is no answer."""
    form, answers = about.service.form, about.state["answers"]
    visible = forms.shown(form, answers, about.facts)
    choices = [
        Choice(path, _field_in_group(about, path))
        for path in form.fields
        if path in visible and not _by_account(about, path)
    ]
    return FieldView(
        name=deciding.name_of(deciding.FIELDS),
        label=_("Isian yang harus diperbaiki"),
        kind="choices",
        values=handed.done.fields if handed else (),
        choices=choices,
        error=_("Centang sedikitnya satu isian.") if handed and "fields" in handed.wrong else "",
    )


def _field_in_group(about: Dossier, path: str) -> str:
    """Return what a field is called where fields of all subjects stand in one list: "NIK (Ibu)"."""
    group = about.service.form.fields[path].group
    title = about.words.field(path)
    return f"{title} ({about.words.group(group)})" if group else title


def _by_account(about: Dossier, path: str) -> bool:
    """Say whether an answer came from the applicant's account or from the register about the applicant: not theirs to mend."""
    one = about.service.form.fields[path]
    group = about.service.form.groups.get(one.group)
    element = about.service.elements.get(one.element)
    held = one.element == NIK or (element is not None and bool(element.register))
    return group is not None and group.subject == "applicant" and held


# -- the task's own form


def _put_form(
    view: TaskView, about: Dossier, person: Person, handed: deciding.Handed | None, refused: dict[str, str]
) -> None:
    form = about.service.form.tasks.get(view.task.element)
    if form is None:
        return
    wrong = sentences(handed.errors, form, about.words) | refused if handed else refused
    fields = Fields(
        about.words,
        form,
        handed.done.form if handed else {},
        typed=handed.typed if handed else {},
        errors=wrong,
        vault=_given(person, handed),
        upload_url=reverse("desk_upload", args=[about.case.ref, view.task.n]),
    )
    view.fields = [fields.view(path) for path in form.fields]
    view.upload = any(one.kind in UPLOADED for one in form.fields.values())
    view.errors += [one for one in view.fields if one.error]


def _given(person: Person, handed: deciding.Handed | None) -> Callable[[forms.Field], list[Document]]:
    """Return what gives the files handed in with this try: a task's evidence is not picked from older cases."""

    def given(asked: forms.Field) -> list[Document]:
        value = forms.get(handed.done.form, asked.path) if handed else None
        refs = set(value if isinstance(value, list) else [value] if value else [])
        return [one for one in documents.vault(person, asked.element or asked.path) if str(one.ref) in refs]

    return given


# -- a task that is over


def outcome_of(about: Dossier, done: Task) -> str:
    """Return who finished a task and how, for somebody who came too late."""
    title = about.words.task(done.element)
    if done.status != "done" or done.closed_at is None or done.closed_by is None:
        return _("%(task)s tidak perlu dikerjakan lagi.") % {"task": title}
    told = {
        "task": title,
        "who": people.names_of([done.closed_by]).get(done.closed_by, ""),
        "when": moment(done.closed_at),
        "outcome": about.words.outcome(done.element, done.outcome),
    }
    if told["outcome"]:
        return _("%(task)s sudah diselesaikan %(who)s pada %(when)s: %(outcome)s.") % told
    return _("%(task)s sudah diselesaikan %(who)s pada %(when)s.") % told
