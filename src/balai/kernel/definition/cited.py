"""Every citation, data element and code list that a folder uses, and where it uses it."""

from collections.abc import Iterator
from dataclasses import dataclass

from balai.kernel.decisions import Model
from balai.kernel.definition import types
from balai.kernel.forms import Field, Form


@dataclass(frozen=True)
class Use:
    """One use of a citation outside service.toml: where, and what it is said about."""

    id: str
    file: str
    line: int
    place: str


def split(text: str) -> tuple[str, ...]:
    """Return the citations in one text; several are separated by "; "."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def all_fields(form: Form) -> Iterator[tuple[str, Field]]:
    """Yield every field of the form and of the forms of tasks ("task.<id>.<field>")."""
    yield from form.fields.items()
    for task, inner in form.tasks.items():
        for path, field in inner.fields.items():
            yield f"task.{task}.{path}", field


def cited_in_form(form: Form) -> Iterator[Use]:
    """Yield the citations in form.json."""
    for group in form.groups.values():
        for one in group.basis:
            yield Use(one, "form.json", group.line, f"group {group.name}")
    for path, field in all_fields(form):
        for key, ids in (("basis", field.basis), ("ask_anyway", split(field.ask_anyway))):
            for one in ids:
                yield Use(one, "form.json", field.line, f"{key} of {path}")


def cited_in_rules(rules: Model) -> Iterator[Use]:
    """Yield the citations in rules.dmn."""
    for decision in rules.decisions.values():
        for one in split(decision.citation or ""):
            yield Use(one, "rules.dmn", decision.line, f"decision {decision.id}")
        for row in decision.rows:
            for one in split(row.citation or ""):
                yield Use(one, "rules.dmn", row.line, f"row {row.id} of {decision.id}")


def cited_in_head(service: types.Service) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield (path in service.toml, citation, weight) for every `basis` in service.toml."""
    for path, ids, weight in _head_bases(service):
        for one in ids:
            yield path, one, weight


def cited(service: types.Service) -> frozenset[str]:
    """Return every citation that the folder uses, known or not."""
    head = {one for _, one, _ in cited_in_head(service)}
    return frozenset(
        head | {use.id for use in (*cited_in_form(service.form), *cited_in_rules(service.rules))}
    )


def _head_bases(service: types.Service) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    yield ("basis",), service.basis, ""
    yield ("fee", "basis"), service.fee.basis, "fee"
    yield ("clock", "basis"), service.clock.basis, ""
    yield ("clock", "silence_basis"), service.clock.silence_basis, "silence"
    yield ("retention", "basis"), service.retention.basis, ""
    for span in service.spans.values():
        yield ("span", span.id, "basis"), span.basis, ""
    for number, duty in enumerate(service.duties):
        yield ("duty", str(number), "basis"), duty.basis, ""
    for certificate in service.certificates.values():
        yield ("certificate", certificate.id, "basis"), certificate.basis, ""
    for event in service.events.values():
        weight = "silence" if event.outcome or event.result == "granted" else ""
        yield ("event", event.id, "basis"), event.basis, weight
    for task in service.tasks.values():
        yield from _task_bases(task)


def _task_bases(task: types.Task) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    yield ("task", task.id, "basis"), task.basis, ""
    for outcome in task.outcomes.values():
        for reason in outcome.reasons.values():
            yield ("task", task.id, "outcome", outcome.id, "reason", reason.id), reason.basis, ""
