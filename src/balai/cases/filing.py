"""An application handed in whole, by a program: what account and registers know is put in, as the pages do it.

A program says what the applicant says; what registers say of anybody it cannot say, so it is asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from balai.cases import actions, errors, lookups, papers
from balai.cases.models import Case
from balai.cases.types import Receipt
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.case import wording
from balai.lib import clock, ids
from balai.lib.keys.sealing import new_key
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.cases.actions import Alongside
    from balai.catalog.models import Offer
    from balai.kernel.definition.types import Service
    from balai.people.models import Person


def new_case(offer: Offer, person: Person) -> Case:
    """Return the row of a case that is not stored yet: an application handed in whole needs no draft."""
    return Case(
        ref=ids.new_ref(),
        government=offer.government,
        offer=offer,
        name=offer.name,
        applicant=person,
        acting=person,
        key=new_key(),
        created_at=clock.now(),
    )


def file(
    *, case: Case, answers: Mapping[str, Any], person: Person, alongside: Alongside | None = None
) -> Receipt:
    """Hand an application in. Raises Incomplete with what is wrong by path, and TooMany when a register was asked too often."""
    offer = case.offer
    service = catalog.service(offer.version_id)
    whole, register = known(service, forms.from_values(service.form, answers), person)
    calendar = catalog.calendar(offer.calendar_id)
    application = kernel.application(service, calendar, whole, register, clock.now())
    foreign = papers.foreign(service.form, application.answers, person)
    if foreign:
        raise errors.Incomplete(fields={error.path: error.code for error in foreign})
    return actions.submit(
        draft=case, application=application, actor=people.applicant(person), alongside=alongside
    )


def known(
    service: Service, answers: Mapping[str, Any], person: Person
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answers with what account and registers know put over them, and what registers said of each group.

    Nobody is asked about before the group's answers can stand: a question to a register is an act.
    """
    whole, register = dict(answers), dict[str, Any]()
    family = None
    for name, group in service.form.groups.items():
        found: lookups.Known | None = None
        if group.subject == "applicant":
            found = lookups.of_applicant(service, name, person)
        elif group.lookup == "family" and answers.get(name):
            family = lookups.family(person) if family is None else family
            found = _member(service, name, answers, family)
        if found is not None:
            whole = forms.merge(whole, found.answers)
            register[name] = dict(found.register)
        elif group.lookup and isinstance(answers.get(name), dict):
            register[name] = {"found": _matches(service, name, answers, person)}
    return whole, register


def _member(
    service: Service, group: str, answers: Mapping[str, Any], family: list[Any]
) -> lookups.Known | None:
    """Return what the register knows of the family member whose NIK is given; None for anybody else."""
    asked = lookups.question(service, group, answers)
    nik = asked[0] if asked else None
    member = next((one for one in family if one.elements.get(lookups.NIK) == nik), None) if nik else None
    return lookups.of_member(service, group, member) if member else None


def _matches(service: Service, group: str, answers: Mapping[str, Any], person: Person) -> bool:
    asked = lookups.question(service, group, answers)
    wrong = forms.validate(service.form, answers, {}, [group])
    return asked is not None and not wrong and lookups.matches(asked, person)


def sentences(service: Service, fields: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what is wrong in words that say how to mend it, by path."""
    texts = wording.form_texts(service, language)
    return {
        path: forms.message(forms.FieldError(path, code), service.form.fields.get(path), texts, language)
        for path, code in fields.items()
    }


def foreign_changes(
    form: forms.Form, before: Mapping[str, Any], after: Mapping[str, Any], person: Person
) -> dict[str, str]:
    """Return the changed fields that name a file of somebody else's, by path."""
    changed = set(forms.changed(form, before, after))
    return {error.path: error.code for error in papers.foreign(form, after, person) if error.path in changed}
