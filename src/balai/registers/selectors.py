"""Reads of registers. A person sees their own facts and their family's; a service task looks records up by
key.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from balai.lib.db import reading
from balai.lib.keys.sealing import blind_index, unseal
from balai.registers import definition as definitions
from balai.registers import rules
from balai.registers.definition import Definition
from balai.registers.errors import CriteriaRefused, NoSuchRegister
from balai.registers.models import Record, RecordIndex, Register
from balai.registers.types import Facts

if TYPE_CHECKING:
    from balai.people.models import Government, Person

_PERSON = "person"


def registers(government: "Government") -> list[Register]:
    """Return a government's registers, by name."""
    return sorted(reading.find(Register, government_id=government.pk), key=lambda register: register.name)


def get_register(government: "Government", name: str) -> Register:
    """Return a register. Raises NoSuchRegister."""
    found = Register.objects.filter(government=government, name=name).first()
    if found is None:
        raise NoSuchRegister(register=name)
    return found


def definition_of(register: Register) -> Definition:
    """Return how a register is kept."""
    return definitions.read(register.name, register.definition)


def results_of(register: str, government: "Government") -> dict[str, str]:
    """Return the fields with which a register answers an addition, each with its data element ("" for none).

    Raises NoSuchRegister.
    """
    definition = definition_of(get_register(government, register))
    return {name: definition.fields[name].element for name in definition.results}


def population(government: "Government") -> Register | None:
    """Return the register by whose key a person is known; None when this government keeps none."""
    for register in registers(government):
        if register.definition.get("person") and _PERSON in register.definition.get("answers", ()):
            return register
    return None


def find(register: str, government: "Government", criteria: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the records that fit all criteria, oldest first, each with the fields that the register tells.

    A criterion without a value finds nothing. Raises NoSuchRegister, and CriteriaRefused for a combination of
    fields that the register's definition does not offer.
    """
    kept = get_register(government, register)
    definition = definition_of(kept)
    if tuple(sorted(criteria)) not in definition.indexed:
        raise CriteriaRefused(register=register, criteria=sorted(criteria))
    return [_told(definition, fields_of(record)) for record in look_up(kept, definition, criteria)]


def look_up(register: Register, definition: Definition, criteria: Mapping[str, Any]) -> list[Record]:
    """Return the records whose blind index fits; the fields named must be an indexed combination."""
    index = index_of(register, definition, tuple(criteria), criteria)
    if index is None:
        return []
    names = "+".join(sorted(criteria))
    hits = reading.find(
        RecordIndex, along=("record",), register_id=register.pk, fields=names, value_index=index
    )
    return [hit.record for hit in sorted(hits, key=lambda hit: hit.record_id)]


def index_of(
    register: Register, definition: Definition, names: tuple[str, ...], fields: Mapping[str, Any]
) -> str | None:
    """Return the blind index of a combination of fields, of this government's register only; None when one is
    empty.
    """
    text = rules.compared(definition, names, fields)
    if text is None:
        return None
    scope = f"register:{register.government_id}:{register.name}:{'+'.join(sorted(names))}"
    return blind_index(scope, text)


def fields_of(record: Record) -> dict[str, Any]:
    """Return a record's fields. Raises KeyDestroyed, SealBroken."""
    found: dict[str, Any] = json.loads(unseal(record.key, record.place, bytes(record.sealed)))
    return found


def _told(definition: Definition, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in definition.tells if name in fields}


def person_facts(person: "Person") -> Facts | None:
    """Return what the population register of the person's government holds about that very person."""
    found = _own_record(person)
    return _facts(*found) if found else None


def family_of(person: "Person") -> list[Facts]:
    """Return the others on the person's own family card, with their facts; nobody without a record or
    a card.
    """
    found = _own_record(person)
    if found is None or not found[1].family:
        return []
    own, definition = found
    card = {definition.family: fields_of(own).get(definition.family)}
    members = look_up(own.register, definition, card)
    return [_facts(member, definition) for member in members if member.pk != own.pk]


def names_by_element(government: "Government") -> dict[str, str]:
    """Return what the population register calls each data element; nothing where no such register is kept."""
    register = population(government)
    if register is None:
        return {}
    return {one.element: name for name, one in definition_of(register).fields.items() if one.element}


def _own_record(person: "Person") -> tuple[Record, Definition] | None:
    register = population(person.government)
    if register is None or not person.nik:
        return None
    definition = definition_of(register)
    found = look_up(register, definition, {definition.person: person.nik})
    return (found[0], definition) if found else None


def _facts(record: Record, definition: Definition) -> Facts:
    fields = fields_of(record)
    known = {name: one.element for name, one in definition.fields.items() if one.element and name in fields}
    elements = {element: fields[name] for name, element in known.items()}
    return Facts(record.ref, definition.name, fields, elements)


def agrees(government: "Government", nik: str, name: str) -> bool:
    """Return whether NIK and name belong together, for `people` to identify an account once.

    One index over both is asked, so that a known and an unknown NIK take the same time. True where no
    population register is kept: there is nothing to compare with.
    """
    register = population(government)
    if register is None:
        return True
    return matches(register, {"nik": nik, "name": name})


def matches(register: Register, asked: Mapping[str, str]) -> bool:
    """Return whether one record has all the values asked, by the one index that covers them together."""
    definition = definition_of(register)
    criteria = dict(zip(definition.match, asked.values(), strict=True))
    index = index_of(register, definition, definition.match, criteria)
    names = "+".join(sorted(definition.match))
    return RecordIndex.objects.filter(register=register, fields=names, value_index=index or "").exists()
