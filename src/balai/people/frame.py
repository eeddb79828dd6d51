"""What people put into the frame of every page: who is signed in, and the entries of their menu."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from balai.lib import clock
from balai.people import access, selectors
from balai.site import navigation


def register() -> None:
    """Tell the frame's registry."""
    navigation.identify_with(identity)
    navigation.add(area="account", label=_("Akun saya"), url_name="account", order=10)
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


def _in_demo(_request: HttpRequest) -> bool:
    return bool(settings.DEMO)
