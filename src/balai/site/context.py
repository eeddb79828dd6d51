"""What the frame of every page needs to know, worked out only when a template asks for it."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from balai.site import navigation

_PINNED, _OWN_PINNED = 3, 2  # names of one's own entries are longer, and may carry a badge


class Frame:
    """The frame of one page: navigation, who is signed in, languages, whether this is a demo."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether all data here is synthetic."""
        return bool(settings.DEMO)

    @property
    def search_url(self) -> str:
        """Where a search of services is asked."""
        return "/cari/"

    @property
    def source_url(self) -> str:
        """Where the source code stands, or the empty string."""
        return str(getattr(settings, "SOURCE_URL", ""))

    @cached_property
    def identity(self) -> navigation.Identity | None:
        """Who is signed in."""
        return navigation.identity(self._request)

    @cached_property
    def _own(self) -> list[navigation.Entry]:
        return navigation.entries("citizen", self._request) if self.identity else []

    @cached_property
    def public(self) -> list[navigation.Entry]:
        """The header's entries: for everybody, then for those who are signed in."""
        return navigation.entries("public", self._request) + self._own

    @cached_property
    def pinned(self) -> list[navigation.Entry]:
        """The header's entries that stay in sight on a narrow screen: a person's own, else the first ones."""
        return self._own[:_OWN_PINNED] or self.public[:_PINNED]

    @cached_property
    def folded(self) -> list[navigation.Entry]:
        """The header's entries that a narrow screen keeps behind "Menu"."""
        return [entry for entry in self.public if entry not in self.pinned]

    @property
    def folded_badge(self) -> int:
        """How much waits behind "Menu"."""
        return sum(entry.badge for entry in self.folded)

    @cached_property
    def account(self) -> list[navigation.Entry]:
        """The entries of the menu under the person's name."""
        return navigation.entries("account", self._request) if self.identity else []

    @cached_property
    def official(self) -> list[navigation.Entry]:
        """The entries of the work room."""
        return navigation.entries("official", self._request) if self.identity else []

    @cached_property
    def footer(self) -> list[navigation.Entry]:
        """The footer's entries."""
        return navigation.entries("footer", self._request)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages the reader can change to: (code, its own name)."""
        return [(code, str(name)) for code, name in settings.LANGUAGES if code != get_language()]

    @property
    def here(self) -> str:
        """Where to return after changing the language: this page, without what was posted to it."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @cached_property
    def session_seconds(self) -> int:
        """Seconds until the session ends, 0 when nobody is signed in."""
        return int(self._request.session.get_expiry_age()) if self.identity else 0


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give every template `frame`."""
    return {"frame": Frame(request)}
