"""Every name that an expression, a letter or a certificate uses must exist: a missing one is an error."""

import re
from collections.abc import Iterable, Iterator, Mapping

from balai.kernel.check.facts import Tree, early, siblings, tree, unknown
from balai.kernel.check.folder import Folder
from balai.kernel.definition.letters import paths
from balai.kernel.definition.types import Service
from balai.kernel.feel import Expression
from balai.kernel.forms import Form

Name = tuple[str, ...]
Use = tuple[str, int, str, Name]  # file, line, where, the dotted name

_TYPST = re.compile(r"""(?:\bd\.|["'])((?:form|task|case|certificate|span)(?:\.[a-z_][a-z0-9_]*)+)(\()?""")


def check(folder: Folder) -> None:
    """Report names that do not exist, and names a draft cannot know yet."""
    known = tree(folder.service)
    for use in (
        *_toml(folder),
        *_flows(folder.service),
        *_rules(folder.service),
        *_task_forms(folder.service),
    ):
        _exists(folder, use, known)
    soon = early(folder.service)
    for use in _form(folder.service.form):
        if _exists(folder, use, known) and use[3][0] not in soon:
            file, line, where, name = use
            what = f"{where} names {'.'.join(name)}, which is not known while the applicant still answers."
            folder.add(file, line, "too-early", what, "Use answers, registers, lists, and decisions on them.")
    for use in (*_letters(folder), *_public(folder), *_templates(folder)):
        _exists(folder, use, known)


def _exists(folder: Folder, use: Use, known: Mapping[str, Tree]) -> bool:
    file, line, where, name = use
    missing = unknown(name, known)
    if missing is None:
        return True
    what = f"{where} names {missing}, which does not exist."
    folder.add(file, line, "unknown-name", what, folder.known(missing, siblings(missing, known)))
    return False


def _each(file: str, line: int, where: str, names: Iterable[Name]) -> Iterator[Use]:
    for name in sorted(names):
        yield file, line, where, name


def _toml(folder: Folder) -> Iterator[Use]:
    for path, expression in _expressions(folder.service):
        line = folder.line("service.toml", *path)
        yield from _each("service.toml", line, ".".join(path), expression.names)


def _expressions(service: Service) -> Iterator[tuple[Name, Expression]]:
    for span in service.spans.values():
        yield ("span", span.id, "from"), span.start
        yield ("span", span.id, "to"), span.end
    if service.fee.expression is not None:
        yield ("fee", "amount"), service.fee.expression
    for task in service.tasks.values():
        inner = {"correct": task.correct, "place": task.place}
        yield from ((("task", task.id, key), one) for key, one in inner.items() if one is not None)
        for key, value in task.arguments.items():
            if isinstance(value, Expression):
                yield ("task", task.id, "with", key), value
    for one in service.certificates.values():
        for part in one.number:
            if part.expression is not None:
                yield ("certificate", one.id, "number"), part.expression


def _flows(service: Service) -> Iterator[Use]:
    for flow, expression in service.process.conditions.items():
        line = service.process.flows[flow].line
        yield from _each("process.bpmn", line, f"the condition of {flow}", expression.names)


def _rules(service: Service) -> Iterator[Use]:
    own = {
        name: frozenset().union(
            *(service.rules.decisions[one].names for one in decision.requires if one != name)
        )
        for name, decision in service.rules.decisions.items()
    }
    for name, decision in service.rules.decisions.items():
        yield from _each("rules.dmn", decision.line, f"the decision {name}", decision.names - own[name])


def _form(form: Form) -> Iterator[Use]:
    for page in form.pages:
        if page.when is not None:
            yield from _each("form.json", page.line, f"`when` of page {page.id}", page.when.names)
    for group in form.groups.values():
        if group.when is not None:
            yield from _each("form.json", group.line, f"`when` of {group.name}", group.when.names)
    yield from _fields(form)


def _fields(form: Form) -> Iterator[Use]:
    for path, field in form.fields.items():
        for key, expression in (("when", field.when), ("check", field.check)):
            if expression is not None:
                yield from _each("form.json", field.line, f"`{key}` of {path}", expression.names)


def _task_forms(service: Service) -> Iterator[Use]:
    for form in service.form.tasks.values():
        yield from _form(form)


def _letters(folder: Folder) -> Iterator[Use]:
    for language, texts in folder.service.texts.items():
        file = f"text/{language}.toml"
        for name, letter in texts.messages.items():
            line = folder.line(file, "message", name)
            yield from _each(file, line, f"the letter {name}", _named(letter.subject) | _named(letter.body))
        for name, text in texts.status.items():
            yield from _each(file, folder.line(file, "status", name), f"the status {name}", _named(text))


def _named(text: str) -> set[Name]:
    try:
        return set(paths(text))
    except ValueError:
        return set()  # reported when the file was read


def _public(folder: Folder) -> Iterator[Use]:
    for one in folder.service.certificates.values():
        line = folder.line("service.toml", "certificate", one.id, "public")
        names = [tuple(path.split(".")) for path in one.public]
        yield from _each("service.toml", line, f"`public` of {one.id}", names)


def _templates(folder: Folder) -> Iterator[Use]:
    for path in sorted({one.template_path for one in folder.service.certificates.values()}):
        for number, line in enumerate(folder.text(path).splitlines(), start=1):
            for match in _TYPST.finditer(line.split("//")[0]):
                name = tuple(match[1].split("."))
                yield path, number, "the certificate", name[:-1] if match[2] else name
