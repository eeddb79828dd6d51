"""The doors of documents: the vault of the person signed in, and the verification page that is open
to all.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balai.documents import access, inputs, issuer, selectors
from balai.documents.delivery import deliver
from balai.documents.rules import bare_code, grouped_code
from balai.documents.types import Finding
from balai.lib.errors import InvalidInput, TooMany
from balai.lib.limits.attempts import address_of
from balai.people.access import person_of, public, signed_in
from balai.site.fields import ErrorLine, FieldView

_FILE_FIELD = "f-berkas"


@signed_in
@require_GET
def vault(request: HttpRequest) -> HttpResponse:
    """List a person's own documents: what they uploaded and what was issued to them."""
    person = person_of(request)
    shown = {"documents": selectors.vault(person), "issued": selectors.issued_to(person)}
    return render(request, "documents/vault.html", shown)


@signed_in
@require_GET
def document(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hand over a document of the person's own vault."""
    return deliver(access.hand_over(access.get_document(person_of(request), ref)))


@signed_in
@require_GET
def issued(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hand over a document that was issued to the person."""
    return deliver(access.hand_over(access.get_issued(person_of(request), ref)))


@public
@require_http_methods(["GET", "POST"])
def verification(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; a typed code leads to the page that the QR leads to."""
    if request.method == "POST":
        try:
            typed = inputs.typed_code(request)
        except InvalidInput as error:
            return _asked(request, error)
        code = bare_code(typed)
        if code:
            return HttpResponseRedirect(reverse("verification_result", args=[code]))
        return _asked(request, InvalidInput(fields={"kode": _malformed()}), typed)
    return _asked(request)


@public
@require_GET
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a code stands for. An unknown code gets the same page, and the same status, as a known one."""
    try:
        finding = access.verify_code(code, address_of(request))
    except TooMany as error:
        return _too_many(request, error)
    shown = bare_code(code)
    return _answered(request, finding, {"code": grouped_code(shown) if shown else code, "by": "code"})


@public
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Say whether a dropped PDF is, byte for byte, one that was issued here. The file is not kept."""
    try:
        finding = access.verify_file(inputs.dropped_file(request).body, address_of(request))
    except InvalidInput as error:
        return _asked(request, error)
    except TooMany as error:
        return _too_many(request, error)
    return _answered(request, finding, {"by": "file"})


@public
@require_GET
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Publish the keys that check the signature in a QR without asking this site again."""
    response = JsonResponse(issuer.published())
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _malformed() -> str:
    return _("Kode terdiri dari 16 huruf dan angka, misalnya 7K3M-Q0V9-XN2T-B4CD. Periksa lagi.")


def _answered(request: HttpRequest, finding: Finding | None, shown: dict[str, Any]) -> HttpResponse:
    whole = {
        **shown,
        "finding": finding,
        "issuer": settings.BASE_URL,
        "keys_url": reverse("verification_keys"),
    }
    return render(request, "documents/verification_result.html", whole)


def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    response = _asked(request, error)
    response.headers["Retry-After"] = str(error.details["seconds"])
    return response


def _asked(
    request: HttpRequest, error: InvalidInput | TooMany | None = None, typed: str = ""
) -> HttpResponse:
    """Show the form, with what was typed and what is wrong with it."""
    wrong: dict[str, str] = dict(error.details.get("fields", {})) if error else {}
    code = FieldView(
        name="kode",
        label=_("Kode dokumen"),
        kind="code",
        hint=_("16 huruf dan angka di bawah kode QR, misalnya 7K3M-Q0V9-XN2T-B4CD."),
        values=(typed,),
        error=wrong.get("kode", ""),
    )
    lines: list[FieldView | ErrorLine] = [code]
    if "berkas" in wrong:
        lines.append(ErrorLine(wrong["berkas"], f"#{_FILE_FIELD}"))
    if isinstance(error, TooMany):
        lines.append(ErrorLine(error.text))
    errors = [line for line in lines if isinstance(line, ErrorLine) or line.error]
    shown = {"code": code, "errors": errors, "file_error": wrong.get("berkas", ""), "file_id": _FILE_FIELD}
    return render(request, "documents/verification.html", shown, status=error.status if error else 200)
