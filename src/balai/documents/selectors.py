"""Reads of documents. What a person may reach stands in `access`."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from balai.documents import policy, storage
from balai.documents import preview as previews
from balai.documents.models import Document, IssuedDocument
from balai.documents.types import Content, Finding, PublicFact, VerificationCode
from balai.lib.keys.sealing import unseal

if TYPE_CHECKING:
    from balai.people.models import Person

_SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}


def vault(person: "Person", kind: str | None = None) -> list[Document]:
    """Return a person's documents, newest first; only those of one data element when `kind` is given."""
    found = Document.objects.filter(owner=person)
    if kind is not None:
        found = found.filter(kind=kind)
    return list(found.order_by("-created_at", "-id"))


def largest_upload() -> int:
    """Return how many bytes an uploaded file may have."""
    return policy.uploads().max_bytes


def preview(template: bytes, data: Mapping[str, Any], at: datetime) -> bytes:
    """Return a certificate as it would look, marked as a preview, as a PDF. Raises CertificateNotRendered."""
    return previews.pdf(template, data, _verify_page(), at)


def preview_picture(template: bytes, data: Mapping[str, Any], at: datetime) -> bytes:
    """Return the first page of such a preview as a PNG. Raises CertificateNotRendered."""
    return previews.picture(template, data, _verify_page(), at)


def _verify_page() -> str:
    return f"{settings.BASE_URL}/verifikasi/"


def by_refs(refs: Iterable[UUID | str], government_id: int) -> dict[str, Document]:
    """Return documents of one government by reference; the caller has made sure that they may be seen."""
    found = Document.objects.filter(government_id=government_id, ref__in=list(refs))
    return {str(document.ref): document for document in found}


def content(document: Document) -> Content:
    """Return a vault document's bytes. Raises KeyDestroyed, SealBroken, NotFound."""
    body = unseal(document.key, f"{document.place}:bytes", storage.read(document.ref))
    return Content(document.name, document.media_type, body)


def issued_to(person: "Person") -> list[IssuedDocument]:
    """Return what was issued to a person, newest first."""
    return list(
        IssuedDocument.objects.filter(owner=person).select_related("agency").order_by("-issued_at", "-id")
    )


def issued_in(case_ref: UUID, certificate: str | None = None) -> list[IssuedDocument]:
    """Return what was issued in a case; the caller has made sure that the case may be seen."""
    found = IssuedDocument.objects.filter(case_ref=case_ref).select_related("agency")
    if certificate is not None:
        found = found.filter(certificate=certificate)
    return list(found.order_by("id"))


def issued_content(issued: IssuedDocument) -> Content:
    """Return an issued document's bytes. Raises KeyDestroyed, SealBroken, NotFound."""
    body = unseal(issued.key, f"{issued.place}:bytes", storage.read(issued.ref))
    return Content(f"{issued.title} {issued.number}{_SUFFIXES[issued.media_type]}", issued.media_type, body)


def sealed_facts(issued: IssuedDocument) -> dict[str, Any]:
    """Return what is sealed in the row: `code`, `block` (the signature as printed), `facts`. Raises
    KeyDestroyed.
    """
    found: dict[str, Any] = json.loads(unseal(issued.key, f"{issued.place}:facts", bytes(issued.sealed)))
    return found


def by_code(code: VerificationCode) -> IssuedDocument | None:
    """Return the document that bears a code."""
    return IssuedDocument.objects.filter(code_hash=code.hash).select_related("agency").first()


def by_sha256(digest: str) -> IssuedDocument | None:
    """Return the document whose bytes have this hash (hexadecimal)."""
    return IssuedDocument.objects.filter(sha256=digest).select_related("agency").first()


def finding(issued: IssuedDocument) -> Finding:
    """Return what anyone may learn of an issued document. Raises KeyDestroyed."""
    return Finding(
        title=issued.title,
        number=issued.number,
        agency=issued.agency.name,
        position=issued.position,
        capacity=issued.capacity,
        mandate=issued.mandate,
        granted_by_law=issued.granted_by_law,
        issued_at=issued.issued_at,
        revoked_at=issued.revoked_at,
        revoked_reason=issued.revoked_reason,
        demo=issued.demo,
        facts=tuple(PublicFact(*fact) for fact in sealed_facts(issued)["facts"]),
    )
