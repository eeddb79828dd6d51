"""From what was typed and posted to answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from balai.kernel.forms import numbers
from balai.kernel.forms.answers import merge, plain_number
from balai.kernel.forms.conditions import shown
from balai.kernel.forms.dates import from_parts, read_date, read_time
from balai.kernel.forms.types import UPLOADED, Answers, Facts, Field, FieldError, Form, Json, Lists, Reading
from balai.kernel.forms.validation import validate

Raw: TypeAlias = Callable[[str], list[str]]
DATE_PARTS = ("day", "month", "year")
YES = frozenset({"ya", "y", "true", "on", "1", "yes"})
NO = frozenset({"tidak", "t", "false", "off", "0", "no"})
LONGEST_INPUT = 20_000
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00a0": " "})


class _Unreadable(Exception):
    """The text is no answer of this kind; `code` says how."""

    def __init__(self, code: str, details: Mapping[str, Json] | None = None) -> None:
        super().__init__(code)
        self.code, self.details = code, details or {}


def read(form: Form, paths: Iterable[str], raw: Raw) -> Reading:
    """Read posted text into answers, for the given fields or groups.

    `raw(name)` gives what was posted under the name of a control, [] if nothing. Controls are named by path;
    a date is one text, or three under path-day, path-month and path-year. An uploaded file of which nothing
    was posted is left out, so that it stays; every other field of which nothing was posted is read as left
    empty (None).
    """
    values: dict[str, Json] = {}
    errors: list[FieldError] = []
    typed: dict[str, list[str]] = {}
    for path in form.expand(paths):
        field = form.fields[path]
        posted = {name: raw(name) for name in _controls(field)}
        typed |= {name: list(texts) for name, texts in posted.items() if texts}
        if field.kind in UPLOADED and not posted[path]:
            continue
        try:
            values[path] = _read_field(field, posted)
        except _Unreadable as said:
            errors.append(FieldError(path, said.code, said.details))
    return Reading(values, tuple(errors), typed)


def _controls(field: Field) -> tuple[str, ...]:
    parts = DATE_PARTS if field.kind == "date" else ()
    return (field.path, *(f"{field.path}-{part}" for part in parts))


def _read_field(field: Field, posted: Mapping[str, list[str]]) -> Json:
    texts = [_clean(text, lines=field.kind == "text") for text in posted[field.path]]
    texts = [text for text in texts if text]
    if field.kind in {"documents", "list"}:
        return [_read_item(field, text) for text in dict.fromkeys(texts)] or None
    if field.kind == "date" and not texts:
        return _read_parts([_part(posted, f"{field.path}-{part}") for part in DATE_PARTS])
    return READERS.get(field.kind, _read_text)(field, texts[-1]) if texts else None


def _part(posted: Mapping[str, list[str]], name: str) -> str:
    return _clean(posted[name][-1]) if posted[name] else ""


def _clean(text: str, *, lines: bool = False) -> str:
    """Trim; one space between words; no control characters; plain apostrophes. Line breaks only where
    wanted.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST_INPUT]).translate(QUOTES)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(
        letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs", "Cf"}
    )
    rows = [" ".join(row.split()) for row in text.split("\n")]
    return (
        re.sub("\n{3,}", "\n\n", "\n".join(rows)).strip() if lines else " ".join(row for row in rows if row)
    )


def _read_item(field: Field, text: str) -> str:
    return str(_read_choice(field.items, text)) if field.items and field.items.choices else text


def _read_text(_: Field, text: str) -> Json:
    return text


def _read_choice(field: Field, text: str) -> Json:
    """Return the value of a choice, also when its title was typed; a code of a list as it is."""
    if not field.choices or text in field.values:
        return text
    named = [value for value, title in field.values.items() if title.casefold() == text.casefold()]
    if len(named) != 1:
        raise _Unreadable("not_a_choice")
    return named[0]


def _read_parts(parts: list[str]) -> Json:
    if not any(parts):
        return None
    if not all(parts):
        absent = [name for name, part in zip(DATE_PARTS, parts, strict=True) if not part]
        raise _Unreadable("date_incomplete", {"parts": absent})
    day = from_parts(*parts)
    if day is None:
        raise _Unreadable("not_a_date")
    return day.isoformat()


def _read_date(_: Field, text: str) -> Json:
    day = read_date(text)
    if day is None:
        raise _Unreadable("not_a_date")
    return day.isoformat()


def _read_time(_: Field, text: str) -> Json:
    moment = read_time(text)
    if moment is None:
        raise _Unreadable("not_a_time")
    return moment.isoformat("minutes")


def _read_number(field: Field, text: str) -> Json:
    number = numbers.choose(numbers.readings(text, field.unit), field.minimum, field.maximum, whole=False)
    if number is None:
        raise _Unreadable("not_a_number")
    return plain_number(number)


def _read_whole(field: Field, text: str) -> Json:
    number = numbers.choose(numbers.readings(text, field.unit), field.minimum, field.maximum, whole=True)
    if number is None:
        raise _Unreadable("not_a_number")
    if number != number.to_integral_value():
        raise _Unreadable("not_whole")
    return int(number)


def _read_rupiah(_: Field, text: str) -> Json:
    amount = numbers.read_rupiah(text)
    if amount is None:
        raise _Unreadable("not_rupiah")
    return amount


def _read_boolean(_: Field, text: str) -> Json:
    word = text.casefold()
    if word not in YES | NO:
        raise _Unreadable("not_yes_or_no")
    return word in YES


def _read_statement(field: Field, text: str) -> Json:
    """Read yes or no; a statement that is not ticked is not answered."""
    said = _read_boolean(field, text)
    return said if said or not field.agreed else None


def _read_nik(_: Field, text: str) -> Json:
    return re.sub(r"[\s.-]", "", unicodedata.normalize("NFKC", text))


READERS: Mapping[str, Callable[[Field, str], Json]] = {
    "choice": _read_choice,
    "date": _read_date,
    "time": _read_time,
    "number": _read_number,
    "integer": _read_whole,
    "rupiah": _read_rupiah,
    "boolean": _read_statement,
    "nik": _read_nik,
}


@dataclass(frozen=True)
class Taken:
    """A page taken in: the answers with what could be read, what is wrong, and all that was typed."""

    answers: Mapping[str, Json]
    errors: tuple[FieldError, ...]
    typed: Mapping[str, list[str]]


def take(
    form: Form, answers: Answers, facts: Facts, paths: Iterable[str], raw: Raw, lists: Lists | None = None
) -> Taken:
    """Read a page, put it into the answers and validate its fields, in form order; see `read` and `validate`.

    What cannot be read leaves the earlier answer as it was.
    """
    asked = form.expand(paths)
    reading = read(form, asked, raw)
    merged = merge(answers, reading.values)
    unread = {error.path: error for error in reading.errors}
    checked = validate(form, merged, facts, [path for path in asked if path not in unread], lists)
    visible = shown(form, merged, facts) if unread else frozenset()
    found = {error.path: error for error in checked} | {
        path: unread[path] for path in unread if path in visible
    }
    return Taken(merged, tuple(found[path] for path in form.fields if path in found), reading.typed)
