"""The rules of a service as their authors wrote them: each decision table with its expressions, articles and examples."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from balai.catalog.explaining import Explainer
from balai.catalog.legal import Article, Basis
from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel.decisions import Decision, Row


@dataclass(frozen=True)
class Told:
    """A heading or a cell: in words, and as it is written ("" where the words say all); `under`: a cell's heading."""

    text: str
    written: str = ""
    under: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table, with the examples that reach it."""

    id: str
    cells: tuple[Told, ...]
    outputs: tuple[Told, ...]
    articles: tuple[Article, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One decision: a table, or an expression. `rests`: (id, question) of the decisions that it asks first."""

    id: str
    question: str
    policy: str
    how: str
    inputs: tuple[Told, ...]
    outputs: tuple[Told, ...]
    lines: tuple[Line, ...]
    expression: str
    articles: tuple[Article, ...]
    rests: tuple[tuple[str, str], ...]
    tried: bool

    @property
    def unmet(self) -> int:
        """How many rows no example reaches."""
        return sum(not line.examples for line in self.lines) if self.tried else 0


def rules(words: Words, basis: Basis, explainer: Explainer, found: Found) -> tuple[Rule, ...]:
    """Return every decision, in the order of the file."""
    decisions = words.service.rules.decisions.values()
    return tuple(_rule(words, basis, explainer, found, one) for one in decisions)


def _rule(words: Words, basis: Basis, explainer: Explainer, found: Found, decision: Decision) -> Rule:
    inputs = [Told(explainer.column(column), column.expression) for column in decision.columns]
    outputs = [Told(words.label(output.title), output.allowed) for output in decision.outputs]
    return Rule(
        id=decision.id,
        question=words.decision(decision.id),
        policy=" ".join(part for part in (decision.hit_policy, decision.aggregation) if part),
        how=_how(decision) if decision.rows else "",
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        lines=tuple(_line(explainer, basis, found, decision, row) for row in decision.rows),
        expression=decision.expression,
        articles=basis.articles(decision.citations),
        rests=tuple((one, words.decision(one)) for one in sorted(decision.requires)),
        tried=found.tried,
    )


def _line(explainer: Explainer, basis: Basis, found: Found, decision: Decision, row: Row) -> Line:
    cells = [
        Told(explainer.cell(text, column), "" if text == "-" else text, explainer.column(column))
        for text, column in zip(row.cells, decision.columns, strict=True)
    ]
    outputs = [
        Told(explainer.result(text, decision), text, explainer.words.label(output.title))
        for text, output in zip(row.outputs, decision.outputs, strict=True)
    ]
    return Line(
        id=row.id,
        cells=tuple(cells),
        outputs=tuple(outputs),
        articles=basis.articles(row.citations),
        examples=found.examples("row", f"{decision.id}.{row.id}"),
    )


def _how(decision: Decision) -> str:
    """Return what the hit policy means (DMN 1.5, clause 8.2.10)."""
    collected = {
        "SUM": _("Semua baris yang cocok berlaku; jawabannya dijumlahkan."),
        "MIN": _("Dari semua baris yang cocok, jawaban terkecil berlaku."),
        "MAX": _("Dari semua baris yang cocok, jawaban terbesar berlaku."),
        "COUNT": _("Jawabannya adalah banyaknya baris yang cocok."),
        "": _("Semua baris yang cocok berlaku; jawabannya dikumpulkan."),
    }
    single = {
        "UNIQUE": _("Tepat satu baris boleh cocok; baris itu berlaku."),
        "ANY": _("Beberapa baris boleh cocok asalkan jawabannya sama."),
        "FIRST": _("Baris cocok yang teratas berlaku."),
        "PRIORITY": _("Dari baris yang cocok, jawaban yang paling diutamakan berlaku."),
        "OUTPUT ORDER": _("Semua baris yang cocok berlaku, jawaban yang paling diutamakan lebih dahulu."),
        "RULE ORDER": _("Semua baris yang cocok berlaku, menurut urutan baris."),
    }
    return single.get(decision.hit_policy) or collected[decision.aggregation]
