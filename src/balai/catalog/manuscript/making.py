"""Put a manuscript together, from the stored bytes of a published version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import translation

from balai.catalog import selectors
from balai.catalog.explaining import Explainer
from balai.catalog.legal import Basis, Law
from balai.catalog.manuscript import diagram, findings, questions, steps, tables, tried
from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel.check import Report


@dataclass(frozen=True)
class Manuscript:
    """Everything that a service folder says, and what its check says on a day, in one language."""

    words: Words
    diagram: diagram.Diagram
    rules: tuple[tables.Rule, ...]
    form: questions.Form
    way: steps.Way
    examples: tried.Examples
    checked: findings.Checked
    laws: list[Law]


@lru_cache(maxsize=64)
def manuscript(version: str, language: str, day: date) -> Manuscript:
    """Return the manuscript of a published version as checked on a day; made once per process. Raises NoSuchService."""
    with translation.override(language):
        return made(Words(selectors.service(version), language), selectors.examined(version, day))


def made(words: Words, report: Report) -> Manuscript:
    """Return the manuscript of a service in the words' language, which must be the one in force."""
    basis, explainer, found = Basis(words), Explainer(words), Found(words.service, report)
    return Manuscript(
        words=words,
        diagram=diagram.diagram(words, found),
        rules=tables.rules(words, basis, explainer, found),
        form=questions.form(words, basis, explainer, found),
        way=steps.way(words, basis),
        examples=tried.examples(words, found),
        checked=findings.checked(words, found),
        laws=basis.laws(),
    )
