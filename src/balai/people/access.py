"""Who may come in: the doors that every view stands behind, and the person behind a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
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
_PERSONA = "persona"
_EARLY = "before_second_factor"


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
    require_second_factor(request)
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

    entered.door = name  # type: ignore[attr-defined]  # a mark that the house's tests read
    return entered


def _require_account(request: HttpRequest) -> None:
    if account_of(request) is None:
        raise MustSignIn
    require_second_factor(request)


def _require_official(request: HttpRequest) -> None:
    official_of(request)


def _require_demo(request: HttpRequest) -> None:
    if not settings.DEMO or rules.is_public_host(rules.host_of(request.get_host())):
        raise Http404


def ask(request: HttpRequest, error: DomainError) -> HttpResponseBase:
    """Send the visitor where they can mend it and from there back to this page; a program gets the error
    itself.
    """
    if is_program(request):
        raise error
    return _redirect(_asked_at(request, error), request.get_full_path())


def is_program(request: HttpRequest) -> bool:
    """Return whether the asker is a program, which is told rather than led."""
    return request.path.startswith("/api/")


def _asked_at(request: HttpRequest, error: DomainError) -> str:
    if isinstance(error, MustSignIn):
        return "account_login"
    if isinstance(error, MustIdentify):
        return "identify"
    account = account_of(request)
    return "mfa_reauthenticate" if account and has_second_factor(account) else "mfa_activate_totp"


def _redirect(url_name: str, back: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(url_name)}?{urlencode({'next': back})}")


def safe_next(request: HttpRequest, default: str) -> str:
    """Return where `next` (posted or in the address) leads, when that is this site; else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else default


# ---- the second factor of officials --------------------------------------------------------------------


def before_second_factor(view: View) -> View:
    """Mark a view that officials reach before their second factor is proved: where they set it up, or
    leave.
    """
    setattr(view, _EARLY, True)
    return view


def has_second_factor(account: Account) -> bool:
    """Return whether an authenticator is set up."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists())


def require_second_factor(request: HttpRequest) -> None:
    """Raise MustSetUpSecondFactor for an official who did not prove a second factor in this session."""
    account = account_of(request)
    if account is None or getattr(request.resolver_match and request.resolver_match.func, _EARLY, False):
        return
    if selectors.is_official(account.person, clock.now()) and not _proved(request, account):
        raise MustSetUpSecondFactor


def _proved(request: HttpRequest, account: Account) -> bool:
    if is_persona(request):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))


def mark_persona(request: HttpRequest, account: Account) -> None:
    """Remember that this session is a demo persona's."""
    request.session[_PERSONA] = str(account.ref)


def is_persona(request: HttpRequest) -> bool:
    """Return whether the visitor signed in on the persona page; never outside demo mode."""
    account = account_of(request)
    return bool(settings.DEMO and account and request.session.get(_PERSONA) == str(account.ref))


# ---- confirmation of a signature: signing in again, for one page, once -----------------------------------


def confirm(request: HttpRequest, next_url: str) -> HttpResponseRedirect:
    """Send a signatory to sign in again; on success they come back to `next_url`, and only there they are
    confirmed.
    """
    spend_confirmation(request)
    return _redirect("confirm_signature", next_url)


def confirmed_by(account: Account) -> str:
    """Return how this account confirms: by its password, by its authenticator, or by both."""
    ways = ["password"] if account.has_usable_password() else []
    return "+".join([*ways, "totp"] if has_second_factor(account) else ways)


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
