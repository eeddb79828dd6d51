"""Every address of the program: its name, its pattern, its door."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Route:
    """One address; `values` are the names of what varies in it."""

    name: str
    pattern: str
    view: Callable[..., Any]
    values: tuple[str, ...]

    @property
    def door(self) -> str:
        """Who may enter, as the view is marked; "" for a view without a mark."""
        return str(getattr(self.view, "door", ""))

    def address(self, known: Mapping[str, Any]) -> str:
        """Return an address of this route, what varies in it taken from `known`."""
        unknown = set(self.values) - set(known)
        assert not unknown, f"{self.pattern}: say in things.py what {unknown} may be"
        return reverse(self.name, kwargs={value: known[value] for value in self.values})


def routes() -> list[Route]:
    """Return every route, in the order of the table of addresses."""
    return list(_routes(get_resolver().url_patterns, "/", ""))


def _routes(patterns: list[Any], before: str, space: str) -> Iterator[Route]:
    for one in patterns:
        pattern = before + str(one.pattern).removeprefix("^").replace("\\Z", "")
        if isinstance(one, URLResolver):
            yield from _routes(
                one.url_patterns, pattern, f"{space}{one.namespace}:" if one.namespace else space
            )
        elif isinstance(one, URLPattern):
            values = tuple(one.pattern.regex.groupindex)
            yield Route(
                f"{space}{one.name}", re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern), one.callback, values
            )
