"""The pages about oneself: the account, identifying, the confirmation of a signature, and the demo's
people.
"""

import json

from allauth.mfa.base.forms import ReauthenticateForm
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from balai.lib import clock
from balai.lib.errors import DomainError
from balai.lib.limits.attempts import Limit, attempt
from balai.people import actions, cipher, demo, inputs, rules, selectors
from balai.people.access import (
    account_of,
    confirmed_by,
    demo_only,
    has_second_factor,
    is_persona,
    person_of,
    put_confirmation,
    safe_next,
    signed_in,
)
from balai.people.models import Account, Person
from balai.people.signin import OFFICIALS_START, sign_in_as_persona
from balai.site.fields import ErrorLine, FieldView
from balai.site.types import Action, Row

_DRAFT = "identity"
_IDENTIFYING = (Limit(10, 3600),)
_CONFIRMING = (Limit(10, 600),)


def _account(request: HttpRequest) -> Account:
    account = account_of(request)
    if account is None:
        raise Http404
    return account


# ---- the account ---------------------------------------------------------------------------------------


@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show what the hall knows about the one who is signed in, and how they sign in."""
    account = _account(request)
    person = account.person
    shown = {
        "identity": _identity_rows(person) if person else [],
        "security": _security_rows(account),
        "posts": selectors.capacities_of(person, clock.now()) if person else [],
    }
    return render(request, "people/account.html", shown)


def _identity_rows(person: Person) -> list[Row]:
    change = Action(_("Ubah"), reverse("change_phone"), _("nomor telepon"))
    return [
        Row(_("Nama lengkap"), person.name),
        Row(_("NIK"), rules.masked_nik(person.nik)),
        Row(_("Nomor telepon"), person.phone, [change]),
        Row(_("Daerah"), person.government.name),
        Row(_("Jati diri"), _confirmation(person)),
    ]


def _confirmation(person: Person) -> str:
    if person.is_confirmed:
        return _("Sudah dipastikan kantor layanan")
    return _(
        "Belum dipastikan. Datang ke loket dengan KTP-el asli agar data kependudukan Anda dapat dipakai di sini."
    )


def _security_rows(account: Account) -> list[Row]:
    password = Action(_("Ubah"), reverse("account_change_password"), _("kata sandi"))
    if not account.has_usable_password():
        password = Action(_("Buat"), reverse("account_set_password"), _("kata sandi"))
    factor = has_second_factor(account)
    second = Action(_("Atur") if factor else _("Pasang"), reverse("mfa_index"), _("aplikasi autentikator"))
    return [
        Row(_("Alamat surel"), account.email),
        Row(_("Kata sandi"), "••••••••" if account.has_usable_password() else _("Belum dibuat"), [password]),
        Row(_("Aplikasi autentikator"), _("Terpasang") if factor else _("Belum dipasang"), [second]),
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def change_phone(request: HttpRequest) -> HttpResponseBase:
    """Change one's telephone number."""
    person = person_of(request)
    field = inputs.phone_field(person.phone)
    if request.method == "POST":
        typed = request.POST.get("telepon", "")
        phone, error = inputs.read_phone(typed)
        if not error:
            actions.change_phone(person=person, phone=phone, actor=selectors.applicant(person))
            messages.success(request, _("Nomor telepon Anda sudah diubah."))
            return HttpResponseRedirect(reverse("account"))
        field = inputs.phone_field(typed).failed(error)
    return render(request, "people/phone.html", {"field": field, "errors": [field]}, status=_status(field))


def _status(*fields: FieldView) -> int:
    return 422 if any(field.error for field in fields) else 200


# ---- identifying: one thing per page -------------------------------------------------------------------


@signed_in
@require_GET
def identify(request: HttpRequest) -> HttpResponseBase:
    """Begin, or go on where the answers end; `next` is kept until everything is given."""
    if _account(request).person:
        return HttpResponseRedirect(safe_next(request, reverse("account")))
    draft = _draft(request)
    if "next" in request.GET:
        _keep(request, {**draft, "next": safe_next(request, reverse("account"))})
    return _on(draft)


@signed_in
@require_http_methods(["GET", "POST"])
def identify_step(request: HttpRequest, name: str) -> HttpResponseBase:
    """Ask one thing; keep the answer and go on."""
    step, draft = inputs.STEPS.get(name), _draft(request)
    if step is None or _account(request).person:
        raise Http404
    if request.method == "GET":
        return _step_page(request, step, step.field(draft.get(name, "")))
    typed = request.POST.get(name, "")
    answer, error = step.read(typed)
    if error:
        return _step_page(request, step, step.field(typed).failed(error))
    answers = {**draft, name: answer}
    answers = inputs.with_home(answers) if name == "nik" else answers
    _keep(request, answers)
    return _on(answers)


def _step_page(request: HttpRequest, step: inputs.Step, field: FieldView) -> HttpResponse:
    names = list(inputs.STEPS)
    before = names[names.index(step.name) - 1] if step.name != names[0] else ""
    shown = {"field": field, "errors": [field], "before": _step_url(before) if before else "", "step": step}
    return render(request, "people/identify.html", shown, status=_status(field))


@signed_in
@require_http_methods(["GET", "POST"])
def identify_check(request: HttpRequest) -> HttpResponseBase:
    """Show the answers for checking; binding the account to the person is for good."""
    draft, account = _draft(request), _account(request)
    if account.person:
        return HttpResponseRedirect(safe_next(request, reverse("account")))
    if inputs.next_step(draft):
        return _on(draft)
    if request.method == "GET":
        return _check_page(request, draft)
    attempt("people.identify", str(account.ref), _IDENTIFYING)
    try:
        _identify(account, draft)
    except DomainError as error:
        return _check_page(request, draft, ErrorLine(str(error.text), _step_url("nik")))
    request.session.pop(_DRAFT, None)
    later = _("Agar data kependudukan Anda tidak perlu diketik, datang ke loket dengan KTP-el asli.")
    messages.success(request, f"{_('Data diri Anda sudah lengkap.')} {later}")
    return HttpResponseRedirect(draft.get("next") or reverse("account"))


def _identify(account: Account, draft: dict[str, str]) -> Person:
    return actions.identify(
        account=account,
        government=selectors.government_by_code(draft["daerah"]),
        nik=draft["nik"],
        name=draft["nama"],
        phone=draft["telepon"],
    )


def _check_page(request: HttpRequest, draft: dict[str, str], *errors: ErrorLine) -> HttpResponse:
    shown = {**draft, "daerah": selectors.government_by_code(draft["daerah"]).name}
    rows = [
        Row(step.label, shown[name], [Action(_("Ubah"), _step_url(name), step.label)])
        for name, step in inputs.STEPS.items()
    ]
    return render(
        request,
        "people/identify_check.html",
        {"rows": rows, "errors": errors, "before": _step_url("telepon")},
        status=422 if errors else 200,
    )


def _on(draft: dict[str, str]) -> HttpResponseRedirect:
    step = inputs.next_step(draft)
    return HttpResponseRedirect(_step_url(step) if step else reverse("identify_check"))


def _step_url(name: str) -> str:
    return reverse("identify_step", args=[name])


def _draft(request: HttpRequest) -> dict[str, str]:
    kept = cipher.reveal(_DRAFT, request.session.get(_DRAFT, ""))
    draft: dict[str, str] = json.loads(kept) if kept else {}
    return draft


def _keep(request: HttpRequest, draft: dict[str, str]) -> None:
    request.session[_DRAFT] = cipher.protect(_DRAFT, json.dumps(draft))


# ---- confirming a signature ----------------------------------------------------------------------------


@signed_in
@require_http_methods(["GET", "POST"])
def confirm_signature(request: HttpRequest) -> HttpResponseBase:
    """Let a signatory sign in again, for one page, once; a demo persona chooses themselves again, visibly
    simulated.
    """
    account, back = _account(request), safe_next(request, reverse("account"))
    if is_persona(request):
        return _confirm_persona(request, account, back)
    fields = _proof_fields(account)
    if request.method == "POST":
        attempt("people.confirm", str(account.ref), _CONFIRMING)
        fields = _proved(account, fields, request)
        if not _failed(fields):
            put_confirmation(request, back, confirmed_by(account))
            return HttpResponseRedirect(back)
    shown = {"fields": fields, "errors": fields, "next": back}
    return render(request, "people/confirm.html", shown, status=_status(*fields))


def _confirm_persona(request: HttpRequest, account: Account, back: str) -> HttpResponseBase:
    if request.method == "POST":
        put_confirmation(request, back, "simulasi")
        return HttpResponseRedirect(back)
    return render(request, "people/confirm_persona.html", {"name": account.get_full_name(), "next": back})


def _proof_fields(account: Account) -> list[FieldView]:
    password = FieldView(
        "password", _("Kata sandi"), "password", attributes={"autocomplete": "current-password"}
    )
    code = FieldView(
        "code",
        _("Kode"),
        "code",
        hint=_("6 angka yang sedang tampil di aplikasi autentikator."),
        attributes={"inputmode": "numeric"},
    )
    fields = [password] if account.has_usable_password() else []
    return [*fields, code] if has_second_factor(account) else fields


def _proved(account: Account, fields: list[FieldView], request: HttpRequest) -> list[FieldView]:
    """Check the fields in order and stop at the first that is wrong: a code is used up by checking it."""
    for place, field in enumerate(fields):
        error = _proof_error(account, field.name, request)
        if error:
            return [*fields[:place], field.failed(error), *fields[place + 1 :]]
    return fields


def _proof_error(account: Account, name: str, request: HttpRequest) -> str:
    if name == "password":
        right = account.check_password(request.POST.get("password", ""))
        return "" if right else _("Kata sandi salah. Ketik lagi.")
    form = ReauthenticateForm(user=account, data={"code": request.POST.get("code", "")})
    return "" if form.is_valid() else _("Kode salah atau sudah lewat. Ketik kode terbaru dari aplikasi Anda.")


def _failed(fields: list[FieldView]) -> bool:
    return not fields or any(field.error for field in fields)


# ---- the demo's people ---------------------------------------------------------------------------------


@demo_only
@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponseBase:
    """List the demo's people by group; choosing one signs in as them."""
    if request.method == "GET":
        return render(request, "people/personas.html", {"groups": demo.personas(), "next": _next(request)})
    account = demo.account_of(request.POST.get("persona", ""))
    if account is None:
        raise Http404
    sign_in_as_persona(request, account)
    return HttpResponseRedirect(safe_next(request, _start(account)))


def _start(account: Account) -> str:
    return OFFICIALS_START if selectors.is_official(account.person, clock.now()) else "/"


def _next(request: HttpRequest) -> str:
    return safe_next(request, "")
