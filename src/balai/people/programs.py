"""Who stands behind a program's request: an access token, or the session of a browser with its CSRF token."""

from django.http import HttpRequest
from ninja.utils import check_csrf

from balai.lib import clock
from balai.lib.errors import Forbidden
from balai.people import access, selectors
from balai.people.errors import BrowserOnly, MustSignIn, TokenTooNarrow
from balai.people.models import Person

_BEARER = "Bearer "


def person_behind(request: HttpRequest, scope: str) -> Person:
    """Return the person for whom a program asks, in one of `types.SCOPES`.

    Raises MustSignIn, MustIdentify, MustSetUpSecondFactor, TokenTooNarrow, BrowserOnly.
    """
    header = request.headers.get("Authorization", "")
    if header.startswith(_BEARER):
        return _by_token(header.removeprefix(_BEARER).strip(), scope)
    person = access.person_of(request)
    if check_csrf(request) is not None:
        raise BrowserOnly
    return person


def is_anybody(request: HttpRequest) -> bool:
    """Return whether the request names somebody at all, by a token or a session; who it is, is asked later."""
    return "Authorization" in request.headers or access.account_of(request) is not None


def official_behind(request: HttpRequest, scope: str) -> Person:
    """Return the official for whom a program asks. Raises as `person_behind`, and Forbidden without a post held now."""
    person = person_behind(request, scope)
    if not selectors.is_official(person, clock.now()):
        raise Forbidden
    return person


def _by_token(secret: str, scope: str) -> Person:
    token = selectors.token_by_secret(secret, clock.now())
    if token is None:
        raise MustSignIn
    if scope not in token.scopes:
        raise TokenTooNarrow(scope=scope)
    return token.person
