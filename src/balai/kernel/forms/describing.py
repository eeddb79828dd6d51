"""Answers in the words that pages, letters and print show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from balai.kernel.forms import dates, numbers, schema
from balai.kernel.forms.answers import is_empty
from balai.kernel.forms.types import Field, Form, Json, Lists, Texts

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "yes": "Ya",
        "no": "Tidak",
        "file": "Berkas diunggah",
        "files": "{n} berkas diunggah",
        "signed": "Sudah ditandatangani",
    },
    "en": {
        "yes": "Yes",
        "no": "No",
        "file": "File uploaded",
        "files": "{n} files uploaded",
        "signed": "Signed",
    },
}


def codes(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return a code list as code -> title: the first column of a table, and the second or the first."""
    return {columns[0]: columns[min(1, len(columns) - 1)] for row in rows if (columns := list(row.values()))}


def describe(
    form: Form,
    field: Field | str,
    value: Json,
    lists: Lists | None = None,
    language: str = "id",
    texts: Texts | None = None,
) -> str:
    """Return the text that shows an answer: titles of choices, "13 Juli 2026", "Rp1.500.000", "3,1 kg", Ya
    or Tidak.

    "" for no answer. An answer that is not of its field's kind is shown as it was given. `texts` (path ->
    title, choices ...) translates titles of choices; a file is shown by that it is there, for its name is not
    in the answer.
    """
    asked = form.fields[field] if isinstance(field, str) else field
    if is_empty(value):
        return ""
    words = WORDS.get(language, WORDS["id"])
    if asked.kind == "documents":
        return words["files"].format(n=len(value) if isinstance(value, list) else 1)
    if asked.kind == "list":
        items = value if isinstance(value, list) else [value]
        return ", ".join(_choice(asked, item, lists, texts) for item in items)
    return _single(asked, value, language, words) or _choice(asked, value, lists, texts)


def _single(asked: Field, value: Json, language: str, words: Mapping[str, str]) -> str:
    """Return the text for one value of a typed kind; "" if the value is not of that kind."""
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    if type(value) is int:
        return _number(asked, value, language)
    return _string(asked, value, language, words) if isinstance(value, str) else ""


def _number(asked: Field, value: int | Decimal, language: str) -> str:
    if asked.kind == "rupiah":
        return numbers.write_rupiah(int(value), language)
    return f"{numbers.write(value, language)} {asked.unit}".rstrip()


def _string(asked: Field, value: str, language: str, words: Mapping[str, str]) -> str:
    if asked.kind in {"date", "time", "number"} and not schema.FORMATS[
        "decimal" if asked.kind == "number" else asked.kind
    ](value):
        return value
    match asked.kind:
        case "date":
            return dates.write_date(date.fromisoformat(value), language)
        case "time":
            return dates.write_time(time.fromisoformat(value), language)
        case "number":
            return _number(asked, Decimal(value), language)
        case "document":
            return words["file"]
        case "signature":
            return words["signed"]
        case _:
            return ""


def _choice(asked: Field, value: Json, lists: Lists | None, texts: Texts | None) -> str:
    """Return the title of a choice or code, or the value itself."""
    text = str(value)
    translated = (texts or {}).get(asked.path, {}).get("choices", {})
    if isinstance(translated, Mapping) and text in translated:
        return str(translated[text])
    titles = asked.values or (asked.items.values if asked.items else {})
    return titles.get(text) or ((lists or {}).get(asked.list) or {}).get(text) or text
