"""The registry of navigation: each module adds its entries in `apps.ready()`, so that the frame names none.

Areas: `public` (header, everybody), `citizen` (header, signed in), `account` (menu under the name),
`official` (side of the work room), `footer`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Area = Literal["public", "citizen", "account", "official", "footer"]


@dataclass(frozen=True)
class Item:
    """One registered entry. `badge` counts what waits for the person; `visible` hides it from others."""

    area: Area
    label: str | Promise
    url_name: str
    order: int
    badge: Callable[[HttpRequest], int] | None
    visible: Callable[[HttpRequest], bool] | None


@dataclass(frozen=True)
class Entry:
    """An item as one request shows it."""

    label: str
    url: str
    current: bool
    badge: int


@dataclass(frozen=True)
class Identity:
    """Who is signed in, as the header says it: a name and, for officials, the post and the agency."""

    name: str
    post: str = ""
    agency: str = ""


_items: list[Item] = []
_identify: list[Callable[[HttpRequest], Identity | None]] = []


def add(
    *,
    area: Area,
    label: str | Promise,
    url_name: str,
    order: int = 50,
    badge: Callable[[HttpRequest], int] | None = None,
    visible: Callable[[HttpRequest], bool] | None = None,
) -> None:
    """Register an entry. `url_name` takes no arguments; an entry whose name does not resolve is not shown."""
    item = Item(area, label, url_name, order, badge, visible)
    _items[:] = [other for other in _items if (other.area, other.url_name) != (area, url_name)]
    _items.append(item)


def identify_with(identify: Callable[[HttpRequest], Identity | None]) -> None:
    """Let the module that knows people say who is signed in (None: nobody)."""
    _identify[:] = [identify]


def identity(request: HttpRequest) -> Identity | None:
    """Return who is signed in, or None."""
    return _identify[0](request) if _identify else None


def entries(area: Area, request: HttpRequest) -> list[Entry]:
    """Return the entries of an area that this request may see, in order."""
    chosen = sorted((item for item in _items if item.area == area), key=lambda item: item.order)
    made = (_entry(item, request) for item in chosen if item.visible is None or item.visible(request))
    shown = [entry for entry in made if entry is not None]
    nearest = max((entry.url for entry in shown if entry.current), key=len, default="")
    return [replace(entry, current=entry.current and entry.url == nearest) for entry in shown]


def _entry(item: Item, request: HttpRequest) -> Entry | None:
    try:
        url = reverse(item.url_name)
    except NoReverseMatch:
        return None
    match = request.resolver_match
    here = (match is not None and match.view_name == item.url_name) or (
        url != "/" and request.path.startswith(url)
    )
    return Entry(str(item.label), url, here, item.badge(request) if item.badge else 0)
