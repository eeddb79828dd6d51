"""The verbs of documents: accept an upload, issue a certificate, revoke it."""

import hashlib
import json
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings

from balai.documents import cwt, intake, issuer, policy, renderer, rules, selectors, storage
from balai.documents.models import Document, IssuedDocument
from balai.documents.types import Order
from balai.ledger.actions import record
from balai.lib import clock
from balai.lib.db import writing
from balai.lib.keys.sealing import new_key, seal

if TYPE_CHECKING:
    from balai.people.models import Agency, Government, Person
    from balai.people.types import Actor

_NAME_LETTERS = 120


def accept(
    *, file: BinaryIO, name: str, kind: str, owner: "Person", government: "Government", actor: "Actor"
) -> Document:
    """Check an upload, write it anew and put it into its owner's vault. Raises DocumentRefused, Unavailable.

    `kind` is the data element the file proves ("birth.letter"). A refused file leaves nothing behind.
    """
    clean = intake.cleaned(file, name, policy.uploads())
    document = Document(
        government=government,
        owner=owner,
        kind=kind,
        media_type=clean.media_type,
        size=len(clean.body),
        pages=clean.pages,
        sha256=hashlib.sha256(clean.body).hexdigest(),
        key=new_key(),
        created_at=clock.now(),
    )
    document.sealed_name = seal(document.key, f"{document.place}:name", _named(name, clean).encode())
    storage.write(document.ref, seal(document.key, f"{document.place}:bytes", clean.body))
    with storage.removed_on_failure(document.ref), writing():
        document.save()
        _record(document, "document.accepted", actor, {"kind": kind, "pages": clean.pages})
    return document


def issue(
    *, order: Order, agency: "Agency", owner: "Person | None", actor: "Actor", at: datetime
) -> IssuedDocument:
    """Render, sign, store and enter a certificate; asked again for the same case and certificate, the first
    one answers.

    Raises CertificateNotRendered, Unavailable; then nothing was issued, and number and code can be used
    again.
    """
    found = selectors.issued_in(order.case_ref, order.certificate)
    if found:
        return found[0]
    body = _rendered(order, agency, at)
    issued = _prepared(order, agency, owner, body, at)
    storage.write(issued.ref, seal(issued.key, f"{issued.place}:bytes", body))
    with storage.removed_on_failure(issued.ref), writing():
        found = selectors.issued_in(order.case_ref, order.certificate)
        if not found:
            issued.save()
            _record(
                issued, "certificate.issued", actor, {"certificate": order.certificate, "call": order.call}
            )
    if found:
        storage.remove(issued.ref)
        return found[0]
    return issued


def revoke(*, issued: IssuedDocument, reason: str, actor: "Actor") -> IssuedDocument:
    """Declare an issued document no longer valid, with a reason anyone may read. Revoked already: nothing
    changes.
    """
    with writing():
        row = IssuedDocument.objects.select_for_update().get(pk=issued.pk)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_reason = clock.now(), reason
            row.save()
            _record(row, "certificate.revoked", actor, {"reason": reason})
    return row


def _record(row: Document | IssuedDocument, action: str, actor: "Actor", details: dict[str, Any]) -> None:
    record(
        action=action,
        government_id=row.government_id,
        subject=row.place,
        key=row.key,
        rows=[row],
        actor=actor.snapshot(),
        details=details,
    )


def _named(name: str, clean: intake.Clean) -> str:
    """Return the file's name without a path or control characters, with the suffix of what is really kept."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    plain = "".join(letter for letter in stem if letter.isprintable()).strip() or "dokumen"
    return plain[:_NAME_LETTERS] + (".pdf" if clean.media_type == intake.PDF else ".jpg")


def _rendered(order: Order, agency: "Agency", at: datetime) -> bytes:
    """Return the certificate's PDF, with its code and signed QR."""
    page = f"{settings.BASE_URL}/verifikasi/"
    given = dict(order.data.get("certificate", {}))
    overlay = {
        "agency": agency.name,
        "title": order.title,
        "signature_block": order.signature.block,
        **given,
        "number": order.number,
        "code": order.code.shown,
        "verify_page": page,
        "verify_url": f"{page}{order.code.text}",
        "demo": settings.DEMO,
    }
    qr = rules.qr_svg(f"{page}{order.code.text}#{_token(order, at)}")
    return renderer.pdf(order.template, {**order.data, "certificate": overlay}, qr, at)


def _token(order: Order, at: datetime) -> str:
    key = issuer.signing_key()
    claims = cwt.Claims(
        issuer=settings.BASE_URL,
        code=order.code.text,
        number=order.number,
        title=order.title,
        issued_at=at,
        facts=cwt.facts_hash(order.code.text, order.public),
    )
    return cwt.signed(claims, key, issuer.key_id(key.public_key()))


def _prepared(
    order: Order, agency: "Agency", owner: "Person | None", body: bytes, at: datetime
) -> IssuedDocument:
    """Return the unsaved row of a rendered certificate, its private part sealed."""
    issued = IssuedDocument(
        government=agency.government,
        agency=agency,
        owner=owner,
        case_ref=order.case_ref,
        call=order.call,
        certificate=order.certificate,
        title=order.title,
        number=order.number,
        code_hash=order.code.hash,
        position=order.signature.position,
        capacity=order.signature.capacity,
        mandate=order.signature.mandate,
        granted_by_law=order.granted_by_law,
        demo=settings.DEMO,
        media_type=renderer.MEDIA_TYPE,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        key=new_key(),
        issued_at=at,
    )
    facts = [[fact.title, fact.value, fact.personal] for fact in order.public]
    private = {"code": order.code.text, "block": order.signature.block, "facts": facts}
    issued.sealed = seal(
        issued.key, f"{issued.place}:facts", json.dumps(private, ensure_ascii=False).encode()
    )
    return issued
