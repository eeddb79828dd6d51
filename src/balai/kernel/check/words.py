"""Words: every page asks a question, every end has its letter, every title a translation, no key is idle."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict

from balai.kernel.check.folder import Folder
from balai.kernel.definition.cited import all_fields
from balai.kernel.definition.types import Service, Texts
from balai.kernel.process import Kind, ends_case

MOMENTS = ("received", "warn", "limit")
"""Letters that belong to no task or event of the drawing."""


def check(folder: Folder) -> None:
    """Report missing questions, letters and translations, and keys that name nothing."""
    for language in ("id", "en"):
        _idle(folder, language)
    _questions(folder)
    _letters(folder)
    _titles(folder)


def _titled(service: Service) -> Iterator[tuple[str, str]]:
    """Yield (kind, key) of every title that stands in the files in Indonesian."""
    yield from (("group", name) for name, one in service.form.groups.items() if one.title)
    yield from (("field", path) for path, _ in all_fields(service.form))
    yield from (("lane", one.id) for one in service.lanes.values() if one.name)
    yield from (("task", one.id) for one in service.tasks.values() if one.name)
    yield from (("event", one.id) for one in service.events.values() if one.name)
    yield from (("certificate", name) for name in service.certificates)
    yield from (("decision", one.id) for one in service.rules.decisions.values() if one.question)
    for task in service.tasks.values():
        for outcome in task.outcomes.values():
            yield "outcome", f"{task.id}.{outcome.id}"
            yield from (("reason", f"{task.id}.{outcome.id}.{name}") for name in outcome.reasons)
    yield from (("label", text) for text in dict.fromkeys(_labels(service)) if text)


def _labels(service: Service) -> Iterator[str]:
    """Yield what the tables call their columns and results, and the drawing its choices: the gateway and the ways out of it."""
    for decision in service.rules.decisions.values():
        yield from (column.label for column in decision.columns)
        yield from (output.label for output in decision.outputs)
    for flow in service.process.flows.values():
        gateway = service.process.elements[flow.source]
        if gateway.kind is Kind.EXCLUSIVE and flow.name:
            yield from (gateway.name, flow.name)


def _translated(texts: Texts) -> Mapping[str, Collection[str]]:
    return {
        "group": texts.groups,
        "field": [path for path, one in texts.fields.items() if one.title],
        "lane": texts.lanes,
        "task": texts.tasks,
        "event": texts.events,
        "outcome": texts.outcomes,
        "reason": texts.reasons,
        "certificate": texts.certificates,
        "decision": texts.decisions,
        "label": texts.labels,
    }


def _translation(folder: Folder, what: str, mend: str) -> None:
    folder.add("text/en.toml", 0, "no-translation", f"There is no English for {what}.", mend)


def _titles(folder: Folder) -> None:
    service, texts = folder.service, folder.service.texts["en"]
    there = _translated(texts)
    for kind, key in _titled(service):
        if key not in there[kind] and (kind, key) not in folder.slips:
            _translation(folder, f"the {kind} {key}", f"Write it under [{kind}].")
    for path, field in all_fields(service.form):
        choices = (texts.fields[path].choices if path in texts.fields else None) or {}
        for choice in field.choices:
            if choice.value not in choices:
                _translation(
                    folder, f"the choice {choice.value} of {path}", f'Write choice under [field."{path}"].'
                )
    _same(folder)


def _same(folder: Folder) -> None:
    """What one language says beyond titles, the other says too."""
    service, id_, en = folder.service, folder.service.texts["id"], folder.service.texts["en"]
    said = {"title": service.title, "notice": service.notice, "life_event": service.life_event, **id_.service}
    for key, text in said.items():
        if text and key not in en.service:
            _translation(folder, f"{key} of the service", f"Write {key} under [service].")
    for key, text in asdict(service.standard).items():
        if isinstance(text, str) and text and key not in en.standard:
            _translation(folder, f"{key} of the standard", f"Write {key} under [standard].")
    for kind, plural in (
        ("page", "pages"),
        ("value", "values"),
        ("status", "status"),
        ("message", "messages"),
    ):
        for key in getattr(id_, plural):
            if key not in getattr(en, plural) and (kind, key) not in folder.slips:
                _translation(folder, f"{plural} {key}", "Write it in text/en.toml as in text/id.toml.")


def _questions(folder: Folder) -> None:
    pages = folder.service.texts["id"].pages
    for page in folder.service.form.pages:
        if (page.id not in pages or not pages[page.id].title) and ("page", page.id) not in folder.slips:
            what = f'The page "{page.id}" has no title in text/id.toml.'
            folder.add(
                "form.json", page.line, "no-page-title", what, f"Write [page.{page.id}] title as a question."
            )


def _letters(folder: Folder) -> None:
    service, messages = folder.service, folder.service.texts["id"].messages
    applicant = {lane.id for lane in service.lanes.values() if lane.applicant}
    wanted = [
        task.id for task in service.tasks.values() if task.kind == "userTask" and task.lane in applicant
    ]
    ends = (event.id for event in service.events.values() if event.kind == "endEvent")
    wanted += [name for name in ends if ends_case(service.process, name)]
    for name in wanted:
        if name not in messages and ("message", name) not in folder.slips:
            what = f'There is no letter for "{name}".'
            folder.add("text/id.toml", 0, "no-letter", what, f"Write [message.{name}] with subject and body.")


def _idle(folder: Folder, language: str) -> None:
    service, texts, file = folder.service, folder.service.texts[language], f"text/{language}.toml"
    titled = list(_titled(service))
    known = {kind: [key for one, key in titled if one == kind] for kind in _translated(texts)}
    known["task"] = list(service.tasks)
    known["page"] = [page.id for page in service.form.pages]
    known["status"] = list(service.tasks)
    known["message"] = [*service.tasks, *service.events, *MOMENTS]
    known["value"] = [key for key in texts.values if key.split(".")[0] in service.rules.decisions]
    found = {**_translated(texts), "field": texts.fields, "page": texts.pages, "value": texts.values}
    found |= {"status": texts.status, "message": texts.messages}
    for kind, keys in found.items():
        for key in keys:
            if key not in known[kind]:
                folder.slips |= {(kind, folder.misspelt(key, set(known[kind]) - set(keys))), (kind, key)}
                path = (key,) if kind in {"field", "label"} else tuple(key.split("."))
                what = f"[{kind}] {key} names nothing in this folder."
                line = folder.line(file, kind, *path)
                folder.add(file, line, "idle-text", what, folder.known(key, known[kind]))
