"""The dated vectors of vectors.toml, read."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from balai.kernel.calendar import Calendar, Pause

TABLE = tomllib.loads((Path(__file__).parent / "vectors.toml").read_text())


def calendar(name: str) -> Calendar:
    entry = TABLE["calendar"][name]
    whole = TABLE["calendar"][entry["like"]] | entry if "like" in entry else entry
    closed = TABLE["calendar"]["wib"]["closed"] | entry.get("closed", {})
    return Calendar(
        zone=whole["zone"],
        week=tuple(whole["week"]),
        closed={date.fromisoformat(day): reason for day, reason in closed.items()},
        cutoff=whole.get("cutoff"),
        first=whole["first"],
        last=whole["last"],
    )


def pauses(vector: dict[str, list[list[datetime]]]) -> tuple[Pause, ...]:
    return tuple(Pause(*span) for span in vector.get("pauses", []))
