"""Counting results."""

from collections.abc import Iterable
from typing import NamedTuple


class Count(NamedTuple):
    """How many results passed, of how many; `told` are those that are not null, which no failing engine passes."""

    passed: int = 0
    total: int = 0
    told_passed: int = 0
    told: int = 0

    def line(self) -> str:
        """Say the counts and shares."""
        told = f"{self.told_passed} of {self.told} ({_share(self.told_passed, self.told)})"
        whole = f"{self.passed} of {self.total} ({_share(self.passed, self.total)})"
        return f"{whole}, of the results that are not null {told}"


def one(*, right: bool, told: bool) -> Count:
    """Count one result."""
    return Count(int(right), 1, int(right and told), int(told))


def total(counts: Iterable[Count]) -> Count:
    """Add up counts."""
    columns = zip(Count(), *counts, strict=True)
    return Count(*(sum(column) for column in columns))


def _share(part: int, whole: int) -> str:
    """Write a share with two decimals, never rounded up to 100 %."""
    return f"{part * 10_000 // whole / 100:.2f} %" if whole else "none"
