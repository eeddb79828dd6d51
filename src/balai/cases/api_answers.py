"""What the API answers, from rows: references, numbers, codes and dates; words where people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from balai.cases import apidoc
from balai.cases.models import Task
from balai.catalog import selectors as catalog
from balai.catalog.types import Words
from balai.documents import selectors as documents

if TYPE_CHECKING:
    from balai.cases.models import Case
    from balai.cases.types import Receipt
    from balai.cases.worklist import Line
    from balai.catalog.models import Offer
    from balai.documents.models import Document


def words_of(version: str) -> Words:
    """Return the words of a version in the language that was asked for."""
    return Words(catalog.service(version), get_language() or "id")


def service_short(offer: Offer) -> dict[str, Any]:
    """Return an offer in brief."""
    return {
        "name": offer.name,
        "title": words_of(offer.version_id).title,
        "agency": offer.agency.name,
        "government": offer.government.name,
        "version": offer.version_id,
    }


def service_of(offer: Offer) -> dict[str, Any]:
    """Return an offer with the schema of its form and the names of its code lists."""
    service = catalog.service(offer.version_id)
    return service_short(offer) | {
        "form": apidoc.schema_of(service.form),
        "lists": sorted(apidoc.lists_of(service)),
    }


def receipt_of(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt."""
    return {
        "ref": receipt.ref,
        "number": receipt.number,
        "secret": receipt.secret,
        "submitted_at": receipt.submitted_at,
        "due_on": receipt.due_on,
    }


def document_of(document: Document) -> dict[str, Any]:
    """Return a document of the vault."""
    return {
        "ref": document.ref,
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
    }


def case_short(case: Case) -> dict[str, Any]:
    """Return where a case stands."""
    words = words_of(case.version)
    return {
        "ref": case.ref,
        "number": case.number,
        "service": case.name,
        "status": case.status,
        "stage": case.stage,
        "waits_for": words.status(case.stage) if case.stage else "",
        "paused": case.paused,
        "seq": case.seq,
        "submitted_at": case.submitted_at,
        "ended_at": case.ended_at,
        "due_on": case.due_on,
    }


def case_whole(case: Case) -> dict[str, Any]:
    """Return where a case stands, its open tasks and what was issued."""
    numbers = Task.objects.filter(case_id=case.pk, status="open").order_by("n").values_list("n", flat=True)
    issued = [
        {"title": one.title, "number": one.number, "issued_at": one.issued_at}
        for one in documents.issued_in(case.ref)
    ]
    return case_short(case) | {"open_tasks": list(numbers), "issued": issued}


def line_of(line: Line) -> dict[str, Any]:
    """Return a task of the worklist."""
    return {
        "case": line.case,
        "n": line.n,
        "number": line.number,
        "service": line.name,
        "task": line.element,
        "act": line.act,
        "opened_at": line.opened_at,
        "due_on": line.due_on,
        "left": line.left,
        "overdue": line.overdue,
        "taken": line.taken,
    }
