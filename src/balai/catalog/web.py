"""The catalogue's pages: the front, the search, all services, and one service with its published standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from balai.catalog import selectors, spoken
from balai.catalog.standard import fee_in_brief, products, standard
from balai.catalog.types import Words
from balai.people.access import person_or_none, public
from balai.site.types import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balai.catalog.models import Offer

_LONGEST_QUERY = 120


@dataclass
class Shown:
    """A service as lists show it: its words, and who offers it."""

    words: Words
    offers: list[Offer] = field(default_factory=list)

    @property
    def by(self) -> str:
        """Which governments offer it."""
        return ", ".join(dict.fromkeys(offer.government.name for offer in self.offers))

    @property
    def brief(self) -> str:
        """The time and the fee, in a few words."""
        return f"{spoken.limit(self.words.service.clock.limit)} · {fee_in_brief(self.words)}"


def _listed(offers: Iterable[Offer]) -> list[Shown]:
    """Return services once each, in the order of their offers."""
    found: dict[str, Shown] = {}
    for offer in offers:
        words = Words(selectors.service(offer.version_id), get_language() or "id")
        found.setdefault(offer.name, Shown(words)).offers.append(offer)
    return list(found.values())


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Say what this hall is, and lead to a service by search, life event or name."""
    listed = _listed(selectors.open_offers())
    events: dict[str, list[Shown]] = {}
    for one in listed:
        events.setdefault(one.words.life_event or _("Lainnya"), []).append(one)
    shown = {"popular": selectors.by_popularity(listed, lambda one: one.words.service.name)[:6], "events": events.items()}
    return render(request, "catalog/front.html", shown)


@public
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the services that match what somebody typed."""
    query = " ".join(request.GET.get("q", "").split())[:_LONGEST_QUERY]
    finds = selectors.find(query, get_language() or "id") if query else []
    return render(request, "catalog/search.html", {"q": query, "found": _listed(find.offer for find in finds)})


@public
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Show every service."""
    listed = sorted(_listed(selectors.open_offers()), key=lambda one: one.words.title)
    return render(request, "catalog/services.html", {"listed": listed})


@public
@require_GET
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Show a service: what it gives, what it asks for, and its published standard. Raises NoSuchService."""
    code = request.GET.get("daerah", "")
    offer = selectors.offer_for(name, person_or_none(request), code)
    words = Words(selectors.service(offer.version_id), get_language() or "id")
    shown = {
        "offer": offer,
        "others": [other for other in selectors.offers_of(name) if other.pk != offer.pk],
        "words": words,
        "components": standard(words, offer.agency),
        "products": products(words),
        "fee": fee_in_brief(words),
        "time": spoken.limit(words.service.clock.limit),
        "decree": words.standard("decree"),
        "chosen": f"?daerah={offer.government.code}" if code else "",
        "crumbs": [Crumb(_("Beranda"), "/"), Crumb(_("Semua layanan"), "/layanan/")],
    }
    return render(request, "catalog/service.html", shown)
