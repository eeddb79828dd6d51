"""Addresses of the API: every view says who may enter, and answers what it does not do as a problem."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext_lazy

from balai.cases.api import api
from balai.lib.errors import DomainError
from balai.people.errors import MustSignIn
from balai.people.programs import is_anybody
from balai.site.errors import answer

View = Callable[..., HttpResponseBase]
PUBLIC = {"services", "service", "code-list", "service-openapi", "openapi-json", "api-root"}


class NotOffered(DomainError):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    message = gettext_lazy("Alamat ini tidak menerima cara permintaan itu.")


def _guarded(view: View, door: str) -> View:
    """Mark a view with who may enter: each asks for the person behind the request itself."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = door == "public" or is_anybody(request)
        response = view(request, *args, **kwargs) if known else answer(request, MustSignIn())
        if response.status_code == NotOffered.status:
            allowed = response.headers.get("Allow", "")
            response = answer(request, NotOffered())
            response.headers["Allow"] = allowed
        if response.status_code == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        if door != "public":
            response.headers["Cache-Control"] = "no-store"
        return response

    entered.csrf_exempt = True  # type: ignore[attr-defined]  # a session's token is asked for in people.programs
    entered.door = door  # type: ignore[attr-defined]  # a mark that the house's tests read
    return entered


def _addresses() -> list[URLPattern]:
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for pattern in patterns:
        pattern.callback = _guarded(pattern.callback, "public" if pattern.name in PUBLIC else "signed_in")
    return patterns


urlpatterns = _addresses()
app_name = "ninja"
