"""Incidents: an effect failed for good; whoever heads the office tries again, or gives its answer by hand with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from balai.cases import access, by_hand, incidents
from balai.cases.errors import NoSuchCase, TaskGone
from balai.cases.incidents import BY_HAND, RETRY
from balai.cases.web.tasking import dossier_of
from balai.kernel.forms.dates import from_parts
from balai.lib.errors import InvalidInput
from balai.people.access import official, person_of
from balai.site.fields import Choice, FieldView, Kind

if TYPE_CHECKING:
    from balai.cases.dossier import Dossier, Trouble

LONGEST_REASON = 300
PREFIX = "jawaban:"
_PARTS = ("day", "month", "year")
_KINDS: Mapping[by_hand.Kind, Kind] = {"text": "text", "nik": "nik", "date": "date", "count": "integer"}
_LABELS: Mapping[str, str | Promise] = {
    "nik": gettext_lazy("NIK yang dicatat"),
    "number": gettext_lazy("Nomor yang dicatat"),
    "code": gettext_lazy("Kode verifikasi"),
    "at": gettext_lazy("Tanggal dikerjakan"),
    "records": gettext_lazy("Jumlah catatan yang cocok"),
}
_WRONG: Mapping[str, str | Promise] = {
    "reason": gettext_lazy("Tulis alasan dan apa yang sudah dilakukan."),
    "how": gettext_lazy("Pilih cara menanganinya."),
    "required": gettext_lazy("Isi jawaban ini, atau pilih coba lagi."),
    "nik": gettext_lazy("NIK terdiri atas 16 angka. Periksa lalu ketik lagi."),
    "date": gettext_lazy("Tanggal ini tidak ada. Tulis tanggal, bulan, dan tahun."),
    "future": gettext_lazy("Tanggal ini belum tiba. Tulis tanggal hari ini atau sebelumnya."),
    "count": gettext_lazy("Tulis angka bulat, 0 bila tidak ada."),
    "too_long": gettext_lazy("Jawaban ini terlalu panjang. Tulis paling banyak 120 karakter."),
}


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
        return _page(request, dossier, trouble, {})
    how, reason = request.POST.get("cara", ""), request.POST.get("alasan", "")[:LONGEST_REASON]
    result = {one.name: _typed(request.POST, one) for one in by_hand.asked(dossier.case, trouble.element)}
    try:
        incidents.settle_incident(
            case=dossier.case, n=n, how=how, reason=reason, result=result, person=person
        )
    except InvalidInput as refused:
        return _page(request, dossier, trouble, refused.details["fields"], status=422)
    except TaskGone:
        messages.info(request, _("Kendala ini sudah ditangani orang lain."))
    else:
        messages.success(request, _("Kendala ditangani. Berkas berjalan lagi."))
    return HttpResponseRedirect(reverse("desk_case", args=[ref]))


def _typed(posted: QueryDict, one: by_hand.Wanted) -> str:
    """Return what was typed for a result: a date as ISO 8601, or as it stands when it is no date."""
    name = PREFIX + one.name
    if one.kind != "date":
        return posted.get(name, "").replace(" ", "") if one.kind == "nik" else posted.get(name, "")
    parts = [posted.get(f"{name}-{part}", "") for part in _PARTS]
    on: date | None = from_parts(*parts)
    return on.isoformat() if on else "-".join(parts).strip("-")


def _page(
    request: HttpRequest, dossier: Dossier, trouble: Trouble, wrong: Mapping[str, str], status: int = 200
) -> HttpResponse:
    fields = [*_fields(request.POST, wrong), *_results(request.POST, dossier, trouble, wrong)]
    errors = [one for one in fields if one.error]
    shown = {"dossier": dossier, "trouble": trouble, "fields": fields, "errors": errors}
    return render(request, "cases/desk/incident.html", shown, status=status)


def _fields(posted: QueryDict, wrong: Mapping[str, str]) -> list[FieldView]:
    choices = [
        Choice(RETRY, _("Coba lagi sekarang"), _("Pilih ini bila penyebabnya sudah hilang.")),
        Choice(
            BY_HAND,
            _("Sudah diselesaikan di luar sistem"),
            _(
                "Tulis di bawah jawaban yang seharusnya diberikan sistem itu; berkas berjalan terus dengannya."
            ),
        ),
    ]
    how, reason = posted.getlist("cara"), posted.getlist("alasan")
    choice = FieldView("cara", _("Apa yang dilakukan?"), "choice", how, choices)
    hint = _("Wajib bila diselesaikan di luar sistem. Tercatat dalam buku bukti.")
    text = FieldView("alasan", _("Alasan"), "textarea", reason, hint=hint, rows=3)
    return [
        choice.failed(_WRONG["how"]) if "how" in wrong else choice,
        text.failed(_WRONG["reason"]) if "reason" in wrong else text,
    ]


def _results(
    posted: QueryDict, dossier: Dossier, trouble: Trouble, wrong: Mapping[str, str]
) -> list[FieldView]:
    """Return a field for each result that the operation would have given."""
    views = []
    for one in by_hand.asked(dossier.case, trouble.element):
        name = PREFIX + one.name
        names = [f"{name}-{part}" for part in _PARTS] if one.kind == "date" else [name]
        values = [posted.get(part, "") for part in names] if posted else ()
        hint = _("Hanya bila diselesaikan di luar sistem.")
        view = FieldView(
            name, _LABELS.get(one.name, one.name), _KINDS[one.kind], values, hint=hint, optional=True
        )
        views.append(view.failed(_WRONG[wrong[one.name]]) if one.name in wrong else view)
    return views
