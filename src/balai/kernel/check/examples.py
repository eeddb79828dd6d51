"""Worked examples are tests: their answers are valid, and running them gives what they expect."""

from collections.abc import Mapping

from balai.kernel import calendar, forms
from balai.kernel.calendar import Calendar
from balai.kernel.case.draft import draft_facts
from balai.kernel.case.example import Course, walk
from balai.kernel.check.folder import Folder
from balai.kernel.definition.types import Example
from balai.kernel.problem import Refused


def check(folder: Folder) -> dict[str, Course]:
    """Report examples with invalid answers or another result than expected, and outcomes nobody tries.

    Return how each example went, by name.
    """
    courses: dict[str, Course] = {}
    if not folder.service.examples:
        folder.add(
            "examples", 0, "no-example", "The folder has no worked example.", "Write examples/<name>.toml."
        )
    for example in folder.service.examples:
        days = calendar_of(folder, example)
        if days is not None:
            _answers(folder, example, days)
            courses[example.name] = _run(folder, example, days)
    _untried(folder)
    return courses


def _file(example: Example) -> str:
    return f"examples/{example.name}.toml"


def calendar_of(folder: Folder, example: Example) -> Calendar | None:
    """Return the calendar that an example names; report one that cannot be read."""
    try:
        return calendar.load(folder.shared, example.calendar)
    except Refused as refused:
        if _inherited(folder, example, "calendar"):
            return None
        what = f'The calendar "{example.calendar}" cannot be read: {refused.problems[0].what}'
        mend = 'Write calendar = "<name>", a file in reference/calendars.'
        folder.add(_file(example), folder.line(_file(example), "calendar"), "no-calendar", what, mend)
        return None


def _inherited(folder: Folder, example: Example, *path: str) -> bool:
    """Tell whether this was taken over from another example, of which it is reported."""
    file = _file(example)
    return folder.written(file, "like") and not folder.written(file, *path)


def _answers(folder: Folder, example: Example, days: Calendar) -> None:
    facts = draft_facts(folder.service, days, example.form, example.register, example.submitted)
    lists = {name: _titles(rows) for name, rows in folder.service.lists.items()}
    for error in forms.validate(folder.service.form, dict(example.form), facts, lists=lists):
        removed = error.code == "required" and folder.written(_file(example), "without")
        if not removed and _inherited(folder, example, "form", *error.path.split(".")):
            continue
        line = folder.line(_file(example), "form", *error.path.split("."))
        what = f"The answer {error.path} could not be submitted: {error.code}."
        folder.add(_file(example), line, "invalid-answer", what, "Mend the example or the form.")


def _titles(rows: tuple[Mapping[str, str], ...]) -> dict[str, str]:
    """Return code -> title: the first two columns of a list."""
    cells = [tuple(row.values()) for row in rows]
    return {cell[0]: cell[min(1, len(cell) - 1)] for cell in cells}


def _run(folder: Folder, example: Example, days: Calendar) -> Course:
    course, mismatches = walk(folder.service, example, days)
    for mismatch in mismatches:
        line = folder.line(_file(example), "expect", *mismatch.what.split(".")) or 1
        what = f"{mismatch.what}: expected {mismatch.expected}, came out as {mismatch.got}."
        folder.add(
            _file(example), line, "example-fails", what, "Mend the folder, or what the example expects."
        )
    return course


def _untried(folder: Folder) -> None:
    tried = {(step.task, step.outcome) for one in folder.service.examples for step in one.steps}
    for task in folder.service.tasks.values():
        for outcome in task.outcomes:
            if (task.id, outcome) not in tried:
                path = ("task", task.id, "outcome", outcome)
                what = f'No example tries the outcome "{outcome}" of "{task.id}".'
                folder.toml(path, "untried-outcome", what, "Add an example with such a step.")
