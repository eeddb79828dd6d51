"""Who may come in: the doors that every view stands behind, and the person behind a request."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from balai.lib import clock
from balai.lib.errors import DomainError, Forbidden
from balai.people import rules, selectors
from balai.people.errors import MustIdentify, MustSetUpSecondFactor, MustSignIn
from balai.people.models import Account, Person

View = Callable[..., HttpResponseBase]
CONFIRMED_FOR = 300
_CONFIRMATION = "signature_confirmed"


def account_of(request: HttpRequest) -> Account | None:
    """Return the account that is signed in."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) and user.is_active else None


def person_or_none(request: HttpRequest) -> Person | None:
    """Return the person behind the request; None for visitors and for accounts that gave no NIK yet."""
    account = account_of(request)
    return account.person if account else None


def person_of(request: HttpRequest) -> Person:
    """Return the person behind the request. Raises MustSignIn or MustIdentify; the doors turn both into
    redirects.
    """
    if account_of(request) is None:
        raise MustSignIn
    person = person_or_none(request)
    if person is None or not person.is_identified:
        raise MustIdentify
    return person


def official_of(request: HttpRequest) -> Person:
    """Return the official behind the request. Raises MustSignIn, MustIdentify, or Forbidden without a
    post held now.
    """
    person = person_of(request)
    if not selectors.is_official(person, clock.now()):
        raise Forbidden
    return person


# ---- doors: each marks the view with who may enter (`view.door`); a house test reads the mark ------------


def public(view: View) -> View:
    """Let everybody in, signed in or not; a view may still ask for `person_of`."""
    return _door("public", view, lambda _request: None)


def signed_in(view: View) -> View:
    """Let in whoever is signed in, with or without a NIK (`person_of` asks for it)."""
    return _door("signed_in", view, _require_account)


def official(view: View) -> View:
    """Let in who holds a post at this moment."""
    return _door("official", view, _require_official)


def demo_only(view: View) -> View:
    """Let everybody in, but only where all data is synthetic; elsewhere the page does not exist."""
    return _door("demo", view, _require_demo)


def _door(name: str, view: View, check: Callable[[HttpRequest], None]) -> View:
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            check(request)
            return view(request, *args, **kwargs)
        except (MustSignIn, MustIdentify, MustSetUpSecondFactor) as error:
            return ask(request, error)

    entered.door = name  # type: ignore[attr-defined]
    return entered


def _require_account(request: HttpRequest) -> None:
    if account_of(request) is None:
        raise MustSignIn


def _require_official(request: HttpRequest) -> None:
    official_of(request)


def _require_demo(request: HttpRequest) -> None:
    if not settings.DEMO or rules.is_public_host(rules.host_of(request.get_host())):
        raise Http404


_ASKED_AT: Mapping[type[DomainError], str] = {
    MustSignIn: "account_login",
    MustIdentify: "identify",
    MustSetUpSecondFactor: "mfa_activate_totp",
}


def ask(request: HttpRequest, error: DomainError) -> HttpResponseBase:
    """Send the visitor where they can mend it and from there back to this page; a program gets the error
    itself.
    """
    if request.path.startswith("/api/"):
        raise error
    return _redirect(_ASKED_AT[type(error)], request.get_full_path())


def _redirect(url_name: str, back: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(url_name)}?{urlencode({'next': back})}")


def safe_next(request: HttpRequest, default: str) -> str:
    """Return where `next` (posted or in the address) leads, when that is this site; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else default


# ---- confirmation of a signature: signing in again, for one page, once -----------------------------------


def confirm(request: HttpRequest, next_url: str) -> HttpResponseRedirect:
    """Send a signatory to sign in again; on success they come back to `next_url`, and only there they are
    confirmed.
    """
    spend_confirmation(request)
    return _redirect("confirm_signature", next_url)


def put_confirmation(request: HttpRequest, next_url: str, how: str) -> None:
    """Remember in the session that the signatory proved themselves just now, for the page `next_url`."""
    request.session[_CONFIRMATION] = {
        "at": clock.now().isoformat(),
        "path": urlsplit(next_url).path,
        "how": how,
    }


def confirmed_recently(request: HttpRequest, seconds: int = CONFIRMED_FOR) -> bool:
    """Return whether the signatory signed in again for this very page within the last `seconds`."""
    confirmation = request.session.get(_CONFIRMATION)
    if not confirmation or confirmation["path"] != request.path:
        return False
    age = clock.now() - datetime.fromisoformat(confirmation["at"])
    return timedelta(0) <= age <= timedelta(seconds=seconds)


def spend_confirmation(request: HttpRequest) -> str:
    """Use the confirmation up, so that each signature needs its own; return how it was given ("" when
    there was none).
    """
    confirmation = request.session.pop(_CONFIRMATION, None)
    return str(confirmation["how"]) if confirmation else ""
