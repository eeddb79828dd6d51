"""Carry out the operations that service tasks call (kernel/definition/operations.py lists them): the worker's side.

An operation runs outside any transaction of the case and may run twice: each is idempotent by its cause, case and call.
It returns the facts that the process continues with, or a BPMN error code that the drawing catches; anything else is a
`Fail`, and a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from balai.cases import events
from balai.catalog import selectors as catalog
from balai.documents import actions as documents
from balai.documents.types import Order, PublicFact, Signature, VerificationCode
from balai.kernel import case as kernel
from balai.kernel import feel
from balai.kernel.case import printed, wording
from balai.lib import clock
from balai.lib.jobs.queue import Fail
from balai.people import selectors as people
from balai.people.types import Actor
from balai.registers import actions as registers
from balai.registers import selectors as held
from balai.registers.errors import RecordRefused

if TYPE_CHECKING:
    from balai.cases.models import Case
    from balai.kernel.definition.types import Certificate, Service


@dataclass(frozen=True)
class Answer:
    """What an operation came back with: `result` as `feel.encode` writes it, or an error code of the drawing."""

    result: dict[str, Any]
    error: str = ""


@dataclass(frozen=True)
class Asked:
    """One call being carried out."""

    case: Case
    service: Service
    n: int
    element: str
    arguments: dict[str, Any]
    facts: dict[str, Any]
    state: kernel.State
    at: datetime

    @property
    def cause(self) -> str:
        """The idempotency key of this call."""
        return f"{self.case.ref}/{self.n}"


def carry_out(case: Case, n: int) -> Answer | None:
    """Carry out call `n` of a case; None when the answer is no longer wanted. Raises Fail, Retry."""
    state = case.open_state()
    element = state["open_calls"].get(str(n))
    if element is None:
        return None
    service, at = catalog.service(case.version), clock.now()
    facts = kernel.facts_of(service, catalog.calendar(state["calendar"]), state, at)
    arguments = {
        name: feel.decode(value) for name, value in kernel.call_arguments(service, element, facts).items()
    }
    asked = Asked(case, service, n, element, arguments, facts, state, at)
    return _OPERATIONS[service.tasks[element].call](asked)


def _find(asked: Asked) -> Answer:
    criteria = {name: _plain(value) for name, value in asked.arguments.items() if name != "register"}
    records = held.find(asked.arguments["register"], asked.case.government, criteria)
    return Answer({"records": [feel.encode(dict(record)) for record in records]})


def _add(asked: Asked) -> Answer:
    fields = {name: _plain(value) for name, value in asked.arguments.items() if name != "register"}
    try:
        result = registers.add(
            register=asked.arguments["register"],
            government=asked.case.government,
            fields=fields,
            actor=Actor.system(),
            cause=asked.cause,
        )
    except RecordRefused:
        return Answer({}, error="refused")
    return Answer({name: feel.encode(value) for name, value in result.items()})


def _plain(value: Any) -> Any:
    """Return a fact as registers keep it: JSON, dates as ISO strings, decimals as strings."""
    encoded = feel.encode(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return next(iter(encoded.values())) if isinstance(encoded, dict) else encoded


# -- documents


def _issue(asked: Asked) -> Answer:
    certificate = asked.service.certificates[asked.arguments["certificate"]]
    taken = asked.state["certificates"].get(certificate.id)
    if taken is None:
        raise Fail(f"no number was taken for {certificate.id}")
    signature = _signature(asked, certificate)
    law = _law(asked) if asked.arguments.get("by_law") else ""
    order = Order(
        case_ref=asked.case.ref,
        call=asked.cause,
        certificate=certificate.id,
        title=certificate.title,
        template=certificate.template,
        number=taken["number"],
        code=_code(taken["code"]),
        signature=signature,
        public=_public(asked, certificate),
        data=_template_data(asked, certificate, taken, law),
        granted_by_law=law,
    )
    issued = documents.issue(
        order=order,
        agency=asked.case.offer.agency,
        owner=asked.case.applicant,
        actor=Actor.system(),
        at=asked.at,
    )
    return Answer(
        {
            "document": str(issued.ref),
            "number": issued.number,
            "code": taken["code"],
            "at": feel.encode(issued.issued_at),
        }
    )


def _code(text: str) -> VerificationCode:
    code = VerificationCode.parse(text)
    if code is None:
        raise Fail("the verification code is not readable")
    return code


def _law(asked: Asked) -> str:
    return "; ".join(asked.service.tasks[asked.element].basis)


def _signature(asked: Asked, certificate: Certificate) -> Signature:
    """Return who answers for the document: the person who did the signing task, or the agency's seal under a grant."""
    agency = asked.case.offer.agency
    signed_in = asked.arguments.get("signed_in")
    if signed_in:
        actor = events.actor_of(asked.case, signed_in)
        person = people.by_ref(actor["person"]) if actor.get("person") else None
        post = people.post_of(actor)
        name = person.name if person else ""
        return Signature(post, actor["mandate"], f"{post}\n{name}", actor["capacity"] or "definitif")
    if asked.arguments.get("by_law"):
        return Signature(agency.name, _law(asked), agency.name, "seal")
    grant = catalog.grant_in_force(asked.case.offer, "document.issue", certificate.id, asked.at)
    if grant is None:
        raise Fail(f"no standing grant to issue {certificate.id} without a person")
    return Signature(agency.name, grant.decree, f"{agency.name}\n{grant.decree}", "seal")


def _public(asked: Asked, certificate: Certificate) -> tuple[PublicFact, ...]:
    """Return what anyone may see of the document; facts of people are personal, so they are shown masked."""
    found = []
    for path in certificate.public:
        name = path.removeprefix("form.")
        field = asked.service.form.fields.get(name) if path.startswith("form.") else None
        element = asked.service.elements.get(field.element) if field is not None and field.element else None
        value = wording.in_words(asked.service, asked.facts, path)
        if path == "certificate.number" or not value:
            continue
        title = field.title if field else _decision_title(asked.service, path)
        found.append(PublicFact(title, value, personal=element is not None and element.personal != "none"))
    return tuple(found)


def _decision_title(service: Service, path: str) -> str:
    decision = service.rules.decisions.get(path)
    return (decision.question or decision.name) if decision else path


def _template_data(asked: Asked, certificate: Certificate, taken: dict[str, Any], law: str) -> dict[str, Any]:
    agency = asked.case.offer.agency
    office = printed.Office(asked.case.government.name, agency.name, agency.address)
    on: Any = feel.decode(taken["date"])
    return printed.template_data(asked.service, asked.facts, certificate, office, taken["number"], on, law)


_OPERATIONS: dict[str, Callable[[Asked], Answer]] = {
    "register.find": _find,
    "register.add": _add,
    "document.issue": _issue,
}
