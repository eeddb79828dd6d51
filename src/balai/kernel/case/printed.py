"""What the template of a certificate is given (docs/format.md section 11): the facts as JSON, in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from balai.kernel.case import wording
from balai.kernel.definition.types import Certificate, Service

_NOT_PRINTED = frozenset({"list", "register"})


@dataclass(frozen=True)
class Office:
    """Who issues: the names of government and agency, and the agency's address."""

    government: str
    agency: str
    address: str = ""


def template_data(
    service: Service,
    facts: Mapping[str, Any],
    certificate: Certificate,
    office: Office,
    number: str,
    on: date,
    law: str = "",
) -> dict[str, Any]:
    """Return what the template reads at `sys.inputs.data`; `law` is the article by which silence granted it, or ""."""
    data = {name: _words(value) for name, value in facts.items() if name not in _NOT_PRINTED}
    data["form"] = _form_in_words(service, facts)
    data["certificate"] = {
        "title": certificate.title,
        "number": number,
        "date": wording.plain(on),
        "place": office.government,
        "government": office.government,
        "agency": office.agency,
        "address": office.address,
        "granted_by_law": bool(law),
        "basis": "; ".join(certificate.basis),
        "law": law,
    }
    loaded: dict[str, Any] = json.loads(json.dumps(data))
    return loaded


def _form_in_words(service: Service, facts: Mapping[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for path in service.form.fields:
        group, _, name = path.partition(".")
        value = wording.in_words(service, facts, f"form.{path}")
        if value and name:
            words.setdefault(group, {})[name] = value
        elif value:
            words[group] = value
    return words


def _words(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _words(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_words(item) for item in value]
    return value if isinstance(value, bool) else wording.plain(value)
