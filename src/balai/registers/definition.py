"""How a register is kept, read from its table in reference/registers.toml into frozen types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Source = Literal["field", "is", "of"]


class DefinitionRefused(ValueError):
    """The register's table does not fit together. The message names what and where."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. `sources`: paths within the caller's arguments, the first one there counts."""

    name: str
    element: str = ""
    sources: tuple[str, ...] = ()
    required: bool = False
    loose: bool = False
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Fed:
    """Where a fed field comes from: a field of the feeding record, a constant, or a field of a record found
    by key.
    """

    source: Source
    field: str = ""
    constant: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """Another register that gets a record whenever this one does, and what comes back (my field = its
    field).
    """

    register: str
    fields: Mapping[str, Fed]
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """One register: who owns it, what a record holds, how it is found, numbered, matched and fed."""

    name: str
    title: str
    owner: str
    answers: tuple[str, ...]
    fields: Mapping[str, Field]
    find: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    tells: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    person: str = ""
    family: str = ""
    match: tuple[str, ...] = ()
    match_limits: tuple[tuple[int, int], ...] = ()
    nik: Mapping[str, str] = field(default_factory=dict)
    feeds: tuple[Feed, ...] = ()

    @property
    def indexed(self) -> tuple[tuple[str, ...], ...]:
        """Every combination of fields by which a record is indexed, each once."""
        wanted = (*self.find, *self.unique, self.match)
        return tuple(dict.fromkeys(tuple(sorted(fields)) for fields in wanted if fields))


def together(elements: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return each register's whole table by name: its part of elements.toml with its part of
    registers.toml.
    """
    return {name: {**table, **kept.get(name, {})} for name, table in elements.get("register", {}).items()}


def read(name: str, table: Mapping[str, Any]) -> Definition:
    """Return a register's definition. Raises DefinitionRefused."""
    try:
        found = _read(name, table)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DefinitionRefused(f"register {name}: {error!r}") from error
    _refuse_unknown_fields(found)
    return found


def _read(name: str, table: Mapping[str, Any]) -> Definition:
    fields = {key: _field(key, one) for key, one in table.get("field", {}).items()}
    return Definition(
        name=name,
        title=table["title"],
        owner=table["owner"],
        answers=tuple(table.get("answers", ())),
        fields=fields,
        find=_combinations(table.get("find", ())),
        unique=_combinations(table.get("unique", ())),
        tells=tuple(table.get("tells", fields)),
        results=tuple(table.get("results", ())),
        person=table.get("person", ""),
        family=table.get("family", ""),
        match=tuple(table.get("match", ())),
        match_limits=tuple((int(count), int(seconds)) for count, seconds in table.get("match_limits", ())),
        nik=dict(table.get("nik", {})),
        feeds=tuple(_feed(one) for one in table.get("feed", ())),
    )


def _field(name: str, table: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        element=table.get("element", ""),
        sources=tuple(table.get("from", (name,))),
        required=bool(table.get("required", False)),
        loose=bool(table.get("loose", False)),
        issue=table.get("issue", ""),
    )


def _feed(table: Mapping[str, Any]) -> Feed:
    fields = {name: _fed(one) for name, one in table["field"].items()}
    return Feed(register=table["register"], fields=fields, gives=dict(table.get("gives", {})))


def _fed(table: Mapping[str, Any]) -> Fed:
    if "is" in table:
        return Fed("is", constant=table["is"])
    if "of" in table:
        return Fed("of", field=table["field"], keys=tuple(table["of"]))
    return Fed("field", field=table["field"])


def _combinations(listed: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fields) for fields in listed)


def _refuse_unknown_fields(found: Definition) -> None:
    parts = [value for key, value in found.nik.items() if key != "women"]
    named = [*found.tells, *found.results, *found.match, found.person, found.family, *parts]
    named += [name for fields in (*found.find, *found.unique) for name in fields]
    for feed in found.feeds:
        named += [*feed.gives, *(key for one in feed.fields.values() for key in one.keys)]
        named += [one.field for one in feed.fields.values() if one.source == "field"]
    unknown = sorted({name for name in named if name and name not in found.fields})
    if unknown:
        raise DefinitionRefused(f"register {found.name}: no such field: {', '.join(unknown)}")
