"""A form as one immutable value: pages, groups and fields, and what is said about answers to them.

Answers are JSON: an object of groups, each an object of fields ({"anak": {"nama": ...}, "ayah_dicatat":
true}). Decimals are strings in their one canonical writing ("3.1"), dates ISO strings ("2026-07-01"), times
"05:40", rupiah and whole numbers integers, documents and signatures references (strings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from balai.kernel.feel import Expression

Kind = Literal[
    "text", "choice", "date", "time", "number", "integer", "rupiah", "boolean",
    "document", "documents", "signature", "nik", "list",
]  # fmt: skip
Json: TypeAlias = Any  # what json.loads gives: None, bool, int, str, list, dict
Answers: TypeAlias = Mapping[str, Json]
Facts: TypeAlias = Mapping[str, Any]
Lists: TypeAlias = Mapping[str, Mapping[str, str]]  # name of a code list -> code -> title
Texts: TypeAlias = Mapping[str, Mapping[str, Any]]  # path -> title, missing, wrong, choices {const: title}

NUMERIC: frozenset[Kind] = frozenset({"number", "integer", "rupiah"})
UPLOADED: frozenset[Kind] = frozenset({"document", "documents", "signature"})
MANY: frozenset[Kind] = frozenset({"documents", "list"})


@dataclass(frozen=True)
class Choice:
    """One allowed answer: the value that is stored and the words that are shown."""

    value: str
    title: str


@dataclass(frozen=True, eq=False)
class Field:
    """One question. `path` is "group.name", or "name" for a question outside every group.

    `required`: its group always wants it. `optional`: the form never wants it. `when`: its own condition,
    beside those of its group and page (`Form.conditions` has all). `context`: title of the group if another
    field of the form has the same title, else "". `agreed`: a statement that only counts when ticked (const
    true). `ask_anyway`: the article that allows asking what is held, up to `ask_until`.
    """

    path: str
    kind: Kind
    title: str
    group: str = ""
    name: str = ""
    context: str = ""
    description: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    optional: bool = False
    agreed: bool = False
    default: Json = None
    when: Expression | None = None
    check: Expression | None = None
    element: str = ""
    unit: str = ""
    list: str = ""
    basis: tuple[str, ...] = ()
    ask_anyway: str = ""
    ask_until: date | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    min_items: int | None = None
    max_items: int | None = None
    items: Field | None = None
    schema: Mapping[str, Any] = field(default_factory=dict)
    line: int = 0

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The choices as value -> title."""
        return MappingProxyType({choice.value: choice.title for choice in self.choices})


@dataclass(frozen=True, eq=False)
class Group:
    """Questions about one subject: `applicant`, `person`, `business` (looked up), `new person`, `new
    business`.

    `lookup`: "family" (choose from one's own family card), "match" (the register says only yes or no) or "".
    """

    name: str
    title: str
    subject: str = ""
    lookup: str = ""
    when: Expression | None = None
    required: bool = False
    fields: tuple[str, ...] = ()
    description: str = ""
    basis: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, eq=False)
class Page:
    """One page. `parts` is what the file lists (groups or fields), `fields` the same with groups taken
    apart.
    """

    id: str
    fields: tuple[str, ...]
    when: Expression | None = None
    parts: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, eq=False)
class Form:
    """One form.json, or the form of one task in it.

    `root` says where expressions find the answers: ("form",), or ("task", id) for the form of a task.
    `schema` is JSON Schema 2020-12 of the answers as they are stored and as the API takes them.
    """

    title: str
    root: tuple[str, ...]
    pages: tuple[Page, ...]
    fields: Mapping[str, Field]
    groups: Mapping[str, Group]
    schema: Mapping[str, Any]
    tasks: Mapping[str, Form] = field(default_factory=dict)
    file: str = ""
    line: int = 0

    def page(self, page_id: str) -> Page:
        """Return a page. Raises KeyError."""
        return self._pages[page_id]

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.id: page for page in self.pages}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page on which each field is asked (fields that the account gives have none)."""
        return MappingProxyType({path: page for page in self.pages for path in page.fields})

    @cached_property
    def conditions(self) -> Mapping[str, tuple[Expression, ...]]:
        """For each field with any: what must be true for it to be shown (of its page, its group, its own)."""
        return MappingProxyType({path: found for path in self.fields if (found := self._conditions_of(path))})

    def _conditions_of(self, path: str) -> tuple[Expression, ...]:
        asked, page = self.fields[path], self.page_of.get(path)
        group = self.groups.get(asked.group)
        all_three = (page.when if page else None, group.when if group else None, asked.when)
        return tuple(dict.fromkeys(condition for condition in all_three if condition is not None))

    @cached_property
    def needed(self) -> frozenset[str]:
        """Fields wanted whenever they are shown and their group is (see `wants`)."""
        return frozenset(path for path, asked in self.fields.items() if self._is_needed(asked))

    def _is_needed(self, asked: Field) -> bool:
        if asked.optional or asked.default is not None:
            return False
        return asked.required or asked.when is not None or self._by_page(asked)

    def _by_page(self, asked: Field) -> bool:
        """Say whether a conditional page names this very field: then the condition makes it wanted."""
        page = self.page_of.get(asked.path)
        return page is not None and page.when is not None and asked.path in page.parts

    @cached_property
    def needed_fields(self) -> tuple[Field, ...]:
        """The same as fields, in form order."""
        return tuple(asked for path, asked in self.fields.items() if path in self.needed)

    @cached_property
    def members(self) -> Mapping[str, Mapping[str, Field]]:
        """The fields of each group by their names in it."""
        return {
            name: {self.fields[path].name: self.fields[path] for path in group.fields}
            for name, group in self.groups.items()
        }

    @cached_property
    def open_groups(self) -> frozenset[str]:
        """Groups that may be left out as a whole: neither required nor conditional. Empty means nothing
        wanted.
        """
        return frozenset(name for name, group in self.groups.items() if not self._is_wanted(group))

    def _is_wanted(self, group: Group) -> bool:
        listed = any(page.when is not None and group.name in page.parts for page in self.pages)
        return group.required or group.when is not None or listed

    @cached_property
    def lapsing(self) -> frozenset[str]:
        """Needed fields that nobody wants as long as their group, which may be left out, is empty."""
        return frozenset(
            path
            for path in self.needed
            if (asked := self.fields[path]).group in self.open_groups
            and asked.when is None
            and not self._by_page(asked)
        )

    @cached_property
    def closer(self) -> tuple[Field, ...]:
        """The fields whose answers no schema can judge: numbers, choices from lists, checks."""
        looked_at = (
            asked for asked in self.fields.values() if asked.check or asked.list or asked.kind in NUMERIC
        )
        return tuple(looked_at)

    @cached_property
    def defaults(self) -> tuple[Field, ...]:
        """The fields that have a default."""
        return tuple(asked for asked in self.fields.values() if asked.default is not None)

    def expand(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Take groups apart: ("ibu", "anak.nama") -> ("ibu.nik", ..., "anak.nama"). Unknown paths are left
        out.
        """
        found: dict[str, None] = {}
        for path in paths:
            if path in self.groups:
                found |= dict.fromkeys(self.groups[path].fields)
            elif path in self.fields:
                found[path] = None
        return tuple(found)


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with one answer: a stable code and its numbers; `message` puts it into words."""

    path: str
    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Posted text read: `values` (path -> JSON, None = left empty), `errors` for what cannot be read (not in
    values), and `typed`, all that was typed, by name of the control, so that a page can show it again.
    """

    values: Mapping[str, Json]
    errors: tuple[FieldError, ...]
    typed: Mapping[str, list[str]]
