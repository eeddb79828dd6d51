"""Services as lists show them: once each, with who offers them; grouped; and with the words that matched a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.catalog import rules, selectors, spoken
from balai.catalog.rules import Piece
from balai.catalog.standard import fee_in_brief
from balai.catalog.types import Words

if TYPE_CHECKING:
    from balai.catalog.models import Offer

MOST_EXAMPLES = 4


@dataclass
class Shown:
    """A service in a list: its words, and the offers of it."""

    words: Words
    offers: list[Offer] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.words.service.name

    @property
    def by(self) -> str:
        """Which offices offer it."""
        return "; ".join(f"{offer.agency.name}, {offer.government.name}" for offer in self.offers)

    @property
    def time(self) -> str:
        """The time it may take."""
        return spoken.limit(self.words.service.clock.limit)

    @property
    def fee(self) -> str:
        """The fee, in a word or two."""
        return fee_in_brief(self.words)

    @property
    def event(self) -> str:
        """The life event that it belongs to."""
        return self.words.life_event or _("lainnya")


@dataclass(frozen=True)
class Section:
    """Services under one heading."""

    title: str
    anchor: str
    listed: list[Shown]


@dataclass(frozen=True)
class Hit:
    """A service that a search found: title and introduction with the matching words marked, and what else matched."""

    shown: Shown
    title: SafeString
    intro: SafeString
    also: SafeString


def words_of(version: str) -> Words:
    """Return the words of a published version in the language of the page."""
    return Words(selectors.service(version), get_language() or "id")


def listed(offers: Iterable[Offer]) -> list[Shown]:
    """Return services once each, in the order of their offers."""
    found: dict[str, Shown] = {}
    for offer in offers:
        found.setdefault(offer.name, Shown(words_of(offer.version_id))).offers.append(offer)
    return list(found.values())


def by_event(services: Iterable[Shown]) -> list[Section]:
    """Return services under their life events."""
    return _sections(services, lambda one: [one.event])


def by_agency(services: Iterable[Shown]) -> list[Section]:
    """Return services under the offices that offer them."""
    return _sections(
        services, lambda one: [f"{offer.agency.name}, {offer.government.name}" for offer in one.offers]
    )


def _sections(services: Iterable[Shown], titles: Callable[[Shown], list[str]]) -> list[Section]:
    found: dict[str, list[Shown]] = {}
    for one in services:
        for title in titles(one):
            found.setdefault(title, []).append(one)
    return [Section(_capital(title), slugify(title) or "lainnya", found[title]) for title in sorted(found)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def search_words(words: Words) -> list[str]:
    """Return what people type when they mean a service, in the reader's language first."""
    own = words.service.texts.get(words.language)
    return list(dict.fromkeys([*(own.search if own else ()), *words.service.search]))


def examples(services: Iterable[Shown]) -> list[str]:
    """Return something to try in the search: the first word of each of the first services."""
    firsts = [found[0] for one in services if (found := search_words(one.words))]
    return list(dict.fromkeys(firsts))[:MOST_EXAMPLES]


def hits(query: str) -> list[Hit]:
    """Return what matches a search, best first."""
    finds = selectors.find(query, get_language() or "id")
    return [_hit(one, query) for one in listed(find.offer for find in finds)]


def _hit(shown: Shown, query: str) -> Hit:
    also = [rules.marked(text, query) for text in [*search_words(shown.words), shown.event]]
    return Hit(
        shown,
        _markup(rules.marked(shown.words.title, query)),
        _markup(rules.marked(shown.words.intro, query)),
        format_html_join(", ", "{}", ((_markup(one),) for one in also if any(piece.hit for piece in one))),
    )


def _markup(pieces: list[Piece]) -> SafeString:
    """Return a text with its matching pieces marked; done here, because a template would put spaces between them."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.hit else p.text,) for p in pieces)
    )


def meant(query: str, services: Iterable[Shown]) -> str:
    """Return the query with its unknown words replaced by the nearest known ones; "" when there are none near."""
    known = [text for one in services for text in [one.words.title, one.event, *search_words(one.words)]]
    return rules.nearest(query, known)
