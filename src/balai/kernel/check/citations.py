"""Every requirement, fee, limit, rule, step and refusal cites an article: known, in force, fit for what it carries."""

from collections.abc import Iterator

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder
from balai.kernel.definition.cited import Use, cited_in_form, cited_in_head, cited_in_rules
from balai.kernel.definition.types import Task
from balai.kernel.forms import Field
from balai.kernel.problem import Problem
from balai.kernel.process import Element

STEPS = frozenset({"userTask", "serviceTask", "sendTask", "receiveTask"})
CARRIES = {"silence": "what silence means", "fee": "a fee", "refusal": "a refusal"}


def check(folder: Folder) -> None:
    """Report citations that are missing, unknown, out of force, or local where national law is needed."""
    refusing = set(_refusing(folder))
    for path, one, weight in cited_in_head(folder.service):
        carried = "refusal" if path[0] == "task" and (path[1], *path[3:4]) in refusing else weight
        _known(folder, one, "service.toml", folder.line("service.toml", *path), carried)
    for use in (*cited_in_form(folder.service.form), *cited_in_rules(folder.service.rules)):
        _known(folder, use.id, use.file, use.line, "")
    _missing(folder)


def uses(folder: Folder) -> Iterator[Use]:
    """Yield every use of a citation in the folder: file, line, and what rests on it."""
    for path, one, _ in cited_in_head(folder.service):
        yield Use(one, "service.toml", folder.line("service.toml", *path), ".".join(path))
    yield from cited_in_form(folder.service.form)
    yield from cited_in_rules(folder.service.rules)


def notes(folder: Folder) -> list[Problem]:
    """Return a note for each citation that nobody has verified, where the folder first uses it."""
    first: dict[str, Use] = {}
    for use in uses(folder):
        citation = folder.service.citations.get(use.id)
        if citation is not None and citation.status != "verified":
            first.setdefault(use.id, use)
    mend = 'Compare it with the law; then write status = "verified" and source in reference/citations.toml.'
    return [
        Problem(use.file, use.line, "citation-unverified", f'Nobody has verified "{use.id}".', mend)
        for use in first.values()
    ]


def _known(folder: Folder, name: str, file: str, line: int, weight: str) -> None:
    citation = folder.service.citations.get(name)
    if citation is None:
        mend = folder.known(name, folder.citable) or "Add it to reference/citations.toml."
        folder.add(file, line, "unknown-citation", f'"{name}" is not in reference/citations.toml.', mend)
        return
    if citation.in_force > folder.as_of:
        what = f'"{name}" is in force only from {citation.in_force}.'
        folder.add(file, line, "citation-not-in-force", what, "Cite what holds now.")
    if citation.until is not None and citation.until < folder.as_of:
        what = f'"{name}" ceased to be in force on {citation.until}.'
        folder.add(file, line, "citation-expired", what, "Cite what replaced it.")
    if weight and citation.kind == "local":
        what = f'"{name}" is an office\'s own decree and cannot carry {CARRIES[weight]}.'
        folder.add(file, line, "local-citation", what, "Cite national law.")


def _missing(folder: Folder) -> None:
    for task in folder.service.tasks.values():
        if not task.basis and (task.due or task.kind in STEPS):
            what = f'"{task.id}" cites nothing.'
            folder.toml(("task", task.id), "no-citation", what, 'Write basis = "<law> <article>".')
    for path, field in folder.service.form.fields.items():
        if field.kind in {"document", "documents"} and not _required_by(folder, field):
            what = f"{path} asks for a document and cites nothing."
            mend = "Write basis in the field or its group, or let a row of a table that cites an article ask for it."
            folder.add("form.json", field.line, "no-citation", what, mend)
    for event in folder.service.events.values():
        if event.outcome and not event.basis:
            what = f'"{event.id}" supplies an outcome by law but cites nothing.'
            folder.toml(("event", event.id), "no-citation", what, 'Write basis = "<law> <article>".')
    for decision in folder.service.rules.decisions.values():
        bare = [(row.line, f"row {row.id}") for row in decision.rows if not row.citation]
        if not decision.rows:
            bare = [(decision.line, f"decision {decision.id}")]
        for line, what in bare if not decision.citation else ():
            mend = "Write the article into its <description> (the annotation column)."
            folder.add("rules.dmn", line, "no-citation", f"The {what} cites nothing.", mend)


def _required_by(folder: Folder, field: Field) -> bool:
    """Tell whether an article asks for a document: its own, its group's, or that of a row that names it."""
    group = folder.service.form.groups.get(field.group)
    if field.basis or field.ask_anyway or (group and group.basis):
        return True
    rows = (row for one in folder.service.rules.decisions.values() for row in one.rows)
    return any(row.citation and f'"{field.path}"' in cell for row in rows for cell in row.outputs)


def _refusing(folder: Folder) -> Iterator[tuple[str, ...]]:
    """Yield (task, outcome) whose reason becomes the reason of a refusal.

    An outcome that leads to a refusing end without another person in between refuses. When it has no reasons
    of its own, the reasons of the outcomes that lead to its task are what the applicant will read.
    """
    tasks = [task for task in folder.service.tasks.values() if task.kind == "userTask" and task.outcomes]
    waiting = [(task, name) for task in tasks for name in task.outcomes if _refuses(folder, task, name)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        task, name = waiting.pop()
        if (task.id, name) in seen:
            continue
        seen.add((task.id, name))
        yield task.id, name
        if not task.outcomes[name].reasons:
            waiting += [
                (other, outcome)
                for other in tasks
                for outcome in other.outcomes
                if task.id in {one.id for one in _stops(folder, other, outcome)}
            ]


def _refuses(folder: Folder, task: Task, outcome: str) -> bool:
    events = folder.service.events
    ends = [events[one.id] for one in _stops(folder, task, outcome) if one.kind == "endEvent"]
    return any(event.result == "refused" for event in ends)


def _stops(folder: Folder, task: Task, outcome: str) -> list[Element]:
    return paths.first_stops(folder.service.process, task.id, task.id, outcome)
