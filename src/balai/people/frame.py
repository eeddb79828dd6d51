"""What people put into the frame of every page: who is signed in, and the entries of their menu."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from balai.lib import clock
from balai.lib.db import writing
from balai.people import access, selectors
from balai.people.models import Account
from balai.site import language, navigation


def register() -> None:
    """Tell the frame's registry."""
    navigation.identify_with(identity)
    language.remember_with(keep_language)
    user_logged_in.connect(_signed_in, dispatch_uid="balai.people.frame")
    navigation.add(area="account", label=_("Akun saya"), url_name="account", order=10)
    navigation.add(
        area="official", label=_("Pastikan jati diri"), url_name="counter", order=40, visible=_at_counter
    )
    navigation.add(area="account", label=_("Ganti orang"), url_name="personas", order=90, visible=_in_demo)
    navigation.add(area="public", label=_("Coba contoh"), url_name="personas", order=90, visible=_in_demo)


def identity(request: HttpRequest) -> navigation.Identity | None:
    """Return the name of who is signed in and, for officials, their posts now; None for visitors."""
    account = access.account_of(request)
    if account is None:
        return None
    held = selectors.capacities_of(account.person, clock.now()) if account.person else []
    if not held:
        return navigation.Identity(account.get_full_name())
    posts = dict.fromkeys(selectors.title_of(holding) for holding in held)
    agencies = dict.fromkeys(holding.position.agency.name for holding in held)
    return navigation.Identity(account.get_full_name(), "; ".join(posts), "; ".join(agencies))


def keep_language(request: HttpRequest, chosen: str) -> None:
    """Keep the language that whoever is signed in chose: letters are written in it. No act: it is no evidence."""
    account = access.account_of(request)
    if account is not None:
        _write_in(account, chosen)


def _signed_in(request: HttpRequest, user: Account, **_rest: object) -> None:
    """Keep the language that somebody had chosen before signing in; what was never chosen changes nothing."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        _write_in(user, chosen)


def _write_in(account: Account, chosen: str) -> None:
    if account.language != chosen:
        with writing():
            Account.objects.filter(pk=account.pk).update(language=chosen)


def _at_counter(request: HttpRequest) -> bool:
    person = access.person_or_none(request)
    return person is not None and selectors.authority_to_identify(person, clock.now()) is not None


def _in_demo(_request: HttpRequest) -> bool:
    return bool(settings.DEMO)
