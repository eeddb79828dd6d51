"""What registers and the account say about the people in a draft, so that it is shown instead of asked.

Facts come only about the person signed in and their own family card. About anybody else a register says match or no match.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from balai.kernel import forms
from balai.kernel.definition.types import Service
from balai.people import selectors as people
from balai.registers import access
from balai.registers import selectors as registers
from balai.registers.errors import NoSuchRegister

if TYPE_CHECKING:
    from balai.people.models import Person
    from balai.registers.types import Facts

ACCOUNT = "account"
NIK, NAME = "person.nik", "person.name"


@dataclass(frozen=True)
class Known:
    """What is known of a group of questions: answers by path, where each came from, and `register.<group>`."""

    answers: Mapping[str, Any]
    sources: Mapping[str, str]
    register: Mapping[str, Any]


def of_applicant(service: Service, group: str, person: Person) -> Known:
    """Return what account and register know of the applicant for this group of questions; of the register only what it
    tells somebody whom an office has confirmed.
    """
    facts = registers.person_facts(person) if person.is_confirmed else None
    account = people.account_of(person)
    own = {
        NIK: person.nik,
        NAME: person.name,
        "person.phone": person.phone,
        "person.email": account.email if account else "",
    }
    held = dict(facts.elements) if facts else {}
    answers, sources = {}, {}
    for path in service.form.groups[group].fields:
        element = service.form.fields[path].element
        owner = service.elements[element].register if element in service.elements else ""
        value = own.get(element) if owner == ACCOUNT or element not in held else held[element]
        if value and _fits(service, path, value):
            answers[path], sources[path] = value, ACCOUNT if element in own else owner
    return Known(answers, sources, facts.context() if facts else {"found": False})


def of_member(service: Service, group: str, facts: Facts) -> Known:
    """Return what the register knows of a member of the applicant's family for this group of questions."""
    found = {
        path: facts.elements[element]
        for path in service.form.groups[group].fields
        if (element := service.form.fields[path].element) in facts.elements
        and _fits(service, path, facts.elements[element])
    }
    return Known(found, dict.fromkeys(found, facts.register), facts.context())


def _fits(service: Service, path: str, value: Any) -> bool:
    """Say whether a value answers the field; one that does not is asked for instead."""
    field = service.form.fields[path]
    answers = {field.group: {field.name: value}} if field.group else {field.name: value}
    return not forms.validate(service.form, answers, {}, [path])


def family(person: Person) -> list[Facts]:
    """Return the applicant and the others on their family card, the applicant first; nobody without a card, and nobody
    for an applicant whom no office has confirmed yet.
    """
    if not person.is_confirmed:
        return []
    own = registers.person_facts(person)
    return [own, *registers.family_of(person)] if own else []


def member(person: Person, ref: str) -> Facts | None:
    """Return the facts of the applicant or of a member of their family by the record's reference; None for others."""
    try:
        wanted = UUID(ref)
    except ValueError:
        return None
    return next((one for one in family(person) if one.ref == wanted), None)


def question(service: Service, group: str, answers: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the NIK and name that a group names; None while one of them is missing."""
    nik, name = (
        next(
            (
                forms.get(answers, path)
                for path in service.form.groups[group].fields
                if _is(service, path, element)
            ),
            None,
        )
        for element in (NIK, NAME)
    )
    return (str(nik), str(name)) if nik and name else None


def _is(service: Service, path: str, element: str) -> bool:
    return service.form.fields[path].element == element


def mark(asked: tuple[str, str]) -> str:
    """Return a short mark of a question already put to the register, so that it is not put twice."""
    return hashlib.sha256("\0".join((asked[0], " ".join(asked[1].casefold().split()))).encode()).hexdigest()[
        :16
    ]


def matches(asked: tuple[str, str], person: Person) -> bool:
    """Ask the population register whether NIK and name belong together; no where no register is kept. Raises TooMany."""
    try:
        return access.match(nik=asked[0], name=asked[1], government=person.government, by=person)
    except NoSuchRegister:
        return False
