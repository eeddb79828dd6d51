"""Checks of the settings at start: whom finders of weaknesses can write to (RFC 9116)."""

from typing import Any

from django.conf import settings
from django.core import checks

_SCHEMES = ("mailto:", "https://", "tel:")


def register() -> None:
    """Put the check among Django's, which every command runs before it starts."""
    checks.register(security_contact_is_set, checks.Tags.security)


def security_contact_is_set(**_: Any) -> list[checks.CheckMessage]:
    """Return a warning when there is no contact, an error when it is no URI of section 2.5.3; the demo needs none."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        missing = "Nobody can be told of a weakness: /.well-known/security.txt is missing."
        hint = "Set BALAI_SECURITY_CONTACT to an address that is read (mailto:..., https://..., tel:...)."
        return [] if settings.DEMO else [checks.Warning(missing, hint=hint, id="site.W001")]
    if not contact.startswith(_SCHEMES) or any(sign.isspace() for sign in contact):
        wrong = "BALAI_SECURITY_CONTACT is no address that security.txt may name."
        return [checks.Error(wrong, hint=f"Begin with one of {', '.join(_SCHEMES)}.", id="site.E001")]
    return []
