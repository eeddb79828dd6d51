"""Signing: see what will be issued, sign in again, sign. The legal number is taken in that very act."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.cases import access, actions, deciding
from balai.cases.errors import NoMandate, NoSuchCase, NotConfirmed, OwnCase, SamePerson
from balai.cases.types import Completion
from balai.cases.web.task import REFUSED, handed_in, refused_page, settled_page
from balai.cases.web.tasking import TaskView, dossier_of, task_view
from balai.kernel.case import numbering, wording
from balai.lib.errors import InvalidInput
from balai.lib.keys.sealing import KeyDestroyed, SealBroken, seal, unseal
from balai.people.access import confirm, confirmed_recently, official, person_of, spend_confirmation
from balai.site.types import Row

if TYPE_CHECKING:
    from balai.cases.dossier import Dossier
    from balai.cases.models import Task
    from balai.kernel.definition.types import Certificate
    from balai.people.models import Person

_CHOSEN = "signing"


@dataclass(frozen=True)
class Preview:
    """What the signature issues: the facts that are frozen by it, and how its number will look."""

    id: str
    title: str
    number: str
    rows: list[Row]


@official
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, ref: UUID, n: int) -> HttpResponseBase:
    """Show what will be signed; after signing in again, sign it."""
    person = person_of(request)
    dossier = dossier_of(access.get_case(person, ref), person)
    task = access.worklist(person).filter(case_id=ref, n=n).first()
    if task is None:
        return settled_page(request, dossier, ref, n)
    if task.act != "sign":
        raise NoSuchCase
    if request.method == "GET":
        return _page(request, dossier, task, person, _kept(request, dossier))
    return _sign(request, dossier, task, person)


def _sign(request: HttpRequest, dossier: Dossier, task: Task, person: Person) -> HttpResponseBase:
    """Check what was decided, have it confirmed, and only then sign."""
    handed = _kept(request, dossier) if confirmed_recently(request) else None
    if handed is None:
        handed, refused = handed_in(request, dossier, task, person)
        if not handed.in_order or refused:
            return _page(request, dossier, task, person, None, handed, status=422)
        _keep(request, dossier, handed)
        return confirm(request, request.path)
    try:
        done = handed.done_as(spend_confirmation(request))
        actions.complete_task(case=dossier.case, n=task.n, seq=None, done=done, person=person)
    except (*REFUSED, InvalidInput, NotConfirmed) as error:
        return refused_page(request, dossier, task, person, handed, error)
    request.session.pop(_CHOSEN, None)
    return HttpResponseRedirect(reverse("desk_case", args=[dossier.case.pk]))


# -- what was chosen before signing in again: sealed under the case's key, for this page only


def _keep(request: HttpRequest, dossier: Dossier, handed: deciding.Handed) -> None:
    done = handed.done
    what = {"outcome": done.outcome, "reason": done.reason, "note": done.note, "form": done.form}
    chosen = {"seq": dossier.case.seq, "done": what}
    sealed = seal(dossier.case.key, _place(request), json.dumps(chosen).encode())
    request.session[_CHOSEN] = {"path": request.path, "sealed": sealed.hex()}


def _kept(request: HttpRequest, dossier: Dossier) -> deciding.Handed | None:
    """Return what was chosen on this page, as long as the case has not changed since; None without."""
    kept = request.session.get(_CHOSEN)
    if not kept or kept["path"] != request.path:
        return None
    try:
        chosen: dict[str, Any] = json.loads(
            unseal(dossier.case.key, _place(request), bytes.fromhex(kept["sealed"]))
        )
    except (KeyDestroyed, SealBroken, ValueError):
        return None
    return deciding.Handed(Completion(**chosen["done"])) if chosen["seq"] == dossier.case.seq else None


def _place(request: HttpRequest) -> str:
    return f"signing:{request.path}"


# -- the page


def _page(
    request: HttpRequest,
    dossier: Dossier,
    task: Task,
    person: Person,
    kept: deciding.Handed | None,
    handed: deciding.Handed | None = None,
    status: int = 200,
) -> HttpResponse:
    view = task_view(dossier, task, person, handed=handed or kept)
    shown = {
        "dossier": dossier,
        "task": view,
        "errors": view.errors,
        "previews": previews(dossier, task),
        "signatory": _block(dossier, task, person),
        "confirmed": kept is not None and confirmed_recently(request),
        "chosen": _chosen(view),
    }
    return render(request, "cases/desk/sign.html", shown, status=status)


def _chosen(view: TaskView) -> str:
    return next((option.title for option in view.options if option.checked), "")


def _block(dossier: Dossier, task: Task, person: Person) -> list[Row]:
    """Return the signature block as it will be printed; empty for somebody who may not sign."""
    try:
        actor = actions.authorised(dossier.case, task, person)
    except (NoMandate, OwnCase, SamePerson):
        return []
    return [Row(_("Jabatan"), actor.post), Row(_("Nama"), actor.name), Row(_("Mandat"), actor.mandate)]


def previews(dossier: Dossier, task: Task) -> list[Preview]:
    """Return what the process may issue after this signature, with the facts as they would be frozen now."""
    certificates = dossier.service.certificates.values()
    return [_preview(dossier, one) for one in certificates if task.element in one.taken_at]


def _preview(dossier: Dossier, certificate: Certificate) -> Preview:
    language = dossier.words.language
    rows = [
        Row(
            _("Nomor"),
            number_ahead(dossier, certificate),
            note=_("Nomor urut diambil saat Anda menandatangani."),
        )
    ]
    for path in certificate.public:
        name = path.removeprefix("form.")
        value = wording.in_words(dossier.service, dossier.facts, path, language)
        if path != "certificate.number" and value:
            known = name in dossier.service.form.fields
            rows.append(Row(dossier.words.field(name) if known else dossier.words.decision(path), value))
    return Preview(
        certificate.id, dossier.words.certificate(certificate.id), number_ahead(dossier, certificate), rows
    )


def number_ahead(dossier: Dossier, certificate: Certificate) -> str:
    """Return how the number will look, dots in the place of the serial."""
    today = dossier.calendar.local(dossier.at).date()
    pattern = numbering.take(certificate, dossier.facts, dossier.state["region"], today)
    return f"{pattern.prefix}{'•' * pattern.digits}{pattern.suffix}"
