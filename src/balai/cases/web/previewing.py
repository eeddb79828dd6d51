"""The document before it is signed: rendered from the facts of this moment, marked as not valid, stored nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from balai.cases import access
from balai.cases.errors import NoPreview, NoSuchCase
from balai.cases.web.signing import number_ahead
from balai.cases.web.tasking import dossier_of
from balai.documents import selectors as documents
from balai.documents.errors import CertificateNotRendered
from balai.kernel.case import printed
from balai.people.access import official, person_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any

    Rendering = Callable[[bytes, Mapping[str, Any], datetime], bytes]


@official
@require_GET
def preview(request: HttpRequest, ref: UUID, n: int, certificate: str) -> HttpResponse:
    """Return the PDF as it would be signed now, without number and signature."""
    body = _rendered(request, ref, n, certificate, documents.preview)
    name = "pratinjau.pdf"
    return HttpResponse(
        body, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@official
@require_GET
def preview_picture(request: HttpRequest, ref: UUID, n: int, certificate: str) -> HttpResponse:
    """Return the first page of that PDF as a picture."""
    body = _rendered(request, ref, n, certificate, documents.preview_picture)
    return HttpResponse(body, content_type="image/png")


def _rendered(request: HttpRequest, ref: UUID, n: int, certificate: str, render: Rendering) -> bytes:
    """Render for whoever may sign. Raises NoSuchCase, NoPreview."""
    person = person_of(request)
    dossier = dossier_of(access.get_case(person, ref), person)
    task = access.worklist(person).filter(case_id=ref, n=n, act="sign").first()
    known = dossier.service.certificates.get(certificate)
    if task is None or known is None or task.element not in known.taken_at:
        raise NoSuchCase
    agency = dossier.case.offer.agency
    office = printed.Office(dossier.case.government.name, agency.name, agency.address)
    today = dossier.calendar.local(dossier.at).date()
    data = printed.template_data(
        dossier.service, dossier.facts, known, office, number_ahead(dossier, known), today
    )
    try:
        return render(known.template, data, dossier.at)
    except CertificateNotRendered as error:
        raise NoPreview from error
