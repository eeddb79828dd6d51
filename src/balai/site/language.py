"""The language of a page: the visitor's own choice (a cookie), else Indonesian. What a browser is set to does not count,
because most phones here are sold set to English."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

_remember: list[Callable[[HttpRequest, str], None]] = []


def remember_with(remember: Callable[[HttpRequest, str], None]) -> None:
    """Let the module that knows people keep the language that somebody chose."""
    _remember[:] = [remember]


def chosen(request: HttpRequest, language: str) -> None:
    """Hand on which language was chosen on a page."""
    if language in dict(settings.LANGUAGES):
        for remember in _remember:
            remember(request, language)


class LanguageByChoice:
    """Middleware: activate the chosen language for the request, and say it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
