"""The lawful ways to reach a register for someone: their own family, and one yes or no about anybody else."""

from typing import TYPE_CHECKING
from uuid import UUID

from balai.ledger.actions import record
from balai.lib.db import writing
from balai.lib.errors import NotFound
from balai.lib.limits.attempts import Limit, attempt
from balai.people.selectors import applicant
from balai.registers import selectors
from balai.registers.errors import NoSuchRegister
from balai.registers.types import Facts

if TYPE_CHECKING:
    from balai.people.models import Government, Person
    from balai.registers.models import Register


def own_facts(person: "Person") -> Facts:
    """Return what the register holds about the person who asks. Raises NotFound, also for who was not confirmed."""
    found = selectors.person_facts(person) if person.is_confirmed else None
    if found is None:
        raise NotFound
    return found


def family_member(person: "Person", ref: UUID) -> Facts:
    """Return the facts of one member of the person's own family card. Raises NotFound, also for anybody
    else's record.
    """
    for member in selectors.family_of(person) if person.is_confirmed else ():
        if member.ref == ref:
            return member
    raise NotFound


def match(*, nik: str, name: str, government: "Government", by: "Person") -> bool:
    """Say whether a NIK and a name belong together, and nothing else. Raises TooMany, NoSuchRegister.

    A wrong name and an unknown NIK get the same answer, by the same one question to one index. Every question
    counts against the asker and is an entry of the proof log. Call it outside a transaction that may be
    rolled back.
    """
    register = selectors.population(government)
    if register is None:
        raise NoSuchRegister
    definition = selectors.definition_of(register)
    limits = [Limit(count, seconds) for count, seconds in definition.match_limits]
    attempt(f"register.match/{register.pk}", str(by.ref), limits)
    answer = selectors.matches(register, {"nik": nik, "name": name})
    with writing():
        record(
            action="register.matched",
            government_id=government.pk,
            subject=f"person:{by.ref}",
            key=by.key,
            rows=[],
            actor=applicant(by).snapshot(),
            details={"register": register.name, "answer": answer, "asked": _asked(register, nik)},
        )
    return answer


def _asked(register: "Register", nik: str) -> str:
    """Return about whom was asked, as the blind index of the key, for the person's own list of who asked."""
    definition = selectors.definition_of(register)
    return selectors.index_of(register, definition, (definition.person,), {definition.person: nik}) or ""
