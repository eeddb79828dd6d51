"""The verbs of registers: declare one, add a record, seed one for a demo."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from balai.kernel import canonical
from balai.ledger.actions import record as enter
from balai.lib import clock
from balai.lib.db import writing
from balai.lib.keys.sealing import blind_index, new_key, seal
from balai.registers import definition as definitions
from balai.registers import rules, selectors
from balai.registers.definition import Definition, Fed, Feed
from balai.registers.errors import RecordRefused
from balai.registers.models import Record, RecordIndex, Register, Serial

if TYPE_CHECKING:
    from balai.people.models import Government
    from balai.people.types import Actor


def declare(
    *, name: str, definition: Mapping[str, Any], government: "Government", actor: "Actor"
) -> Register:
    """Declare how a register is kept; the public may see it. Declared the same way already: nothing happens.

    `definition` is the register's whole table (`definition.together`). Raises DefinitionRefused.
    """
    read = definitions.read(name, definition)
    table = json.loads(canonical.dumps(definition))
    with writing():
        register = Register.objects.filter(government=government, name=name).first()
        if register and register.definition == table:
            return register
        register = register or Register(government=government, name=name)
        register.title, register.owner, register.definition = read.title, read.owner, table
        register.declared_at = clock.now()
        register.save()
        enter(
            action="register.declared",
            government_id=government.pk,
            subject=f"register:{name}",
            key=None,
            rows=[register],
            actor=actor.snapshot(),
            details={"name": name, "definition": canonical.digest(table)},
            public=True,
        )
    return register


def add(
    *, register: str, government: "Government", fields: Mapping[str, Any], actor: "Actor", cause: str
) -> dict[str, Any]:
    """Add one record and what it feeds; return what the register answers with (`results`, and `at`).

    `cause` names the act (case and call): asked again with it, the record made before answers. `fields` may
    be nested; the register's definition says where each field is taken from. Raises NoSuchRegister,
    RecordRefused.
    """
    kept = selectors.get_register(government, register)
    with writing():
        record = Record.objects.filter(government=government, register=kept, cause=cause).first()
        if record is None:
            definition = selectors.definition_of(kept)
            record = _added(kept, definition, rules.collected(definition, fields), actor, cause)
    return _results(selectors.definition_of(kept), record)


def seed(
    *, register: str, government: "Government", rows: Iterable[Mapping[str, Any]], actor: "Actor"
) -> int:
    """Add the records that a register held before it came here, each once and each with its entry; return how
    many came.

    A record is recognised by the register's first unique combination of fields.
    """
    kept = selectors.get_register(government, register)
    definition = selectors.definition_of(kept)
    before = Record.objects.filter(register=kept).count()
    with writing():
        for row in rows:
            collected = rules.collected(definition, row)
            index = selectors.index_of(kept, definition, definition.unique[0], collected)
            cause = f"held:{index or canonical.digest(collected)}"
            add(register=register, government=government, fields=row, actor=actor, cause=cause)
    return Record.objects.filter(register=kept).count() - before


def _added(
    register: Register, definition: Definition, fields: dict[str, Any], actor: "Actor", cause: str
) -> Record:
    for feed in definition.feeds:
        fields.update(_fed(register, feed, fields, actor, cause))
    serials = _issue(register, definition, fields)
    _refuse(register, definition, fields)
    record = Record(
        government_id=register.government_id,
        register=register,
        cause=cause,
        key=new_key(),
        created_at=clock.now(),
    )
    record.sealed = seal(record.key, record.place, canonical.dumps(fields))
    record.save()
    indexes = _index(register, definition, record, fields)
    enter(
        action="record.added",
        government_id=register.government_id,
        subject=f"record:{record.ref}",
        key=record.key,
        rows=[record, *indexes, *serials],
        actor=actor.snapshot(),
        details={"register": register.name, "cause": cause},
    )
    return record


def _refuse(register: Register, definition: Definition, fields: Mapping[str, Any]) -> None:
    lacking = rules.missing(definition, fields)
    if lacking:
        raise RecordRefused(reason="incomplete", register=register.name, fields=lacking)
    for names in definition.unique:
        if selectors.look_up(register, definition, {name: fields.get(name) for name in names}):
            raise RecordRefused(reason="duplicate", register=register.name, fields=list(names))


def _index(
    register: Register, definition: Definition, record: Record, fields: Mapping[str, Any]
) -> list[RecordIndex]:
    """Store the blind index of every combination whose fields are all there; return the rows."""
    rows = []
    for names in definition.indexed:
        value = selectors.index_of(register, definition, names, fields)
        if value is None:
            continue
        row = RecordIndex(
            government_id=register.government_id,
            register=register,
            record=record,
            fields="+".join(names),
            value_index=value,
        )
        row.save()
        rows.append(row)
    return rows


# ---- what a register gives itself, and what it feeds -----------------------------------------------------


def _issue(register: Register, definition: Definition, fields: dict[str, Any]) -> list[Serial]:
    """Give the values that the register gives itself and nobody brought; return the series that moved."""
    wanted = [
        one.name for one in definition.fields.values() if one.issue == "nik" and not fields.get(one.name)
    ]
    moved = []
    for name in wanted:
        fields[name], serial = _next_nik(register, definition, name, fields)
        moved.append(serial)
    return moved


def _next_nik(
    register: Register, definition: Definition, name: str, fields: Mapping[str, Any]
) -> tuple[str, Serial]:
    """Return the next free NIK of the region and birth date, and its series: simulated numbering, never the
    national one.
    """
    try:
        series = rules.nik_series(definition.nik, fields)
    except ValueError as error:
        raise RecordRefused(reason="incomplete", register=register.name, fields=[str(error)]) from error
    index = blind_index(f"register.serial:{register.pk}", series)
    serial, _ = Serial.objects.select_for_update().get_or_create(
        government_id=register.government_id, register=register, series=index
    )
    while serial.last < rules.LAST_SERIAL:
        serial.last += 1
        nik = f"{series}{serial.last:04d}"
        if not selectors.look_up(register, definition, {name: nik}):
            serial.save(update_fields=["last"])
            return nik, serial
    raise RecordRefused(reason="exhausted", register=register.name)


def _fed(
    register: Register, feed: Feed, fields: Mapping[str, Any], actor: "Actor", cause: str
) -> dict[str, Any]:
    """Add the record of the other register; return what comes back for this one."""
    other = selectors.get_register(register.government, feed.register)
    definition = selectors.definition_of(other)
    values = {name: _value(one, fields, other, definition) for name, one in feed.fields.items()}
    present = {name: value for name, value in values.items() if value is not None}
    record = _added(other, definition, present, actor, f"{cause}>{register.name}")
    made = selectors.fields_of(record)
    return {mine: made[its] for mine, its in feed.gives.items() if its in made}


def _value(one: Fed, fields: Mapping[str, Any], other: Register, definition: Definition) -> Any:
    if one.source == "is":
        return one.constant
    if one.source == "field":
        return fields.get(one.field)
    return _taken(one, fields, other, definition)


def _taken(one: Fed, fields: Mapping[str, Any], other: Register, definition: Definition) -> Any:
    """Return a field of the first record there whose key one of `keys` names (the mother's, else the
    father's).
    """
    for key in one.keys:
        for record in selectors.look_up(other, definition, {definition.person: fields.get(key)}):
            value = selectors.fields_of(record).get(one.field)
            if value is not None:
                return value
    return None


def _results(definition: Definition, record: Record) -> dict[str, Any]:
    fields = selectors.fields_of(record)
    answered = {name: fields[name] for name in definition.results if name in fields}
    return {**answered, "at": record.created_at}
