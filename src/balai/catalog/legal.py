"""The legal basis of a service: every article that anything in it rests on, what it says, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from balai.catalog.types import Words
from balai.kernel.definition.types import Citation
from balai.site.types import Tone


@dataclass(frozen=True)
class Mark:
    """How sure an article is, or whose it is."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class Article:
    """An article as the page names it: where it is explained, and its standing in a few words."""

    name: str
    anchor: str
    standing: str = ""


@dataclass(frozen=True)
class Passage:
    """An article as the list of the legal basis shows it. `at` is its place within the law."""

    at: str
    anchor: str
    says: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Law:
    """A law with the articles of it that the service rests on."""

    name: str
    title: str
    gloss: str
    since: date | None
    until: date | None
    passages: list[Passage] = field(default_factory=list)


class Basis:
    """The articles of one service, numbered once, so that every part of a page can lead to them."""

    def __init__(self, words: Words) -> None:
        self.words = words
        service = words.service
        named = dict.fromkeys([*service.basis, *sorted(service.citations)])
        self.anchors = {article: f"pasal-{n}" for n, article in enumerate(named, 1)}

    def articles(self, names: Iterable[str]) -> tuple[Article, ...]:
        """Return articles for a page, each once, in the order given."""
        return tuple(self._article(name) for name in dict.fromkeys(names) if name)

    def _article(self, name: str) -> Article:
        standing = ", ".join(mark.text for mark in marks(self.words.citation(name)))
        return Article(name, self.anchors.get(name, ""), standing)

    def laws(self) -> list[Law]:
        """Return every law with its articles, those that the service names first."""
        found: dict[str, Law] = {}
        for article, anchor in self.anchors.items():
            known = self.words.citation(article)
            name = known.law if known else article
            law = found.setdefault(name, self._law(name, known))
            at = article.removeprefix(name).strip() or article
            law.passages.append(Passage(at, anchor, self.words.says(known) if known else "", marks(known)))
        return list(found.values())

    def _law(self, name: str, known: Citation | None) -> Law:
        if known is None:
            return Law(name, "", "", None, None)
        return Law(name, known.title, self.words.gloss(known), known.in_force, known.until)


def marks(known: Citation | None) -> tuple[Mark, ...]:
    """Return whose an article is, when it is the office's own, and whether it was confirmed."""
    local = known is not None and known.kind == "local"
    unsure = known is None or known.status != "verified"
    return (
        *((Mark(_("ketentuan instansi"), "info"),) if local else ()),
        *((Mark(_("perlu konfirmasi biro hukum"), "warning"),) if unsure else ()),
    )
