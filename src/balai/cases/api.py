"""The API: the same inputs and actions as the pages. Programs come with an access token, browsers with session and CSRF token.

Errors are RFC 9457 problem details, made by `site.errors`. `Idempotency-Key` makes a repeated POST answer as the first did.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, BinaryIO, NoReturn, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from ninja import File, Form, NinjaAPI, UploadedFile
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from balai.cases import access, actions, api_tasks, apidoc, filing, replies, worklist
from balai.cases.api_answers import (
    case_short,
    case_whole,
    document_of,
    line_of,
    receipt_of,
    service_of,
    service_short,
)
from balai.cases.api_shapes import (
    Application,
    CaseList,
    CaseWhole,
    DocumentShape,
    Done,
    Problem,
    ReceiptShape,
    ServiceShort,
    ServiceWhole,
    TaskShape,
    Worklist,
)
from balai.cases.errors import Incomplete
from balai.catalog import selectors as catalog
from balai.documents import actions as documents
from balai.lib.errors import DomainError, InvalidInput, NotFound
from balai.people import selectors as people
from balai.people.programs import official_behind, person_behind
from balai.site.errors import Unreadable, answer

APPLY, WORK = "apply", "work"
PER_PAGE = 50
WRONG = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem, 503: Problem}


class ExactNumbers(Parser):
    """Reads JSON without floats: decimals stay as they were written."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. Raises ValueError for what is no JSON."""
        return json.loads(request.body, parse_float=Decimal, parse_constant=_no_number)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


api = NinjaAPI(
    title="Balai",
    version="1",
    description=__doc__ or "",
    docs_url=None,
    urls_namespace="api",
    parser=ExactNumbers(),
    openapi_extra=apidoc.SECURITY,
)


@api.exception_handler(DomainError)
def _refused(request: HttpRequest, error: DomainError) -> Any:
    return answer(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> Any:
    fields = {".".join(map(str, one["loc"][1:])) or "body": str(one["type"]) for one in error.errors}
    return answer(request, InvalidInput(fields=fields))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: HttpError) -> Any:
    return answer(request, Unreadable())


# -- services


@api.get("/services", response=list[ServiceShort], url_name="services", tags=["services"])
def services(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - every operation takes it
    """List what can be applied for."""
    return JsonResponse([service_short(offer) for offer in catalog.open_offers()], safe=False)


@api.get(
    "/services/{name}", response={200: ServiceWhole, 404: Problem}, url_name="service", tags=["services"]
)
def service(request: HttpRequest, name: str) -> JsonResponse:  # noqa: ARG001 - every operation takes it
    """Return a service with the JSON Schema of its form."""
    return JsonResponse(service_of(catalog.offers_of(name)[0]))


@api.get(
    "/services/{name}/lists/{listed}",
    response={200: dict[str, str], 404: Problem},
    url_name="code-list",
    tags=["services"],
)
def code_list(request: HttpRequest, name: str, listed: str) -> JsonResponse:  # noqa: ARG001 - every operation takes it
    """Return a code list of a service: code to title."""
    titles = apidoc.lists_of(catalog.service(catalog.offers_of(name)[0].version_id)).get(listed)
    if titles is None:
        raise NotFound
    return JsonResponse(dict(titles))


@api.get(
    "/services/{name}/openapi.json",
    response={200: dict[str, Any]},
    url_name="service-openapi",
    tags=["services"],
)
def service_openapi(request: HttpRequest, name: str) -> JsonResponse:  # noqa: ARG001 - every operation takes it
    """Return the OpenAPI description of this API with the form of one service in it."""
    offer = catalog.offers_of(name)[0]
    return JsonResponse(apidoc.of_service(api, catalog.service(offer.version_id)))


# -- applying


@api.post("/services/{name}/cases", response={201: ReceiptShape, **WRONG}, url_name="file", tags=["cases"])
def file(request: HttpRequest, name: str, body: Application) -> JsonResponse:
    """Apply: the answers, whole. What registers know is put in here; the tracking secret is in the answer only."""
    person = person_behind(request, APPLY)
    offer = catalog.offer_for(name, person)
    call = replies.repeatable(person, f"file:{offer.name}", _key(request), request.body)
    kept = call.kept()
    if kept is None:
        case = filing.new_case(offer, person)
        try:
            made = filing.file(
                case=case,
                answers=body.answers,
                person=person,
                alongside=lambda: call.keep(201, {"ref": str(case.ref)}),
            )
        except IntegrityError:
            kept = call.kept()
            if kept is None:
                raise
        except Incomplete as error:
            _explain(error, offer.version_id)
            raise
        else:
            return JsonResponse(receipt_of(made), status=201)
    return JsonResponse(
        receipt_of(actions.receipt(access.get_own_case(person, UUID(kept["ref"])))), status=201
    )


def _key(request: HttpRequest) -> str:
    return request.headers.get("Idempotency-Key", "").strip()


def _explain(error: Incomplete, version: str) -> None:
    """Add to a refusal what it says in words."""
    fields = error.details.get("fields", {})
    error.details["messages"] = filing.sentences(catalog.service(version), fields, get_language() or "id")


@api.post("/documents", response={201: DocumentShape, **WRONG}, url_name="documents", tags=["cases"])
def upload(request: HttpRequest, file: File[UploadedFile], kind: Form[str]) -> JsonResponse:
    """Put a file into one's own vault. `kind` is the data element it proves, as the form's schema names it."""
    person = person_behind(request, _scope(request))
    document = documents.accept(
        file=cast("BinaryIO", file),
        name=file.name or "",
        kind=kind,
        owner=person,
        government=person.government,
        actor=people.applicant(person),
    )
    return JsonResponse(document_of(document), status=201)


# -- cases


@api.get("/cases", response={200: CaseList, **WRONG}, url_name="cases", tags=["cases"])
def cases(request: HttpRequest, page: int = 1) -> JsonResponse:
    """List one's own submitted cases, newest first."""
    person = person_behind(request, APPLY)
    found = access.own_cases(person).exclude(status="draft").defer("state").order_by("-submitted_at", "pk")
    shown = Paginator(found, PER_PAGE).get_page(page)
    return JsonResponse({"count": shown.paginator.count, "items": [case_short(one) for one in shown]})


@api.get("/cases/{uuid:ref}", response={200: CaseWhole, **WRONG}, url_name="case", tags=["cases"])
def case(request: HttpRequest, ref: UUID) -> JsonResponse:
    """Say where a case stands: one's own, or with the scope "work" one of one's office. An official's read is recorded."""
    person = person_behind(request, _scope(request))
    found = access.get_case(person, ref) if _scope(request) == WORK else access.get_own_case(person, ref)
    return JsonResponse(case_whole(found))


def _scope(request: HttpRequest) -> str:
    """Return in which role a program asks: "apply" unless the query says "work"."""
    return WORK if request.GET.get("as") == WORK else APPLY


# -- work


@api.get("/worklist", response={200: Worklist, **WRONG}, url_name="worklist", tags=["work"])
def work(
    request: HttpRequest, service: str = "", task: str = "", whose: str = "", number: str = "", page: int = 1
) -> JsonResponse:
    """List what waits for one's posts, nearest deadline first; no personal data."""
    person = official_behind(request, WORK)
    wish = worklist.wanted({"service": service, "task": task, "whose": whose, "number": number})
    shown = Paginator(worklist.narrowed(access.worklist(person), wish, person), PER_PAGE).get_page(page)
    lines = worklist.lines(shown.object_list, person)  # type: ignore[arg-type]  # a slice of the QuerySet
    return JsonResponse({"count": shown.paginator.count, "items": [line_of(line) for line in lines]})


@api.get(
    "/cases/{uuid:ref}/tasks/{int:n}", response={200: TaskShape, **WRONG}, url_name="task", tags=["work"]
)
def task(request: HttpRequest, ref: UUID, n: int) -> JsonResponse:
    """Return a task with all that is needed to do it. An official's read is recorded."""
    return JsonResponse(
        api_tasks.shown(person_behind(request, _scope(request)), ref, n, _scope(request) == WORK)
    )


@api.post(
    "/cases/{uuid:ref}/tasks/{int:n}/take",
    response={200: TaskShape, **WRONG},
    url_name="take-task",
    tags=["work"],
)
def take(request: HttpRequest, ref: UUID, n: int) -> JsonResponse:
    """Reserve a task; a task that another official works on is refused with their name."""
    person = official_behind(request, WORK)
    found, _task = access.get_task(person, ref, n)
    actions.take_task(case=found, n=n, person=person)
    return JsonResponse(api_tasks.shown(person, ref, n, work=True))


@api.post(
    "/cases/{uuid:ref}/tasks/{int:n}", response={200: CaseWhole, **WRONG}, url_name="task", tags=["work"]
)
def complete(request: HttpRequest, ref: UUID, n: int, body: Done) -> JsonResponse:
    """Finish a task, or as the applicant hand in corrected answers. Signatures are given in a browser."""
    scope = APPLY if body.answers is not None else WORK
    person = person_behind(request, scope)
    call = replies.repeatable(person, f"complete:{ref}:{n}", _key(request), request.body)
    kept = call.kept()
    if kept is not None:
        return JsonResponse(kept)
    return JsonResponse(api_tasks.complete(person, ref, n, body, call))
