"""The rest of a folder as entries: the head, limits, the fee, certificates, rules' articles, words, shared data."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from balai.kernel import money
from balai.kernel.calendar import Limit
from balai.kernel.definition.types import Certificate, NumberPart, Service, Texts, Warn
from balai.kernel.difference.asked import text
from balai.kernel.difference.types import Entry, Key

HEAD, RULES = "service.toml", "rules.dmn"
_SHARED = ("citations", "elements", "registers", "positions")
_OWNERS = {
    "pages": "page", "groups": "group", "fields": "question", "lanes": "lane", "tasks": "step", "events": "step",
    "outcomes": "outcome", "reasons": "reason", "certificates": "certificate", "decisions": "rule", "status": "step",
    "messages": "step",
}  # fmt: skip


def terms(service: Service) -> Iterator[Entry]:
    """Yield what service.toml says beside the drawing, and the dictionaries that it uses."""
    yield Entry("service", "", "", HEAD, _of_head(service))
    yield Entry("standard", "", "", HEAD, _plain(service.standard))
    yield Entry("fee", "", "", HEAD, _of_fee(service))
    for duty in service.duties:
        name = ", ".join(sorted(duty.tasks))
        yield Entry("duty", name, name, HEAD, {"basis": "; ".join(duty.basis)})
    for certificate in service.certificates.values():
        yield Entry("certificate", certificate.id, certificate.title, HEAD, _of_certificate(certificate))
        look = hashlib.sha256(certificate.template).hexdigest()[:12]
        yield Entry(
            "template", certificate.id, certificate.title, certificate.template_path or "certificate.typ",
            {"content": look}, ("certificate", certificate.id),
        )  # fmt: skip
    for name in _SHARED:
        for id_, one in getattr(service, name).items():
            yield Entry(name, id_, id_, f"reference/{name}", _plain(one), silent=True)


def _plain(one: Any) -> dict[str, str]:
    """Return the fields of a dataclass as texts; what is unset is empty."""
    return {key: "" if value is None else str(value) for key, value in asdict(one).items()}


def limits(service: Service) -> Iterator[Entry]:
    """Yield every limit: of the case, of tasks, of timers, of spans that rules use, of keeping."""
    clock, kept = service.clock, service.retention
    yield Entry("case", "", "", HEAD, {
        "limit": str(clock.limit), "silence": clock.silence or "", "silence_to": clock.silence_to,
        "basis": "; ".join(clock.basis), "silence_basis": "; ".join(clock.silence_basis),
    })  # fmt: skip
    for task in service.tasks.values():
        said = {"limit": _limit(task.due), "warn": _warn(task.warn)}
        yield Entry("deadline", task.id, task.name, HEAD, said, ("step", task.id))
    for element in service.process.elements.values():
        if element.timer is not None:
            said = {"limit": _timer(element.timer)}
            yield Entry(
                "timer", element.id, element.name or element.id, "process.bpmn", said, ("step", element.id)
            )
    for span in service.spans.values():
        said = {"from": text(span.start), "to": text(span.end), "unit": span.unit}
        yield Entry("span", span.id, span.id, HEAD, said | {"basis": "; ".join(span.basis)})
    times = {name: str(getattr(kept, name)) for name in ("draft", "active", "inactive", "then")}
    yield Entry("retention", "", "", HEAD, times | {"basis": "; ".join(kept.basis)})


def _limit(limit: Limit | None) -> str:
    return str(limit) if limit is not None else ""


def _warn(warn: Warn | None) -> str:
    return f"{warn.before} → {warn.to}" if warn is not None else ""


def _timer(timer: object) -> str:
    name, at = getattr(timer, "name", None), getattr(timer, "at", None)
    months, seconds = getattr(timer, "months", 0), getattr(timer, "seconds", 0)
    return str(name or at or f"P{months}MT{seconds}S")


def _of_head(service: Service) -> dict[str, str]:
    return {
        "title": service.title,
        "office": service.agency,
        "search": ", ".join(service.search),
        "life_event": service.life_event,
        "notice": service.notice,
        "who": ", ".join(service.applicant.who),
        "represented": "yes" if service.applicant.represented else "no",
        "again": ", ".join(service.applicant.again),
        "survey": service.survey,
        "basis": "; ".join(service.basis),
    }


def _of_fee(service: Service) -> dict[str, str]:
    fee = service.fee
    amount = money.render(fee.amount) if fee.amount is not None else f"={text(fee.expression)}"
    return {"amount": amount, "basis": "; ".join(fee.basis)}


def _of_certificate(one: Certificate) -> dict[str, str]:
    return {
        "title": one.title,
        "number": "".join(map(_part, one.number)),
        "restarts": one.serial_restarts,
        "taken_at": ", ".join(one.taken_at),
        "public": ", ".join(one.public),
        "basis": "; ".join(one.basis),
    }


def _part(part: NumberPart) -> str:
    said = {
        "text": part.text, "region": "{region}", "date": f"{{date:{part.text}}}", "serial": f"{{serial:{part.digits}}}",
        "value": f"{{={text(part.expression)}}}",
    }  # fmt: skip
    return said[part.kind]


# -- rules: what a table is called and rests on; what it answers is compared in `rulings`


def ruled(service: Service) -> Iterator[Entry]:
    """Yield the rules and the rows of their tables, without what they answer."""
    for one in service.rules.decisions.values():
        columns = [column.label for column in one.columns] + [output.label for output in one.outputs]
        said = {"title": one.name, "question": one.question, "labels": ", ".join(columns)}
        title = one.question or one.name
        yield Entry("rule", one.id, title, RULES, said | {"basis": one.citation})
        for row in one.rows:
            owner = ("rule", one.id)
            said = {"basis": row.citation}
            yield Entry("row", f"{one.id}.{row.id}", f"{title}: {row.id}", RULES, said, owner, silent=True)


# -- words


def worded(service: Service) -> Iterator[Entry]:
    """Yield every letter and every other text, language by language."""
    for language, texts in service.texts.items():
        file = f"text/{language}.toml"
        for name, letter in texts.messages.items():
            said = {"subject": letter.subject, "body": letter.body}
            yield Entry("letter", f"{language}.{name}", letter.subject, file, said, ("step", name))
        for place, owner, value in _texts(texts):
            silent = owner is not None and owner[0] == "label"
            yield Entry(
                "text", f"{language}.{place}", place, file, {"text": value},
                None if silent else owner, silent=silent,
            )  # fmt: skip


def _texts(texts: Texts) -> Iterator[tuple[str, Key | None, str]]:
    """Yield (place in the file, what it is about, text)."""
    for part in fields(Texts):
        held = getattr(texts, part.name)
        if part.name == "messages":
            continue
        if not isinstance(held, Mapping):
            yield part.name, None, ", ".join(held)
            continue
        for id_, value in held.items():
            owner = _owner(part.name, id_)
            for key, said in _flat(value):
                yield f"{part.name}.{id_}{key}", owner, said


def _owner(section: str, id_: str) -> Key | None:
    if section == "values":
        return "rule", id_.partition(".")[0]
    if section == "labels":
        return "label", id_
    return (_OWNERS[section], id_) if section in _OWNERS else None


def _flat(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "", value
        return
    for key in fields(value):  # type: ignore[arg-type]  # PageText or FieldText
        said = getattr(value, key.name)
        if isinstance(said, Mapping):
            yield from ((f".{key.name}.{one}", title) for one, title in said.items())
        elif said:
            yield f".{key.name}", said
