"""Fill the placeholders of letters and status lines: `{path.to.fact}`, formatted by type, no logic."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from balai.kernel.definition.types import Service

_PLACE = re.compile(r"\{([a-z_][a-z0-9_.]*)\}")
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
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
    if parts[0] == "task" and len(parts) == 3 and parts[2] in {"reason", "outcome"}:
        return _title(service, parts[1], parts[2], facts, language) or str(value)
    field = service.form.fields.get(".".join(parts[1:])) if parts[0] == "form" else None
    if field is not None:
        choices = (service.texts[language].fields.get(field.path) if language in service.texts else None)
        titles = choices.choices if choices and choices.choices else {}
        for choice in field.choices:
            if choice[0] == value:
                return titles.get(str(value), choice[1])
    return plain(value, language)


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


