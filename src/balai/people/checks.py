"""Checks of the settings at start: a demo, which lets anybody be anyone, never runs on a public address."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from balai.people import rules

_MEND = (
    "Unset BALAI_DEMO, or set BALAI_BASE_URL, BALAI_HOSTS and the bind address to this machine (127.0.0.1)."
)


def register() -> None:
    """Put the checks among Django's, which every command runs before it starts."""
    checks.register(demo_stays_private, checks.Tags.security)


def public_addresses(bind: str = "") -> list[str]:
    """Return the addresses of this installation that are public: the base URL's, the allowed hosts, and
    `bind`.
    """
    hosts = [rules.host_of(settings.BASE_URL), *(host.lstrip(".") for host in settings.ALLOWED_HOSTS)]
    if bind:
        hosts.append(bind)
    return [host for host in hosts if host != "testserver" and rules.is_public_host(host)]


def demo_stays_private(**_: Any) -> list[checks.CheckMessage]:
    """Return an error when demo mode meets a public address."""
    if not settings.DEMO:
        return []
    return [
        checks.Error(
            f"Demo mode lets anybody sign in as anyone, and {host} is public.", hint=_MEND, id="people.E001"
        )
        for host in public_addresses()
    ]


def refuse_public_demo(bind: str) -> None:
    """Refuse to serve the demo on a public address or on every address ("0.0.0.0"). Raises
    ImproperlyConfigured.
    """
    public = public_addresses(bind) if settings.DEMO else []
    if public:
        raise ImproperlyConfigured(
            f"Demo mode does not run on a public address ({', '.join(public)}). {_MEND}"
        )
