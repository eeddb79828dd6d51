"""The limits of cases, read from the TOML file beside this one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from balai.lib.limits.attempts import Limit


@dataclass(frozen=True, slots=True)
class TrackingPolicy:
    """How often one address, and everybody together, may try a number and a secret."""

    address: tuple[Limit, ...]
    everybody: tuple[Limit, ...]


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8"))


@cache
def tracking() -> TrackingPolicy:
    """Return the limits of the tracking page."""
    data = _read()["tracking"]
    return TrackingPolicy(
        tuple(Limit(*pair) for pair in data["address"]), tuple(Limit(*pair) for pair in data["everybody"])
    )


def number_block() -> int:
    """Return how many case numbers a process takes at once."""
    return int(_read()["numbers"]["block"])
