"""Fill the placeholders of letters and status lines: `{path.to.fact}`, formatted by type, no logic."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from balai.kernel import forms
from balai.kernel.definition.types import Service

_PLACE = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def fill(service: Service, facts: Mapping[str, Any], text: str, language: str = "id") -> str:
    """Return the text with every `{path}` replaced by its fact in words; an unknown fact leaves nothing."""
    return _PLACE.sub(lambda match: in_words(service, facts, match[1], language), text)


def in_words(service: Service, facts: Mapping[str, Any], path: str, language: str = "id") -> str:
    """Return one fact as a person reads it: a code by its title, a date in words, a reason by its sentence."""
    parts = path.split(".")
    value: Any = facts
    for part in parts:
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    if path == "case.reason":
        return _reason(service, str(value), language)
    if parts[0] == "task" and len(parts) == 3 and parts[2] in {"reason", "outcome"}:
        return _title(service, parts[1], parts[2], facts, language) or str(value)
    field = service.form.fields.get(".".join(parts[1:])) if parts[0] == "form" else None
    if field is None:
        return _named(service, parts, value, language)
    texts = form_texts(service, language)
    return forms.describe(service.form, field, answer_of(value), list_titles(service), language, texts)


def _reason(service: Service, title: str, language: str) -> str:
    """Return the reason of a refusal in a language, by its Indonesian title."""
    texts = service.texts.get(language)
    for task in service.tasks.values():
        for outcome in task.outcomes.values():
            for reason in outcome.reasons.values():
                if texts and reason.title == title:
                    return texts.reasons.get(f"{task.id}.{outcome.id}.{reason.id}", title)
    return title


def _named(service: Service, parts: list[str], value: Any, language: str) -> str:
    """Return a decision's result by the words of text/*.toml, and paths of form fields by their titles."""
    if isinstance(value, list):
        return ", ".join(_named(service, parts, item, language) for item in value)
    texts = service.texts.get(language)
    if texts and len(parts) == 1 and f"{parts[0]}.{plain(value)}" in texts.values:
        return texts.values[f"{parts[0]}.{plain(value)}"]
    if isinstance(value, str) and value in service.form.fields:
        own = form_texts(service, language).get(value, {})
        return str(own.get("title") or service.form.fields[value].title)
    return plain(value, language)


def answer_of(value: Any) -> Any:
    """Return a typed fact as the answer it came from: decimals and dates as strings."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, time | date):
        return value.isoformat(timespec="minutes") if isinstance(value, time) else value.isoformat()
    return [answer_of(item) for item in value] if isinstance(value, list) else value


def list_titles(service: Service) -> forms.Lists:
    """Return every code list of a service as code to title (its first two columns), made once per version."""
    return _list_titles(_Versioned(service))


def form_texts(service: Service, language: str) -> forms.Texts:
    """Return the words about each field in a language: title, hint, help, missing, wrong, choices; made once per version."""
    return _form_texts(_Versioned(service), language)


class _Versioned:
    """A service as a cache key: two are the same when their versions are."""

    __slots__ = ("service",)

    def __init__(self, service: Service) -> None:
        self.service = service

    def __hash__(self) -> int:
        return hash(self.service.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Versioned) and self.service.version == other.service.version


@lru_cache(maxsize=64)
def _list_titles(versioned: _Versioned) -> forms.Lists:
    return {
        name: {cells[0]: cells[1] for row in rows if len(cells := list(row.values())) > 1}
        for name, rows in versioned.service.lists.items()
    }


@lru_cache(maxsize=128)
def _form_texts(versioned: _Versioned, language: str) -> forms.Texts:
    texts = versioned.service.texts.get(language)
    words = {path: asdict(text) for path, text in texts.fields.items()} if texts else {}
    return {path: {name: value for name, value in text.items() if value} for path, text in words.items()}


def plain(value: Any, language: str = "id") -> str:
    """Return a value in words, without knowing what it stands for."""
    match value:
        case None:
            return ""
        case bool():
            return {"id": ("Tidak", "Ya"), "en": ("No", "Yes")}[language][value]
        case datetime():
            return f"{plain(value.date(), language)} {value:%H.%M}"
        case date():
            return f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"
        case Decimal():
            text = format(value.normalize(), "f")
            return text.replace(".", ",") if language == "id" else text
        case list():
            return ", ".join(plain(item, language) for item in value)
    return str(value)


def _title(service: Service, element: str, what: str, facts: Mapping[str, Any], language: str) -> str:
    values = facts["task"].get(element, {})
    task = service.tasks.get(element)
    outcome = task.outcomes.get(values.get("outcome") or "") if task else None
    if outcome is None:
        return ""
    texts = service.texts.get(language)
    if what == "outcome":
        return (texts.outcomes.get(f"{element}.{outcome.id}") if texts else None) or outcome.title
    reason = outcome.reasons.get(values.get("reason") or "")
    if reason is None:
        return ""
    return (texts.reasons.get(f"{element}.{outcome.id}.{reason.id}") if texts else None) or reason.title
