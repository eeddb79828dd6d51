"""What a version changed, in words: compared with the one that was published before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from balai.catalog import selectors
from balai.kernel.difference import Difference, compare, sections


@dataclass(frozen=True)
class Part:
    """One section of a difference; a title without lines says all by itself."""

    title: str
    lines: tuple[str, ...]


def compared(old: str, new: str, language: str) -> tuple[Part, ...]:
    """Return what differs between two published versions, in words. Raises NoSuchService."""
    return tuple(Part(title, tuple(lines)) for title, lines in sections(_difference(old, new), language))


@lru_cache(maxsize=64)
def _difference(old: str, new: str) -> Difference:
    """Return what differs; found once per process."""
    before, after = selectors.service(old), selectors.service(new)
    return compare(before, after, selectors.folder(old)[1], selectors.folder(new)[1])
