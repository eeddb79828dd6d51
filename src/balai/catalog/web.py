"""The catalogue's pages: the front, the search, all services, and one service with its standard and its manuscript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from balai.catalog import lists, selectors
from balai.catalog import manuscript as manuscripts_of
from balai.catalog.manuscript.compared import compared
from balai.catalog.manuscript.simulated import simulated
from balai.catalog.standard import fee_in_brief, published
from balai.lib import clock
from balai.people.access import person_or_none, public
from balai.site.types import Crumb

_LONGEST_QUERY = 120
_MOST_CARDS = 6
BY_AGENCY = "instansi"


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Say what this hall is, and lead to a service by search, life event or name."""
    services = lists.listed(selectors.open_offers())
    popular = selectors.by_popularity(services, lambda one: one.name)
    shown = {
        "popular": popular[:_MOST_CARDS],
        "more": len(services) > _MOST_CARDS,
        "events": lists.by_event(services),
        "examples": lists.examples(popular),
        "governments": list(dict.fromkeys(offer.government.name for one in services for offer in one.offers)),
    }
    return render(request, "catalog/front.html", shown)


@public
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the services that match what somebody typed, or ways on when none does."""
    query = " ".join(request.GET.get("q", "").split())[:_LONGEST_QUERY]
    hits = lists.hits(query) if query else []
    services = lists.listed(selectors.open_offers())
    shown = {
        "q": query,
        "hits": hits,
        "meant": lists.meant(query, services) if query else "",
        "examples": lists.examples(services),
        "events": lists.by_event(services),
    }
    return render(request, "catalog/search.html", shown)


@public
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Show every service, under life events or under the offices that offer them."""
    found = sorted(lists.listed(selectors.open_offers()), key=lambda one: one.words.title)
    by_agency = request.GET.get("menurut") == BY_AGENCY
    sections = lists.by_agency(found) if by_agency else lists.by_event(found)
    shown = {"sections": sections, "by_agency": by_agency, "count": len(found)}
    return render(request, "catalog/services.html", shown)


@public
@require_GET
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Show a service: what it gives, what it asks for, and its published standard. Raises NoSuchService."""
    code = request.GET.get("daerah", "")
    offer = selectors.offer_for(name, person_or_none(request), code)
    words = lists.words_of(offer.version_id)
    shown = {
        "offer": offer,
        "others": [other for other in selectors.offers_of(name) if other.pk != offer.pk],
        "words": words,
        "standard": published(offer.version_id, get_language() or "id"),
        "fee": fee_in_brief(words),
        "chosen": f"?daerah={offer.government.code}" if code else "",
        "crumbs": [Crumb(_("Beranda"), reverse("front")), Crumb(_("Layanan"), reverse("services"))],
    }
    return render(request, "catalog/service.html", shown)


@public
@require_GET
def manuscripts(request: HttpRequest) -> HttpResponse:
    """Show the services by what their folders hold, for those who write services."""
    found = sorted(lists.listed(selectors.open_offers()), key=lambda one: one.words.title)
    shown = {
        "listed": [(one, selectors.version_row(one.words.service.version)) for one in found],
        "crumbs": [Crumb(_("Beranda"), reverse("front")), Crumb(_("Layanan"), reverse("services"))],
    }
    return render(request, "catalog/manuscripts.html", shown)


@public
@require_GET
def manuscript(request: HttpRequest, name: str) -> HttpResponse:
    """Show a service as its authors read it: the version that is offered, or the one asked for. Raises NoSuchService."""
    versions = selectors.versions_of(name)
    offered = {offer.version_id for offer in selectors.open_offers().filter(name=name)}
    version = selectors.version_among(versions, offered, request.GET.get("versi", ""))
    before, language = selectors.version_before(versions, version), get_language() or "id"
    made = manuscripts_of.manuscript(version.version, language, clock.now().date())
    kept = selectors.estimate(version.version)
    shown = {
        "made": made,
        "words": made.words,
        "version": version,
        "versions": versions,
        "offered": offered,
        "before": before,
        "differences": compared(before.version, version.version, language) if before else (),
        "estimated": kept is not None,
        "simulated": simulated(made.words, kept) if kept else None,
        "crumbs": [
            Crumb(_("Beranda"), reverse("front")),
            Crumb(_("Semua naskah layanan"), reverse("manuscripts")),
            Crumb(made.words.title, reverse("service", args=[name])),
        ],
    }
    return render(request, "catalog/manuscript.html", shown)
