"""How a service decides: its decision tables as tables that a person reads, and the reasons that officials may give."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from balai.catalog.explaining import Explainer
from balai.catalog.legal import Article, Basis
from balai.catalog.types import Words
from balai.kernel import feel
from balai.kernel.decisions import Decision, Row
from balai.site.types import Cell, Column, Table

MOST_ROWS = 200


@dataclass(frozen=True)
class Ruling:
    """One decision: its question, how rows are chosen, its table, or the expression that gives its value."""

    question: str
    how: str
    table: Table | None
    expression: str
    articles: tuple[Article, ...]
    lists: tuple[Table, ...] = ()


@dataclass(frozen=True)
class CodedReason:
    """A reason that officials may give, with the article it rests on."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Reasons:
    """The reasons for one outcome of a task."""

    task: str
    outcome: str
    reasons: tuple[CodedReason, ...]


class Rulings:
    """The decisions of one service, in the words of one language."""

    def __init__(self, words: Words, basis: Basis, explainer: Explainer) -> None:
        self.words, self.basis, self.explainer = words, basis, explainer

    def all(self) -> list[Ruling]:
        """Return every decision, in the order of the file."""
        return [self._ruling(decision) for decision in self.words.service.rules.decisions.values()]

    def _ruling(self, decision: Decision) -> Ruling:
        return Ruling(
            question=self.words.decision(decision.id),
            how=_how(decision),
            table=self._table(decision) if decision.rows else None,
            expression=decision.expression,
            articles=self.basis.articles(decision.citations),
            lists=tuple(self._lists(decision)),
        )

    def _table(self, decision: Decision) -> Table:
        columns = [
            *(
                Column(output.title if len(decision.outputs) > 1 else _("Jawaban"))
                for output in decision.outputs
            ),
            *(Column(self.explainer.column(column)) for column in decision.columns),
            Column(_("Dasar")),
        ]
        question = self.words.decision(decision.id)
        return Table(
            question, columns, [self._row(decision, row) for row in decision.rows], caption_hidden=True
        )

    def _row(self, decision: Decision, row: Row) -> list[Cell]:
        results = [Cell(self.explainer.result(text, decision)) for text in row.outputs]
        tests = [
            Cell(self.explainer.cell(text, column))
            for text, column in zip(row.cells, decision.columns, strict=True)
        ]
        return [*results, *tests, self._cited(row)]

    def _cited(self, row: Row) -> Cell:
        articles = self.basis.articles(row.citations)
        names = "; ".join(article.name for article in articles)
        where = f"#{articles[0].anchor}" if len(articles) == 1 and articles[0].anchor else ""
        return Cell(
            names, where, note="; ".join(dict.fromkeys(one.standing for one in articles if one.standing))
        )

    # -- lists that a decision reads

    def _lists(self, decision: Decision) -> list[Table]:
        """Return the lists that a decision itself reads (not those of decisions it rests on)."""
        results = [text for row in decision.rows for text in row.outputs]
        texts = [decision.expression, *(column.expression for column in decision.columns), *results]
        names = frozenset().union(*(feel.parse(text).names for text in texts if text))
        used = sorted({name[1] for name in names if name[0] == "list" and len(name) > 1})
        return [self._list(name) for name in used if name in self.words.service.lists]

    def _list(self, name: str) -> Table:
        rows = self.words.service.lists[name]
        heads = list(rows[0]) if rows else []
        caption = _("Daftar %(name)s, %(count)d baris") % {"name": name, "count": len(rows)}
        if len(rows) > MOST_ROWS:
            caption = _("Daftar %(name)s, %(shown)d dari %(count)d baris") % {
                "name": name, "shown": MOST_ROWS, "count": len(rows),
            }  # fmt: skip
        columns = [Column(self._coded(head).capitalize()) for head in heads]
        cells = [[Cell(self._coded(row[head])) for head in heads] for row in rows[:MOST_ROWS]]
        return Table(caption, columns, cells)

    def _coded(self, code: str) -> str:
        """Return what a result of some decision is called; the code itself when it is none."""
        for decision in self.words.service.rules.decisions:
            called = self.words.value(decision, code)
            if called != code:
                return called
        return code

    # -- reasons

    def reasons(self) -> list[Reasons]:
        """Return the coded reasons, by task and outcome."""
        return [
            Reasons(
                self.words.task(task.id),
                self.words.outcome(task.id, outcome.id),
                tuple(
                    CodedReason(self.words.reason(task.id, reason.id), self.basis.articles(reason.basis))
                    for reason in outcome.reasons.values()
                ),
            )
            for task in self.words.service.tasks.values()
            for outcome in task.outcomes.values()
            if outcome.reasons
        ]


def _how(decision: Decision) -> str:
    """Return how the rows of a table answer together."""
    if decision.hit_policy == "COLLECT":
        return _("Semua baris yang cocok berlaku.")
    if decision.hit_policy in {"FIRST", "PRIORITY"}:
        return _("Baris cocok yang teratas berlaku.")
    return _("Tepat satu baris berlaku.") if decision.rows else ""
