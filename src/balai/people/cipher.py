"""Keep short secrets that belong to no subject yet: an authenticator's seed, a NIK half-way through
signing up.

They would otherwise lie in clear in the tables of sessions and authenticators. The key is derived from
the server's own (BALAI_BLIND_INDEX_KEY), which no database holds.
"""

import base64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _cipher(purpose: str) -> AESSIV:
    derive = HKDF(algorithm=SHA256(), length=64, salt=None, info=f"balai people {purpose}".encode())
    return AESSIV(derive.derive(settings.BLIND_INDEX_KEY))


def protect(purpose: str, text: str) -> str:
    """Return `text` (not empty) encrypted for one purpose, in URL-safe base 64."""
    return base64.urlsafe_b64encode(_cipher(purpose).encrypt(text.encode(), None)).decode()


def reveal(purpose: str, token: str) -> str:
    """Return what `protect` was given; "" when the token is empty, was changed, or has another purpose."""
    try:
        return _cipher(purpose).decrypt(base64.urlsafe_b64decode(token), None).decode()
    except (InvalidTag, ValueError):
        return ""
