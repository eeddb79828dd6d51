"""What one needs for a service, and what one need not bring because the state holds it; derived from form and rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from balai.catalog.explaining import Explainer, dotted
from balai.catalog.legal import Article, Basis
from balai.catalog.types import Words
from balai.kernel import feel, forms
from balai.kernel.decisions import Decision, Row
from balai.kernel.feel import tree
from balai.kernel.forms.types import UPLOADED

ACCOUNT = "account"
_KNOWN = {"applicant": ("person", "family"), "person": ("person", "family"), "business": ("business",)}


@dataclass(frozen=True)
class Need:
    """Something to bring or to say. `when`: asked only if all of these hold. `instead`: what may stand in its place."""

    title: str
    help: str
    when: tuple[str, ...]
    articles: tuple[Article, ...]
    instead: tuple[Need, ...] = ()

    @property
    def with_instead(self) -> str:
        """The title, followed by what may stand in its place."""
        others = (_("bila tidak ada, %(other)s") % {"other": one.title} for one in self.instead)
        return "; ".join((self.title, *others))


@dataclass(frozen=True)
class Held:
    """Facts about somebody that the state holds: nobody types them. `by`: the registers that hold them."""

    whom: str
    facts: tuple[str, ...]
    by: tuple[str, ...]
    when: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One page of the form: its question, and when it is asked."""

    question: str
    when: tuple[str, ...]


class Requirements:
    """What the form and the completeness rules of one service demand, in the words of one language."""

    def __init__(self, words: Words, basis: Basis, explainer: Explainer) -> None:
        self.words, self.basis, self.explainer = words, basis, explainer
        self.form = words.service.form

    # -- documents, and what may stand in their place

    @cached_property
    def _files(self) -> list[str]:
        return [path for path, one in self.form.fields.items() if one.kind in UPLOADED]

    def documents(self) -> list[Need]:
        """Return the documents that may have to be uploaded, each with what may stand in its place."""
        instead = {path: self._stands_for(path) for path in self._files}
        return [
            self._need(path, [other for other in self._files if instead[other] == path])
            for path in self._files
            if not instead[path]
        ]

    def _stands_for(self, path: str) -> str:
        """Return the document in whose place this one stands: its condition says that the other is missing."""
        missing = [
            dotted(node.left).removeprefix("form.")
            for condition in self.form.conditions.get(path, ())
            for node in _parts(condition.tree)
            if isinstance(node, tree.Comparison) and node.op == "=" and node.right == tree.Literal(None)
        ]
        return next((name for name in reversed(missing) if name in self._files and name != path), "")

    def _need(self, path: str, others: Iterable[str] = ()) -> Need:
        page = self.form.page_of.get(path)
        alone = page is not None and page.fields == (path,)
        text = self.words.help(page.id) if page is not None and alone else ""
        help_ = text or str(self.words.fields.get(path, {}).get("hint", ""))
        return Need(
            title=self.words.field(path),
            help=help_,
            when=self.when(path),
            articles=self.basis.articles(self._articles(path)),
            instead=tuple(
                Need(self.words.field(one), "", (), self.basis.articles(self._articles(one)))
                for one in others
            ),
        )

    def when(self, path: str) -> tuple[str, ...]:
        """Return when a field is asked: what its form says, and else what the completeness rule looks at."""
        own = self.form.conditions.get(path, ())
        if own:
            return tuple(dict.fromkeys(text for one in own for text in self.explainer.conditions(one)))
        found = [self._row_conditions(path, decision, row) for decision, row in self._rows(path)]
        return found[0] if found else ()

    # -- what else the rules of completeness ask for

    def statements(self) -> list[Need]:
        """Return the answers, other than documents, without which the rules call an application incomplete."""
        named = [path for path in self.form.fields if self._rows(path) and path not in self._files]
        return [self._need(path) for path in named]

    def _rows(self, path: str) -> list[tuple[Decision, Row]]:
        """Return the rows whose result is this field: each asks for it."""
        wanted = f'"{path}"'
        return [
            (decision, row)
            for decision in self.words.service.rules.decisions.values()
            for row in decision.rows
            if wanted in row.outputs
        ]

    def _row_conditions(self, path: str, decision: Decision, row: Row) -> tuple[str, ...]:
        """Return when a row asks for a field, leaving out what only says that the field is missing."""
        told = [
            f"{self.explainer.column(column)}: {self.explainer.cell(cell, column)}"
            for column, cell in zip(decision.columns, row.cells, strict=True)
            if cell != "-" and ("form", *path.split(".")) not in self._looked_at(column.expression)
        ]
        return tuple(told)

    def _looked_at(self, expression: str) -> set[tuple[str, ...]]:
        """Return the facts that an expression rests on, those of the decisions that it names included."""
        names, decisions = set(feel.parse(expression).names), self.words.service.rules.decisions
        return names.union(*(decisions[name[0]].names for name in names if name[0] in decisions))

    def _articles(self, path: str) -> list[str]:
        rows = [article for _decision, row in self._rows(path) for article in row.citations]
        return [*rows, *self.form.fields[path].basis]

    # -- once only

    def held(self) -> list[Held]:
        """Return what is taken from registers and the account instead of being asked."""
        found = [self._held_of(group) for group in self.form.groups.values()]
        return [held for held in found if held.facts]

    def _held_of(self, group: forms.Group) -> Held:
        fields = [path for path in group.fields if self._is_held(group, self.form.fields[path])]
        owners = dict.fromkeys(self._owner(group, self.form.fields[path]) for path in fields)
        when = self.explainer.conditions(group.when) if group.when else ()
        facts = tuple(uncapitalised(self.words.field(path)) for path in fields)
        return Held(self.words.group(group.name), facts, tuple(owners), when)

    def _is_held(self, group: forms.Group, field: forms.Field) -> bool:
        """Say whether a field is filled from a register or from the account (the rule that `balai check` enforces)."""
        element = self.words.service.elements.get(field.element)
        kinds = _KNOWN.get(group.subject, ())
        if element is None or not kinds or group.lookup == "match":
            return False
        if element.register == ACCOUNT:
            return group.subject == "applicant"
        return any(
            set(kinds) & set(register.answers)
            for register in self._registers(field.element, element.register)
        )

    def _registers(self, element: str, owner: str) -> list[Any]:
        known = self.words.service.registers
        return [register for name, register in known.items() if name == owner or register.key == element]

    def _owner(self, group: forms.Group, field: forms.Field) -> str:
        element = self.words.service.elements[field.element]
        found = self._registers(field.element, element.register)
        of_account = element.register == ACCOUNT or (not element.register and group.subject == "applicant")
        return _("akun Anda") if of_account or not found else self.words.register(found[0])

    # -- what is asked

    def questions(self) -> list[Asked]:
        """Return the pages that ask something, in order: what one will be asked, apart from documents."""
        pages = [page for page in self.form.pages if set(page.fields) - set(self._files)]
        return [Asked(self._question(page), self._page_when(page)) for page in pages]

    def _question(self, page: forms.Page) -> str:
        return self.words.question(page.id) or ", ".join(self.words.field(path) for path in page.fields)

    def _page_when(self, page: forms.Page) -> tuple[str, ...]:
        """Return the conditions that every field of a page shares, or that the page itself has."""
        shared = [set(self.form.conditions.get(path, ())) for path in page.fields]
        common = set.intersection(*shared) if shared else set()
        own = [page.when] if page.when else []
        kept = [
            *own,
            *(
                one
                for one in self.form.conditions.get(page.fields[0], ())
                if one in common and one not in own
            ),
        ]
        return tuple(dict.fromkeys(text for one in kept for text in self.explainer.conditions(one)))


def uncapitalised(title: str) -> str:
    """Return a title as it stands within a sentence: "nama lengkap", but "NIK"."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _parts(node: object) -> tuple[object, ...]:
    """Return what `and` joins in an expression."""
    return node.terms if isinstance(node, tree.Junction) and node.op == "and" else (node,)
