"""The counter: an official with the act "identify" confirms whose account it is, the card in hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from balai.lib import clock
from balai.lib.errors import DomainError, Forbidden
from balai.lib.limits.attempts import Limit, attempt
from balai.people import confirming, inputs, selectors
from balai.people.access import official, person_of
from balai.people.errors import NoSuchAccount
from balai.people.models import Person
from balai.site.fields import Choice, FieldView

SEEN = "sudah"
_CONFIRMING = (Limit(60, 3600),)


@official
@require_http_methods(["GET", "POST"])
def confirm_identity(request: HttpRequest) -> HttpResponseBase:
    """Ask for account, NIK and name, and that the card was compared; then confirm."""
    person = person_of(request)
    actor = selectors.authority_to_identify(person, clock.now())
    if actor is None:
        raise Forbidden
    if request.method == "GET":
        return _page(request, _fields({}, {}))
    typed = {name: request.POST.get(name, "") for name in ("surel", "nik", "nama", "cocok")}
    (nik, nik_error), (name, name_error) = inputs.read_nik(typed["nik"]), inputs.read_name(typed["nama"])
    wrong = {
        "surel": "" if "@" in typed["surel"] else _("Ketik alamat surel akun pemohon."),
        "nik": nik_error,
        "nama": name_error,
        "cocok": "" if typed["cocok"] == SEEN else _("Cocokkan dahulu orangnya dengan KTP-el asli."),
    }
    if any(wrong.values()):
        return _page(request, _fields(typed, wrong))
    attempt("people.confirm", str(person.ref), _CONFIRMING)
    try:
        confirmed = confirming.confirm_identity(
            email=typed["surel"], government=person.government, nik=nik, name=name, actor=actor
        )
    except DomainError as refused:
        where = "surel" if isinstance(refused, NoSuchAccount) else "nik"
        return _page(request, _fields(typed, {where: str(refused.text)}))
    return _done(request, confirmed)


def _done(request: HttpRequest, confirmed: Person) -> HttpResponse:
    messages.success(request, _("Jati diri %(name)s sudah dipastikan.") % {"name": confirmed.name})
    return HttpResponseRedirect(reverse("counter"))


def _page(request: HttpRequest, fields: list[FieldView]) -> HttpResponse:
    errors = [one for one in fields if one.error]
    shown = {"fields": fields, "errors": errors}
    return render(request, "people/counter.html", shown, status=422 if errors else 200)


def _fields(typed: dict[str, str], wrong: dict[str, str]) -> list[FieldView]:
    seen = Choice(SEEN, _("Saya sudah mencocokkan wajah pemohon dengan KTP-el asli."))
    chosen = [typed["cocok"]] if typed.get("cocok") else []
    fields = [
        FieldView("surel", _("Alamat surel akun pemohon"), "email", [typed.get("surel", "")]),
        FieldView("nik", _("NIK di KTP-el"), "nik", [typed.get("nik", "")]),
        FieldView("nama", _("Nama lengkap di KTP-el"), "text", [typed.get("nama", "")]),
        FieldView("cocok", _("Pemeriksaan"), "choices", chosen, [seen]),
    ]
    return [one.failed(wrong[one.name]) if wrong.get(one.name) else one for one in fields]
