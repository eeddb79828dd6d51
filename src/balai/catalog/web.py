"""The catalogue's pages: the front, the search, all services, and one service with its published standard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from balai.catalog import selectors
from balai.catalog.types import Words
from balai.people.access import public


@public
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Say what this hall is, and lead to a service."""
    return services(request)


@public
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the services that match what somebody typed."""
    return services(request)


@public
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Show every service."""
    language = get_language() or "id"
    words = [Words(selectors.service(offer.version_id), language) for offer in selectors.open_offers()]
    return render(request, "catalog/services.html", {"services": words})


@public
@require_GET
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Show a service: what it gives, what it asks for, and its standard. Raises NoSuchService."""
    offer = selectors.offers_of(name)[0]
    words = Words(selectors.service(offer.version_id), get_language() or "id")
    return render(request, "catalog/service.html", {"offer": offer, "words": words})
