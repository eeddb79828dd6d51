"""Incidents: an effect failed for good; whoever heads the office tries again, or answers by hand with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.cases import access, actions
from balai.cases.errors import NoSuchCase, TaskGone
from balai.cases.web.tasking import dossier_of
from balai.lib.errors import InvalidInput
from balai.people.access import official, person_of
from balai.site.fields import Choice, FieldView

if TYPE_CHECKING:
    from balai.cases.dossier import Dossier, Trouble

RETRY, BY_HAND = "retry", "by_hand"
LONGEST_REASON = 300


@official
@require_http_methods(["GET", "POST"])
def incident(request: HttpRequest, ref: UUID, n: int) -> HttpResponse:
    """Show one incident, or settle it."""
    person = person_of(request)
    dossier = dossier_of(access.get_case(person, ref), person)
    trouble = next((one for one in dossier.incidents if one.n == n), None)
    if trouble is None or not trouble.url:
        raise NoSuchCase
    if request.method == "GET":
        return _page(request, dossier, trouble, "", "")
    how, reason = request.POST.get("cara", ""), request.POST.get("alasan", "")[:LONGEST_REASON]
    try:
        actions.settle_incident(case=dossier.case, n=n, how=how, reason=reason, result={}, person=person)
    except InvalidInput:
        return _page(request, dossier, trouble, how, reason, status=422)
    except TaskGone:
        messages.info(request, _("Kendala ini sudah ditangani orang lain."))
    else:
        messages.success(request, _("Kendala ditangani. Berkas berjalan lagi."))
    return HttpResponseRedirect(reverse("desk_case", args=[ref]))


def _page(
    request: HttpRequest, dossier: Dossier, trouble: Trouble, how: str, reason: str, status: int = 200
) -> HttpResponse:
    choice, text = _fields(how, reason)
    if status != 200:
        choice = choice.failed(_("Pilih cara menanganinya.")) if how not in {RETRY, BY_HAND} else choice
        text = text.failed(_("Tulis alasan dan apa yang sudah dilakukan.")) if how == BY_HAND else text
    errors = [one for one in (choice, text) if one.error]
    shown = {"dossier": dossier, "trouble": trouble, "fields": [choice, text], "errors": errors}
    return render(request, "cases/desk/incident.html", shown, status=status)


def _fields(how: str, reason: str) -> tuple[FieldView, FieldView]:
    choices = [
        Choice(RETRY, _("Coba lagi sekarang"), _("Pilih ini bila penyebabnya sudah hilang.")),
        Choice(
            BY_HAND,
            _("Sudah diselesaikan di luar sistem"),
            _("Berkas berjalan terus tanpa jawaban sistem itu."),
        ),
    ]
    choice = FieldView("cara", _("Apa yang dilakukan?"), "choice", (how,) if how else (), choices)
    text = FieldView(
        "alasan",
        _("Alasan"),
        "textarea",
        (reason,) if reason else (),
        hint=_("Wajib bila diselesaikan di luar sistem. Tercatat dalam buku bukti."),
        rows=3,
    )
    return choice, text
