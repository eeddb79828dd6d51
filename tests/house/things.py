"""One hall with one of everything that an address can name, and one of everybody who can ask for it."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from balai.cases import drafts
from balai.cases.models import Case, Task
from balai.catalog import selectors as catalog
from balai.documents import actions as documents
from balai.documents.models import IssuedDocument
from balai.notices.models import Notice
from balai.people import actions as people
from balai.people.models import Account, Person
from balai.people.types import Actor
from tests.documents import samples
from tests.people.people_factory import sign_in
from tests.walking import Hall, open_hall

SYSTEM = Actor.system()
# What the address of a route is made to name; the others name nothing that is there.
OF = {
    "service": "a service",
    "manuscript": "a service",
    "apply": "a service",
    "case": "a case",
    "draft_page": "a draft",
    "upload": "a draft",
    "check_answers": "a draft",
    "discard_draft": "a draft",
    "receipt": "a case",
    "receipt_qr": "a case",
    "apply_again": "a case",
    "correct": "the citizen's task",
    "desk_case": "an office's task",
    "desk_document": "a case",
    "desk_issued": "a case",
    "desk_task": "an office's task",
    "desk_take": "an office's task",
    "desk_release": "an office's task",
    "desk_upload": "an office's task",
    "desk_sign": "an office's task",
    "desk_preview": "an office's task",
    "desk_preview_picture": "an office's task",
    "letter": "a letter",
    "document": "an upload",
    "issued_document": "a certificate",
    "verification_result": "a certificate",
    "api:service": "a service",
    "api:service-openapi": "a service",
    "api:file": "a service",
    "api:case": "a case",
    "api:task": "an office's task",
    "api:take-task": "an office's task",
}


@dataclass
class Things:
    """Who asks, by role; what an address of a route may name: `of` a thing, values by their name; and when."""

    roles: dict[str, Client]
    of: dict[str, dict[str, Any]]
    now: datetime


def make_things() -> Things:
    """Open the hall and make one of everything, all of it the citizen's own."""
    hall = open_hall()
    with hall.clock():
        people.open_account(person=hall.citizen, email="warga@balai.example", password=None, actor=SYSTEM)
    return Things(_roles(hall), _of(hall), hall.now)


def _roles(hall: Hall) -> dict[str, Client]:
    newcomer = _browser()
    newcomer.force_login(Account.objects.create_user("baru@balai.example"))
    return {
        "visitor": _browser(),
        "newcomer": newcomer,
        "citizen": _client(hall.citizen),
        "neighbour": _client(_person("sari")),
        "elsewhere": _client(_person("gilang")),
        "official": _client(_person("dimas")),
        "head": _client(_person("ratna")),
    }


def _person(name: str) -> Person:
    person = Account.objects.get(email=f"{name}@balai.example").person
    assert person is not None
    return person


def _client(person: Person) -> Client:
    client: Client = sign_in(_browser(), person)
    return client


def _browser() -> Client:
    """Return a client at the demo's own address; a failure of the server is an answer like any other."""
    return Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")


def _nothing() -> dict[str, Any]:
    """Return values that name nothing that is there."""
    names = dict.fromkeys(("name", "page", "listed", "certificate"), "tidak-ada")
    code = "AAAA-BBBB-CCCC-DDDD"
    return {**names, "ref": uuid4(), "document": uuid4(), "n": 99, "code": code, "uidb36": "1", "key": "a-b"}


def _of(hall: Hall) -> dict[str, dict[str, Any]]:
    granted = hall.walk("akta-kelahiran", "tepat-waktu")
    lacking = _handed_in(hall, "kurang-lengkap")
    waiting = _handed_in(hall, "tepat-waktu")
    issued = IssuedDocument.objects.get(case_ref=granted.ref)
    letter = Notice.objects.filter(person=hall.citizen).earliest("pk")
    return {
        "nothing": _nothing(),
        "a service": {"name": "akta-kelahiran"},
        "a draft": _draft(hall),
        "a case": {"ref": granted.ref, "document": issued.ref},
        "an office's task": _task(waiting, applicant=False),
        "the citizen's task": _task(lacking, applicant=True),
        "a letter": {"ref": letter.ref},
        "an upload": {"ref": _upload(hall)},
        "a certificate": {"ref": issued.ref, "code": granted.open_state()["certificate"]["code"]},
    }


def _handed_in(hall: Hall, example: str) -> Case:
    """Hand in what an example hands in; return the case as the rules leave it."""
    service = catalog.service(catalog.offers_of("akta-kelahiran")[0].version_id)
    course = next(one for one in service.examples if one.name == example)
    case = hall.submit(service.name, course.form, course.register)
    hall.work()
    return case


def _task(case: Case, *, applicant: bool) -> dict[str, Any]:
    n = Task.objects.get(case=case, status="open", applicant=applicant).n
    certificate = next(iter(catalog.service(case.version).certificates))
    return {"ref": case.ref, "n": n, "certificate": certificate}


def _draft(hall: Hall) -> dict[str, Any]:
    offer = catalog.offer_for("izin-usaha", hall.citizen)
    with hall.clock():
        draft = drafts.start(offer=offer, person=hall.citizen)
    return {"ref": draft.ref, "page": catalog.service(offer.version_id).form.pages[0].id}


def _upload(hall: Hall) -> UUID:
    owner = hall.citizen
    return documents.accept(
        file=BytesIO(samples.jpeg()),
        name="surat.jpg",
        kind="birth.letter",
        owner=owner,
        government=owner.government,
        actor=Actor(person=owner.ref, name=owner.name),
    ).ref
