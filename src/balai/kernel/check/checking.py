"""`check`: read the folder, then look across its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from balai.kernel.check import (
    asked,
    citations,
    columns,
    drawing,
    duties,
    examples,
    ids,
    names,
    operations,
    people,
    silence,
    simulated,
    sound,
    tables,
    words,
)
from balai.kernel.check.coverage import Coverage, coverage
from balai.kernel.check.folder import Folder
from balai.kernel.check.questions import Questions, questions
from balai.kernel.definition import Service, read
from balai.kernel.definition.staffing import Official
from balai.kernel.problem import Problem
from balai.kernel.process import MOST_STATES, Proof

FINDINGS = (
    frozenset(
        {
            "no-translation",
            "untried-outcome",
            "process.again",
            "process.not-proved",
            "absence",
            "kept-nowhere",
        }
    )
    | tables.ADVICE
)
"""Codes of problems that should be mended but do not stop a folder from being published."""

NOTES = frozenset({"citation-unverified"})
"""Codes of notes: true of a folder that is in order, and for a person to know."""

UNREADABLE = frozenset({"missing-file", "empty-file", "file-too-large", "not-utf8", "bad-toml"})
"""Codes of files of which nothing could be read: what others miss because of them is not reported."""

_CHECKS = (
    ids.check,
    people.check,
    drawing.check,
    duties.check,
    silence.check,
    operations.check,
    citations.check,
    names.check,
    columns.check,
    tables.check,
    asked.check,
    simulated.check,
    words.check,
)


@dataclass(frozen=True)
class Report:
    """What a check found: problems and notes in file and line order, what the process may do, what examples reach.

    `notes` are what a person should know of, though nothing is to be mended in the folder. `service`, `proof` are
    None when a main file cannot be read, as is `questions`; `coverage` while something else is to be mended first.
    """

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    service: Service | None = None
    proof: Proof | None = None
    coverage: Coverage | None = None
    questions: Questions | None = None


def check(
    files: Mapping[str, bytes], shared: Mapping[str, bytes], as_of: date, name: str = "layanan"
) -> list[Problem]:
    """Return every problem of a service folder, in file and line order; an empty list is a clean folder.

    `files`: bytes by path inside the folder; `shared`: bytes by path, from "reference/" on; `as_of`: the day
    on which citations must be in force; `name`: the folder's name. Never raises for what a folder may hold.
    Codes in FINDINGS are worth mending but do not stop a publication. Examples run once all else is right.
    """
    return list(examine(files, shared, as_of, name).problems)


def examine(
    files: Mapping[str, bytes],
    shared: Mapping[str, bytes],
    as_of: date,
    name: str = "layanan",
    *,
    states: int = MOST_STATES,
    officials: Sequence[Official] | None = None,
) -> Report:
    """Check a folder as `check` does, and report what else shows on the way.

    `states`: how many states of the process are looked at, at most. `officials`: the people of the office that is to
    offer it, against whom the duties are tried.
    """
    service, problems = read(files, shared, name)
    if unread := tuple(problem for problem in problems if problem.code in UNREADABLE):
        return Report(unread)
    if service is None:
        return Report(tuple(problems))
    folder = Folder(service, files, shared, as_of, states, officials)
    for one in _CHECKS:
        one(folder)
    proof = sound.check(folder)
    found = {*problems, *folder.problems}
    met = None
    if not any(problem.code not in FINDINGS for problem in found):
        met = coverage(folder, examples.check(folder))
    notes = tuple(sorted(citations.notes(folder)))
    asked_for = questions(folder)
    return Report(tuple(sorted({*found, *folder.problems})), notes, service, proof, met, asked_for)
