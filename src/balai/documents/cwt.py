"""The signed text in a QR: a CBOR Web Token (RFC 8392) in a COSE_Sign1 (RFC 9052) with Ed25519.

The QR stands inside the PDF, so the PDF's hash cannot stand inside the QR. What is signed: who issued, which
document by code, number and title, when, and a keyed hash of its public facts, so that a paper with another
name can be told apart by whoever types the facts. Small enough for a QR of 65 modules. Paper cannot be
changed later: the format's version is signed too.

Claims: 1 iss (the hall's address), 6 iat (seconds since 1970), 7 cti (the code, 10 bytes), and the private
claim -65601: [version, number, title, hash of the facts (16 bytes)].
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from balai.documents.rules import code_bits, code_of_bits
from balai.documents.types import PublicFact
from balai.kernel import canonical

VERSION = 1
_SIGN1 = 18  # CBOR tag of COSE_Sign1
_ALG, _KID, _EDDSA = 1, 4, -8
_ISS, _IAT, _CTI = 1, 6, 7  # registered CWT claims
_PRIVATE = -65601
_CODE_BYTES = 10
_FACTS_BYTES = 16


class TokenRefused(Exception):
    """The text is not a token, is of an unknown version, or its signature does not fit."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says. `facts` is the keyed hash of the public facts (16 bytes)."""

    issuer: str
    code: str
    number: str
    title: str
    issued_at: datetime
    facts: bytes


def facts_hash(code: str, facts: tuple[PublicFact, ...]) -> bytes:
    """Return HMAC-SHA-256 of the canonical facts, keyed by the code, 16 bytes: useless to whoever lacks the
    paper.
    """
    text = canonical.dumps([[fact.title, fact.value] for fact in facts])
    return hmac.new(code.encode(), text, hashlib.sha256).digest()[:_FACTS_BYTES]


def signed(claims: Claims, key: Ed25519PrivateKey, kid: bytes) -> str:
    """Return the token as URL-safe base 64 without padding, for the fragment of an address."""
    protected = cbor2.dumps({_ALG: _EDDSA, _KID: kid})
    payload = cbor2.dumps(_to_map(claims))
    signature = key.sign(_to_sign(protected, payload))
    return _encoded(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))


def opened(text: str, keys: dict[bytes, Ed25519PublicKey]) -> Claims:
    """Return what a token says, when one of `keys` signed it. Raises TokenRefused."""
    try:
        whole = cbor2.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        protected, unprotected, payload, signature = whole.value
        header = cbor2.loads(protected)
        # what no signature covers must be exactly as we write it
        if whole.tag != _SIGN1 or header[_ALG] != _EDDSA or unprotected != {} or _encoded(whole) != text:
            raise TokenRefused("not a COSE_Sign1 of ours")
        keys[header[_KID]].verify(signature, _to_sign(protected, payload))
        return _from_map(cbor2.loads(payload))
    except TokenRefused:
        raise
    except Exception as error:  # text from anybody: a decoder may raise anything at all
        raise TokenRefused(type(error).__name__) from error


def _encoded(whole: cbor2.CBORTag) -> str:
    return base64.urlsafe_b64encode(cbor2.dumps(whole)).rstrip(b"=").decode()


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    """Return the Sig_structure of RFC 9052 section 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _to_map(claims: Claims) -> dict[int, object]:
    return {
        _ISS: claims.issuer,
        _IAT: int(claims.issued_at.timestamp()),
        _CTI: code_bits(claims.code).to_bytes(_CODE_BYTES, "big"),
        _PRIVATE: [VERSION, claims.number, claims.title, claims.facts],
    }


def _from_map(found: dict[int, Any]) -> Claims:
    version, number, title, facts = found[_PRIVATE]
    if version != VERSION:
        raise TokenRefused("unknown version")
    return Claims(
        issuer=str(found[_ISS]),
        code=code_of_bits(int.from_bytes(found[_CTI], "big")),
        number=str(number),
        title=str(title),
        issued_at=datetime.fromtimestamp(found[_IAT], UTC),
        facts=bytes(facts),
    )
