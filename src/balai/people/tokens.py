"""The page where a person makes and revokes access tokens: secrets with which programs act for them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from balai.lib import clock
from balai.people import actions, selectors
from balai.people.access import person_of, signed_in
from balai.people.models import Person
from balai.people.types import SCOPES
from balai.site.fields import Choice, FieldView

DAYS = ("7", "30", "90", "365")
LONGEST_NAME = 80


@signed_in
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens that work, and make another; its secret is shown on the answer to that, and never again."""
    person = person_of(request)
    fields = _fields(
        person, request.POST.get("nama", ""), request.POST.getlist("guna"), request.POST.get("lama", "")
    )
    if request.method == "GET":
        return _page(request, person, fields)
    fields = _checked(fields)
    if any(field.error for field in fields):
        return _page(request, person, fields, status=422)
    name, uses, days = fields
    _token, secret = actions.create_token(
        person=person,
        name=name.value.strip(),
        scopes=uses.values,
        ends=clock.now() + timedelta(days=int(days.value)),
        actor=selectors.applicant(person),
    )
    return _page(request, person, _fields(person, "", [], ""), secret=secret)


def _page(
    request: HttpRequest, person: Person, fields: list[FieldView], *, secret: str = "", status: int = 200
) -> HttpResponse:
    shown = {
        "fields": fields,
        "errors": [field for field in fields if field.error],
        "secret": secret,
        "tokens": selectors.tokens_of(person, clock.now()),
    }
    response = render(request, "people/tokens.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _fields(person: Person, name: str, uses: list[str], days: str) -> list[FieldView]:
    official = selectors.is_official(person, clock.now())
    labels = {
        "apply": _("Mengajukan dan mengikuti permohonan saya"),
        "work": _("Mengerjakan tugas jabatan saya"),
    }
    offered = [Choice(scope, labels[scope]) for scope in SCOPES if official or scope != "work"]
    periods = [Choice(count, _("%(count)s hari") % {"count": count}) for count in DAYS]
    return [
        FieldView("nama", _("Nama program"), values=(name,), hint=_("Misalnya: aplikasi loket."), width=40),
        FieldView("guna", _("Untuk apa?"), "choices", uses, offered),
        FieldView("lama", _("Berlaku berapa lama?"), "select", (days,) if days else (), periods),
    ]


def _checked(fields: list[FieldView]) -> list[FieldView]:
    name, uses, days = fields
    offered = {choice.value for choice in uses.choices}
    if not 0 < len(name.value.strip()) <= LONGEST_NAME:
        name = name.failed(_("Tulis nama program, paling banyak 80 karakter."))
    if not uses.values or not set(uses.values) <= offered:
        uses = uses.failed(_("Pilih sedikitnya satu."))
    if days.value not in DAYS:
        days = days.failed(_("Pilih lamanya."))
    return [name, uses, days]


@signed_in
@require_POST
def revoke(request: HttpRequest, ref: UUID) -> HttpResponse:
    """End one of one's own tokens now."""
    person = person_of(request)
    actions.revoke_token(person=person, ref=ref, actor=selectors.applicant(person))
    messages.success(request, _("Token dicabut. Program itu tidak dapat masuk lagi."))
    return HttpResponseRedirect(reverse("tokens"))
