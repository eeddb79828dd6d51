"""Correcting: only what was asked for, with the reason shown; sending it lets the case go on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.cases import access, actions, correcting, inputs, shown
from balai.cases.correcting import Correction
from balai.cases.errors import CaseMoved, NoSuchCase, TaskGone
from balai.cases.fieldviews import Fields, sentences
from balai.cases.types import Completion
from balai.cases.web.drafting import words_of
from balai.documents import selectors as documents
from balai.kernel import forms
from balai.lib.errors import InvalidInput, TooMany
from balai.people.access import person_of, signed_in
from balai.site.fields import ErrorLine, FieldView

if TYPE_CHECKING:
    from balai.people.models import Person


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, ref: UUID, n: int) -> HttpResponse:
    """Show the fields that were asked for, or hand them in. Handed in already: back to the case, which says so."""
    person = person_of(request)
    case = access.get_own_case(person, ref)
    actions.fire_due_timers(case.pk)
    try:
        case, task = access.get_task(person, ref, n)
    except TaskGone:
        messages.info(
            request, _("Permintaan ini sudah Anda jawab atau sudah lewat. Ini keadaannya sekarang.")
        )
        return HttpResponseRedirect(reverse("case", args=[ref]))
    if not task.applicant:
        raise NoSuchCase
    asked = correcting.opened(case, task)
    if request.method == "POST":
        return _hand_in(request, asked, person)
    return _show(request, asked, person)


def _hand_in(request: HttpRequest, before: Correction, person: Person) -> HttpResponse:
    case, form = before.case, before.service.form
    refs, refused = inputs.uploads(request, form, owner=person, government=case.government)
    after, reading = before.taken(inputs.raw(request, form, refs, refused))
    wrong = after.wrong(reading)
    if wrong or refused:
        return _show(request, after, person, wrong, reading, refused)
    if not forms.changed(form, before.state["answers"], after.state["answers"]):
        return _show(request, after, person, lines=[_nothing_changed(after)])
    try:
        after.compare(before, person)
        done = Completion(answers=after.state["answers"], register=after.state["register"])
        actions.complete_task(case=case, n=before.task.n, seq=case.seq, done=done, person=person)
    except (TaskGone, CaseMoved, TooMany) as error:
        return _show(request, after, person, lines=[ErrorLine(error.text)], status=error.status)
    except InvalidInput as error:
        said = tuple(forms.FieldError(path, code) for path, code in error.details["fields"].items())
        return _show(request, after, person, said, reading)
    messages.success(request, _("Terkirim. Permohonan Anda berjalan lagi."))
    return HttpResponseRedirect(reverse("case", args=[case.ref]))


def _nothing_changed(asked: Correction) -> ErrorLine:
    first = FieldView(asked.asked[0], "").id if asked.asked else ""
    return ErrorLine(
        _("Belum ada yang Anda ubah. Perbaiki sedikitnya satu isian, lalu kirim."),
        f"#{first}" if first else "",
    )


def _show(
    request: HttpRequest,
    asked: Correction,
    person: Person,
    wrong: tuple[forms.FieldError, ...] = (),
    reading: forms.Reading | None = None,
    refused: dict[str, str] | None = None,
    lines: list[ErrorLine] | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    words, form = words_of(asked.service), asked.service.form
    unread = {error.path for error in reading.errors} if reading else set()
    typed = (
        {name: texts for name, texts in reading.typed.items() if name.partition("-")[0] in unread}
        if reading
        else {}
    )
    told = sentences(wrong, form, words) | (refused or {})
    made = Fields(
        words,
        form,
        asked.state["answers"],
        typed=typed,
        errors=told,
        vault=lambda one: documents.vault(person, one.element or one.path),
        upload_url=reverse("upload", args=[asked.case.ref]),
        demanded=asked.demanded,
    )
    fields = [made.view(path) for path in asked.asked]
    errors: list[FieldView | ErrorLine] = [*(one for one in fields if one.error), *(lines or [])]
    element, code = asked.reason
    context = {
        "case": asked.case,
        "task": asked.task,
        "words": words,
        "title": words.task(asked.task.element),
        "reason": words.reason(element, code) if element else "",
        "note": asked.note,
        "rulings": shown.rulings(asked.case, asked.rulings, words),
        "fields": fields,
        "errors": errors,
        "stopped": asked.service.tasks[asked.task.element].clock == "stopped",
    }
    return render(request, "cases/correct.html", context, status=status or (422 if errors else 200))
