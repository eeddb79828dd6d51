"""The one place that turns refusals and crashes into answers: RFC 9457 problem details, or a plain page.

Nothing is logged that a person typed: neither the address nor an exception's words, only the route, the
class of the exception and the lines of code, under a code that the page shows.
"""

import errno
import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balai.lib.errors import Conflict, DomainError, Forbidden, InvalidInput, NotFound, Unavailable

log = logging.getLogger("balai.errors")
TOO_LARGE = "balai.too_large"
"""Stands in a request's environment when the server stopped reading its body."""
AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
_TITLES: dict[int, str | Promise] = {
    400: gettext_lazy("Permintaan tidak dapat dibaca"),
    403: gettext_lazy("Anda tidak dapat membuka halaman ini"),
    404: gettext_lazy("Tidak ditemukan"),
    409: gettext_lazy("Sudah berubah"),
    413: gettext_lazy("Kiriman terlalu besar"),
    422: gettext_lazy("Ada yang perlu diperbaiki"),
    429: gettext_lazy("Terlalu banyak percobaan"),
    500: gettext_lazy("Ada gangguan pada sistem kami"),
    503: gettext_lazy("Layanan sedang sibuk"),
}
_RETRY_AFTER = {429: 300, 503: 5}


class Unreadable(DomainError):
    """The request is malformed, or the connection broke while it was sent."""

    code = "unreadable"
    status = 400
    message = gettext_lazy("Kiriman tidak utuh. Kembali ke halaman sebelumnya lalu kirim lagi.")


class TooLarge(DomainError):
    """More was sent than is read."""

    code = "too_large"
    status = 413
    message = gettext_lazy("Kiriman melebihi batas. Kirim berkas yang lebih kecil, satu per satu.")


class Broken(DomainError):
    """A fault of ours. Nothing of this request was saved: each act is one transaction."""

    code = "broken"
    status = 500
    message = gettext_lazy("Permintaan ini tidak selesai dan tidak ada yang berubah. Coba lagi nanti.")


class SessionEnded(DomainError):
    """The form's token is not the session's: it ended, or somebody signed in again in another tab."""

    code = "session_ended"
    status = 403
    message = gettext_lazy("Sesi Anda sudah berakhir, jadi kiriman terakhir belum disimpan.")


@dataclass(frozen=True)
class Way:
    """The way on that an error page offers."""

    text: str
    url: str


class ErrorPages:
    """Answers for every exception that leaves a view, and keeps Django from logging addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass through what was received whole."""
        if TOO_LARGE in request.META:
            return answer(request, TooLarge())
        return _unlogged(self._get_response(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase:
        """Answer an exception of a view."""
        return answer(request, error)


def answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Return the answer to an exception, in the shape that the asker reads."""
    refusal = refused(error)
    incident = _record(request, error) if refusal.status >= 500 else ""
    if wants_problem(request):
        response: HttpResponse = problem(refusal, incident)
    else:
        response = HttpResponse(_page(request, refusal, incident), status=refusal.status)
    return _finished(response, refusal)


def refused(error: BaseException) -> DomainError:
    """Return the refusal that an exception means; a fault of ours is Broken."""
    if isinstance(error, DomainError):
        return error
    for kinds, refusal in _MEANINGS:
        if isinstance(error, kinds):
            return refusal()
    if isinstance(error, OSError) and error.errno in _FULL:
        return Unavailable()
    return Broken()


_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], type[DomainError]], ...] = (
    ((Http404,), NotFound),
    ((PermissionDenied,), Forbidden),
    ((OperationalError, InterfaceError), Unavailable),
    ((RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent), TooLarge),
    ((SuspiciousOperation, MultiPartParserError, UnreadablePostError), Unreadable),
)


def wants_problem(request: HttpRequest) -> bool:
    """Whether the asker is a program: the API, or a script that accepts nothing but JSON."""
    return request.path.startswith("/api/") or "json" in request.headers.get("Accept", "").split(",")[0]


def problem(refusal: DomainError, incident: str = "") -> JsonResponse:
    """Return RFC 9457 problem details; the refusal's details are extension members."""
    body = {
        **{key: _plain(value) for key, value in refusal.details.items()},
        "type": f"urn:balai:problem:{refusal.code}",
        "title": str(_TITLES.get(refusal.status, _TITLES[400])),
        "status": refusal.status,
        "detail": str(refusal.text),
        "code": refusal.code,
        **({"instance": f"urn:balai:incident:{incident}"} if incident else {}),
    }
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form whose token is not valid: nearly always a session that ended."""
    return answer(request, SessionEnded())


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Django's handler400."""
    return answer(request, exception or Unreadable())


def permission_denied(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Django's handler403."""
    return answer(request, exception or Forbidden())


def page_not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Django's handler404."""
    return answer(request, exception or NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what a middleware raised, outside of any view."""
    return answer(request, sys.exc_info()[1] or Broken())


def _page(request: HttpRequest, refusal: DomainError, incident: str) -> str:
    shown = {
        "title": _TITLES.get(refusal.status, _TITLES[400]),
        "text": refusal.text,
        "lines": _advice(refusal),
        "way": _way_on(request, refusal),
        "incident": incident,
    }
    if isinstance(refusal, SessionEnded):
        shown["title"] = _("Masuk lagi untuk melanjutkan")
    if refusal.status < 500:
        try:
            return render_to_string("site/error.html", shown, request=request)
        except Exception as error:
            _record(request, error)
    return render_to_string("site/error.html", shown)


def _advice(refusal: DomainError) -> list[str]:
    """Return what else helps: the fields that are wrong, or what became of earlier answers."""
    fields = refusal.details.get("fields")
    if isinstance(refusal, InvalidInput) and isinstance(fields, dict):
        return [str(message) for message in fields.values()]
    if isinstance(refusal, Unavailable):
        return [_("Tekan tombol kembali pada peramban, lalu kirim lagi. Tidak akan tercatat dua kali.")]
    if isinstance(refusal, SessionEnded):
        return [_("Isian halaman sebelumnya aman. Setelah masuk, Anda kembali ke halaman yang sama.")]
    return []


def _way_on(request: HttpRequest, refusal: DomainError) -> Way | None:
    if isinstance(refusal, Conflict):
        return Way(_("Muat ulang halaman"), request.path)
    if isinstance(refusal, SessionEnded):
        try:
            return Way(_("Masuk lagi"), f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        except NoReverseMatch:
            return None
    return None


def _finished(response: HttpResponse, refusal: DomainError) -> HttpResponse:
    if refusal.status in _RETRY_AFTER:
        seconds = refusal.details.get("retry_after", _RETRY_AFTER[refusal.status])
        response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return _unlogged(response)


def _unlogged(response: AnyResponse) -> AnyResponse:
    """Mark an answer as logged: Django's own line would hold the address, and with it secrets."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own mark
    return response


def _record(request: HttpRequest, error: BaseException) -> str:
    """Log a fault without anything that a person typed, and return its code."""
    incident = secrets.token_hex(4).upper()
    route = request.resolver_match.route if request.resolver_match else "(before routing)"
    lines = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    log.error("%s %s %s %s\n%s", incident, request.method, route, type(error).__qualname__, lines)
    return incident


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
