"""The case on the desk: everything about it, and beside it the task to do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balai.cases import access, actions, deciding, inputs
from balai.cases.dossier import Dossier
from balai.cases.errors import CaseMoved, NoMandate, NoSuchCase, OwnCase, SamePerson, TaskGone, TaskTaken
from balai.cases.models import Task
from balai.cases.shown import about_document
from balai.cases.web.tasking import TaskView, dossier_of, outcome_of, task_view
from balai.documents import access as documents
from balai.documents import selectors as held
from balai.documents.delivery import deliver
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.lib.errors import DomainError, InvalidInput
from balai.people.access import official, person_of

if TYPE_CHECKING:
    from balai.people.models import Person

LOOK_AGAIN = 4
REFUSED = (TaskGone, TaskTaken, CaseMoved, NoMandate, OwnCase, SamePerson)


@official
@require_GET
def case(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a case; the first task in it that is this official's stands beside it."""
    person = person_of(request)
    dossier = dossier_of(access.get_case(person, ref), person)
    mine = access.worklist(person).filter(case_id=ref).first()
    return _page(request, dossier, task_view(dossier, mine, person) if mine else None)


@official
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, ref: UUID, n: int) -> HttpResponseBase:
    """Show a case with one task, or finish that task."""
    person = person_of(request)
    found, open_task = access.get_case(person, ref), _open(person, ref, n)
    dossier = dossier_of(found, person)
    if open_task is None:
        return settled_page(request, dossier, ref, n)
    if request.method == "GET" or open_task.act == "sign":
        return _page(request, dossier, task_view(dossier, open_task, person))
    return _finish(request, dossier, open_task, person)


def _open(person: Person, ref: UUID, n: int) -> Task | None:
    return access.worklist(person).filter(case_id=ref, n=n).first()


def settled_page(request: HttpRequest, dossier: Dossier, ref: UUID, n: int) -> HttpResponse:
    """Show a case whose task is over, and say who finished it. Raises NoSuchCase when there never was such a task."""
    status = TaskGone.status if request.method == "POST" else 200
    return _page(request, dossier, None, settled=_settled(dossier, ref, n), status=status)


def _settled(dossier: Dossier, ref: UUID, n: int) -> str:
    """Return who finished a task that is no longer open. Raises NoSuchCase when there never was one."""
    done = Task.objects.filter(case_id=ref, n=n).first()
    if done is None:
        raise NoSuchCase
    return outcome_of(dossier, done)


def _finish(request: HttpRequest, dossier: Dossier, task: Task, person: Person) -> HttpResponse:
    """Hand in what was decided; on any refusal the page comes back with everything typed."""
    handed, refused = handed_in(request, dossier, task, person)
    if not handed.in_order or refused:
        return _again(request, dossier, task, person, handed, refused)
    try:
        actions.complete_task(case=dossier.case, n=task.n, seq=_seq(request), done=handed.done, person=person)
    except (*REFUSED, InvalidInput) as error:
        return refused_page(request, dossier, task, person, handed, error)
    _tell(request, dossier, task, handed)
    return HttpResponseRedirect(reverse("desk"))


def handed_in(
    request: HttpRequest, dossier: Dossier, task: Task, person: Person
) -> tuple[deciding.Handed, dict[str, str]]:
    """Read what was posted; files go into the official's own vault first."""
    form = dossier.service.form.tasks.get(task.element)
    refs: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    if form is not None:
        refs, refused = inputs.uploads(request, form, owner=person, government=dossier.case.government)
    raw = inputs.raw(request, form, refs, refused) if form else request.POST.getlist
    return deciding.read(dossier.service, task.element, dossier.facts, raw, person), refused


def _seq(request: HttpRequest) -> int | None:
    text = request.POST.get("seq", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _again(
    request: HttpRequest,
    dossier: Dossier,
    task: Task,
    person: Person,
    handed: deciding.Handed,
    refused: dict[str, str],
) -> HttpResponse:
    return _page(
        request, dossier, task_view(dossier, task, person, handed=handed, refused=refused), status=422
    )


def refused_page(
    request: HttpRequest,
    dossier: Dossier,
    task: Task,
    person: Person,
    handed: deciding.Handed,
    error: DomainError,
) -> HttpResponse:
    """Show the case as it stands now, with the refusal and, where it is still one's task, all that was typed."""
    fresh = dossier_of(access.get_case(person, dossier.case.pk), person)
    still = _open(person, dossier.case.pk, task.n)
    if still is None:
        return _page(
            request, fresh, None, settled=_settled(fresh, dossier.case.pk, task.n), status=error.status
        )
    view = task_view(fresh, still, person, handed=handed, said=error)
    return _page(request, fresh, view, status=error.status)


def _tell(request: HttpRequest, dossier: Dossier, task: Task, handed: deciding.Handed) -> None:
    outcome = dossier.words.outcome(task.element, handed.done.outcome)
    told = {"number": dossier.case.number, "task": dossier.words.task(task.element), "outcome": outcome}
    if outcome:
        messages.success(request, _("%(number)s, %(task)s: %(outcome)s. Tersimpan.") % told)
    else:
        messages.success(request, _("%(number)s, %(task)s: selesai. Tersimpan.") % told)


def _page(
    request: HttpRequest, dossier: Dossier, view: TaskView | None, *, settled: str = "", status: int = 200
) -> HttpResponse:
    shown = {"dossier": dossier, "task": view, "settled": settled, "errors": view.errors if view else []}
    response = render(request, "cases/desk/case.html", shown, status=status)
    if dossier.working and view is None:
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


# -- taking


@official
@require_POST
def take(request: HttpRequest, ref: UUID, n: int) -> HttpResponseBase:
    """Reserve a task; whoever is too late learns who was faster."""
    person = person_of(request)
    found, _task = access.get_task(person, ref, n)
    try:
        actions.take_task(case=found, n=n, person=person)
    except REFUSED as error:
        messages.error(request, _sentence(error))
    return HttpResponseRedirect(reverse("desk_task", args=[ref, n]))


@official
@require_POST
def release(request: HttpRequest, ref: UUID, n: int) -> HttpResponseBase:
    """Give a task back to everybody."""
    person = person_of(request)
    found, _task = access.get_task(person, ref, n)
    actions.release_task(case=found, n=n, person=person)
    messages.success(request, _("Tugas dikembalikan. Petugas lain dapat mengambilnya."))
    return HttpResponseRedirect(reverse("desk"))


def _sentence(error: DomainError) -> str:
    """Return a refusal in one sentence, with the name of who was faster."""
    who = error.details.get("who")
    return _("Tugas ini sedang dikerjakan %(who)s.") % {"who": who} if who else str(error.text)


# -- files


@official
@require_POST
def upload(request: HttpRequest, ref: UUID, n: int) -> HttpResponse:
    """Take one file for a field of the task's form, as soon as it is chosen."""
    person = person_of(request)
    found, open_task = access.get_task(person, ref, n)
    form = dossier_of(found, person).service.form.tasks.get(open_task.element)
    field: forms.Field | None = form.fields.get(request.POST.get("field", "")) if form else None
    file = request.FILES.get("file")
    if field is None or field.kind not in UPLOADED or file is None:
        raise NoSuchCase
    document = inputs.accept(file, field, owner=person, government=found.government)
    told = {"ref": str(document.ref), "name": document.name, "about": about_document(document)}
    return JsonResponse(told, status=201)


@official
@require_GET
def document(request: HttpRequest, ref: UUID, document: UUID) -> HttpResponse:
    """Hand over a document that the case names; opening the case was recorded as a read."""
    person = person_of(request)
    dossier = dossier_of(access.get_case(person, ref), person)
    found = dossier.files.get(str(document))
    if found is None:
        raise NoSuchCase
    return deliver(documents.hand_over(found), inline=True)


@official
@require_GET
def issued(request: HttpRequest, ref: UUID, document: UUID) -> HttpResponse:
    """Hand over what was issued in the case."""
    found = access.get_case(person_of(request), ref)
    wanted = next((one for one in held.issued_in(found.pk) if one.ref == document), None)
    if wanted is None:
        raise NoSuchCase
    return deliver(documents.hand_over(wanted), inline=True)
