"""A form field as a page shows it: decided and worded, nothing looked up. `{% field f %}` renders it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Kind = Literal[
    "text", "textarea", "choice", "choices", "select", "region", "date", "time", "number", "integer",
    "rupiah", "boolean", "nik", "phone", "email", "password", "code", "document", "documents", "signature",
]  # fmt: skip
Text = str | Promise

GROUPS = frozenset({"choice", "choices", "boolean", "date", "document", "documents", "signature"})
ACCEPTED = ".jpg,.jpeg,.png,.webp,.heic,.pdf,image/jpeg,image/png,image/webp,image/heic,application/pdf"
_NUMERIC: Mapping[str, Mapping[str, str]] = {
    "integer": {"inputmode": "numeric"},
    "number": {"inputmode": "decimal"},
    "rupiah": {"inputmode": "numeric"},
    "nik": {"inputmode": "numeric", "maxlength": "20", "autocomplete": "off"},
    "code": {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"},
}
_TYPES = {"phone": "tel", "email": "email", "password": "password", "time": "time"}
_WIDTHS = {"integer": 10, "number": 10, "rupiah": 15, "nik": 20, "phone": 20, "time": 10, "code": 20}


@dataclass(frozen=True)
class Choice:
    """One thing to choose. `value` is posted; `group` heads it in a long select."""

    value: str
    label: Text
    hint: Text = ""
    group: str = ""


@dataclass(frozen=True)
class FileShown:
    """A document as a field shows it: one already given, or one in the vault that may be used again.

    `ref` is posted; `about` is the line below the name ("PDF, 240 kB, diunggah 3 Juli 2026").
    """

    ref: str
    name: str
    about: str = ""
    url: str = ""


@dataclass(frozen=True)
class FieldView:
    """A field and its state. `values` are the strings as they were typed (date: day, month, year).

    Posted names: `name`; a date posts `name-day`, `name-month`, `name-year`; a document posts a file under
    `name` and, for one already held, its ref as text under `name` (the file wins); documents repeat refs and
    files; a signature is a document that may be drawn.
    """

    name: str
    label: Text
    kind: Kind = "text"
    values: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    hint: Text = ""
    error: Text = ""
    optional: bool = False
    prefix: Text = ""
    suffix: Text = ""
    width: int = 0
    rows: int = 4
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    present: Sequence[FileShown] = ()
    vault: Sequence[FileShown] = ()
    upload_url: str = ""
    accept: str = ACCEPTED
    max_bytes: int = 0

    @property
    def id(self) -> str:
        """The id of the field's first control, which an error summary points at."""
        return "f-" + re.sub(r"[^a-zA-Z0-9_-]+", "-", self.name)

    @property
    def value(self) -> str:
        """The first typed value, or the empty string."""
        return self.values[0] if self.values else ""

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for aria-describedby."""
        return " ".join(
            self.id + end for end, there in (("-hint", self.hint), ("-error", self.error)) if there
        )

    @property
    def grouped(self) -> bool:
        """Whether the field is several controls under one legend."""
        return self.kind in GROUPS

    @property
    def template(self) -> str:
        """The template of the control itself."""
        return f"site/kit/field/{_TEMPLATES.get(self.kind, 'input')}.html"

    @property
    def type(self) -> str:
        """The type attribute of a single input."""
        return _TYPES.get(self.kind, "text")

    @property
    def all_attributes(self) -> Mapping[str, str]:
        """The attributes of the control: what the kind needs, then what the author asked for."""
        width = self.width or _WIDTHS.get(self.kind, 0)
        sized = {"size": str(width)} if width else {}
        return {**_NUMERIC.get(self.kind, {}), **sized, **self.attributes}

    @property
    def shown_prefix(self) -> str:
        """What stands before the input ("Rp" for rupiah unless the author says otherwise)."""
        return str(self.prefix) or ("Rp" if self.kind == "rupiah" else "")

    @property
    def options(self) -> list["Option"]:
        """The choices with their ids and state; a boolean offers yes and no."""
        choices = self.choices or (_yes_and_no() if self.kind == "boolean" else ())
        return [
            Option(choice, self.id if n == 0 else f"{self.id}-{n + 1}", choice.value in self.values)
            for n, choice in enumerate(choices)
        ]

    @property
    def parts(self) -> list["DatePart"]:
        """The three inputs of a date, each with its own label."""
        typed = [*self.values, "", "", ""]
        named = (("day", _("Tanggal"), 2), ("month", _("Bulan"), 2), ("year", _("Tahun"), 4))
        return [
            DatePart(f"{self.name}-{part}", self.id if n == 0 else f"{self.id}-{part}", label, size, typed[n])
            for n, (part, label, size) in enumerate(named)
        ]

    @property
    def held(self) -> list["Option"]:
        """The documents that may be chosen instead of a new file: those present first, then the vault."""
        refs = {shown.ref for shown in self.present}
        shown = [*self.present, *(other for other in self.vault if other.ref not in refs)]
        picked = set(self.values) or refs
        return [
            Option(Choice(one.ref, one.name, one.about), f"{self.id}-{n + 1}", one.ref in picked, one.url)
            for n, one in enumerate(shown)
        ]

    @property
    def several(self) -> bool:
        """Whether more than one file may be given."""
        return self.kind == "documents"

    def failed(self, error: Text) -> "FieldView":
        """Return the field with an error."""
        return replace(self, error=error)


@dataclass(frozen=True)
class Option:
    """A choice as it is rendered."""

    choice: Choice
    id: str
    checked: bool
    url: str = ""


@dataclass(frozen=True)
class DatePart:
    """One of the three inputs of a date."""

    name: str
    id: str
    label: str
    size: int
    value: str


@dataclass(frozen=True)
class ErrorLine:
    """A line of the error summary that belongs to no field; `href` may point anywhere on the page."""

    text: Text
    href: str = ""


_TEMPLATES: Mapping[str, str] = {
    "textarea": "textarea",
    "select": "select",
    "region": "select",
    "choice": "options",
    "choices": "options",
    "boolean": "options",
    "date": "date",
    "document": "document",
    "documents": "document",
    "signature": "signature",
}


def error_lines(errors: Sequence[FieldView | ErrorLine]) -> list[ErrorLine]:
    """Return the lines of an error summary: fields only with an error, each pointing at its first control."""
    lines = [_line(error) for error in errors]
    return [line for line in lines if line.text]


def _line(error: FieldView | ErrorLine) -> ErrorLine:
    return error if isinstance(error, ErrorLine) else ErrorLine(error.error, f"#{error.id}")


def _yes_and_no() -> tuple[Choice, ...]:
    return Choice("ya", _("Ya")), Choice("tidak", _("Tidak"))
