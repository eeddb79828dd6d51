"""`check`: read the folder, then look across its files."""

from collections.abc import Mapping
from datetime import date

from balai.kernel.check import (
    asked,
    citations,
    columns,
    drawing,
    examples,
    ids,
    names,
    operations,
    people,
    silence,
    words,
)
from balai.kernel.check.folder import Folder
from balai.kernel.definition import read
from balai.kernel.problem import Problem

FINDINGS = frozenset({"no-translation", "untried-outcome"})
"""Codes of problems that should be mended but do not stop a folder from being published."""

_CHECKS = (
    ids.check,
    people.check,
    drawing.check,
    silence.check,
    operations.check,
    citations.check,
    names.check,
    columns.check,
    asked.check,
    words.check,
)


def check(
    files: Mapping[str, bytes], shared: Mapping[str, bytes], as_of: date, name: str = "layanan"
) -> list[Problem]:
    """Return every problem of a service folder, in file and line order; an empty list is a clean folder.

    `files`: bytes by path inside the folder; `shared`: bytes by path, from "reference/" on; `as_of`: the day
    on which citations must be in force; `name`: the folder's name. Never raises for what a folder may hold.
    Codes in FINDINGS are worth mending but do not stop a publication. Examples run once all else is right.
    """
    service, problems = read(files, shared, name)
    if service is None:
        return problems
    folder = Folder(service, files, shared, as_of)
    for one in _CHECKS:
        one(folder)
    found = {*problems, *folder.problems}
    if not any(problem.code not in FINDINGS for problem in found):
        examples.check(folder)
    return sorted({*found, *folder.problems})
