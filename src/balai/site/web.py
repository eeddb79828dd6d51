"""The pages about the site itself, and two small doors of every page: the language, and a longer session."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from balai.lib import clock
from balai.lib.errors import NotFound
from balai.site import language, showcase
from balai.site.doors import open_door

GOOD_FOR = timedelta(days=90)
"""How long a copy of security.txt may be believed: RFC 9116 section 2.5.5 advises less than a year."""


@open_door
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of pages, and of letters to whoever is signed in; then back to the page."""
    language.chosen(request, request.POST.get("language", ""))
    return django_set_language(request)


@open_door
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Say what Balai is."""
    return render(request, "site/about.html")


@open_door
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, and what was not tested."""
    return render(request, "site/accessibility.html")


@open_door
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Say how data is protected and how to report a weakness."""
    return render(request, "site/security.html")


@open_door
@require_GET
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Say to programs where weaknesses are reported (RFC 9116). Raises NotFound while nobody set a contact."""
    if not settings.SECURITY_CONTACT:
        raise NotFound
    expires = (clock.now() + GOOD_FOR).replace(microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: id, en",
    ]
    if settings.SECURE:
        lines.append(f"Canonical: {settings.BASE_URL}{reverse('security_txt')}")
        lines.append(f"Policy: {settings.BASE_URL}{reverse('security')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@open_door
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in its states; nothing is posted anywhere."""
    return render(request, "site/components.html", showcase.everything(request.GET.get("hal", "")))


@open_door
@require_POST
def extend_session(request: HttpRequest) -> HttpResponse:
    """Let the session of whoever has one start anew; answers 204, or 401 when there is none left."""
    if request.session.is_empty():
        return HttpResponse(status=401)
    request.session.modified = True
    return HttpResponse(status=204)
