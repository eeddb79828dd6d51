"""The lawful ways to reach a document: its owner, and anyone who holds the paper or the file."""

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from balai.documents import policy, selectors
from balai.documents.models import Document, IssuedDocument
from balai.documents.types import Content, Finding, VerificationCode
from balai.lib.errors import NotFound
from balai.lib.keys.sealing import KeyDestroyed
from balai.lib.limits.attempts import EVERYBODY, attempt

if TYPE_CHECKING:
    from balai.people.models import Person


def get_document(person: "Person", ref: UUID) -> Document:
    """Return a document of the person's own vault. Raises NotFound, also for another's document."""
    found = Document.objects.filter(owner=person, ref=ref).first()
    if found is None:
        raise NotFound
    return found


def get_issued(person: "Person", ref: UUID) -> IssuedDocument:
    """Return a document that was issued to the person. Raises NotFound, also for another's."""
    found = IssuedDocument.objects.filter(owner=person, ref=ref).select_related("agency").first()
    if found is None:
        raise NotFound
    return found


def read(document: Document | IssuedDocument) -> bytes:
    """Return the bytes of a document reached lawfully. Raises NotFound, KeyDestroyed, SealBroken."""
    return hand_over(document).body


def hand_over(document: Document | IssuedDocument) -> Content:
    """Return name, media type and bytes of a document reached lawfully. Raises NotFound, KeyDestroyed,
    SealBroken.
    """
    if isinstance(document, Document):
        return selectors.content(document)
    return selectors.issued_content(document)


def verify_code(typed: str, address: str) -> Finding | None:
    """Answer whoever types a code or scans a QR; None: no such document. Raises TooMany.

    Every attempt counts, of this address and of everybody together, before anything is looked up.
    """
    _count(address)
    code = VerificationCode.parse(typed)
    return _finding(selectors.by_code(code) if code else None)


def verify_file(body: bytes, address: str) -> Finding | None:
    """Answer whoever drops a PDF: which document has exactly these bytes, if any; nothing is kept. Raises
    TooMany.
    """
    _count(address)
    return _finding(selectors.by_sha256(hashlib.sha256(body).hexdigest()))


def _finding(issued: IssuedDocument | None) -> Finding | None:
    try:
        return selectors.finding(issued) if issued else None
    except KeyDestroyed:
        return None


def _count(address: str) -> None:
    limits = policy.verification()
    attempt("verification/address", address, limits.address)
    attempt("verification/everybody", EVERYBODY, limits.everybody)
