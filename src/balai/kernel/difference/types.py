"""The values of a comparison: parts of a service as they are compared, and what was found to differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Key = tuple[str, str]  # a part and its id


@dataclass(frozen=True)
class Entry:
    """One part of a service, flattened: `aspects` are its properties as text, "" for none.

    `owner` is the entry it belongs to: where that is new or gone, nothing more is said of this one. `silent`: only its
    changes are told, for that it is there at all follows from something else.
    """

    part: str
    id: str
    title: str
    file: str
    aspects: Mapping[str, str] = field(default_factory=dict)
    owner: Key | None = None
    silent: bool = False

    @property
    def key(self) -> Key:
        """Return what tells this entry from all others of its version."""
        return self.part, self.id


@dataclass(frozen=True)
class Change:
    """One part that is new, gone, moved or otherwise; `aspect` says in what, `was` and `now` are its texts."""

    part: str
    kind: Literal["added", "removed", "changed", "moved"]
    id: str
    title: str
    file: str
    aspect: str = ""
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class Ruling:
    """A rule that answers otherwise: `was` became `now`, as when `facts` (title or path, and value) hold.

    Answers and values are FEEL. `proved` says that the search was exact; otherwise `tried` combinations of facts were.
    Without facts the rule is written otherwise and no other answer was found.
    """

    decision: str
    title: str
    was: str = ""
    now: str = ""
    rows_was: tuple[str, ...] = ()
    rows_now: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    proved: bool = True
    tried: int = 0


@dataclass(frozen=True)
class Fate:
    """How a worked example ends in both versions. `folder`: which of them has it ("old", "new", "both").

    `effect` is for the applicant: "gains", "loses", or "differs" where neither can be said. `was` and `now` hold
    `result`, `end`, `fee`, `due_on`, `stopped` (a step that does not fit), `open` (steps it waits at) and `refused`
    (answers that could not be handed in); those that are alike are left out.
    """

    example: str
    title: str
    folder: Literal["old", "new", "both"]
    effect: Literal["gains", "loses", "differs"]
    was: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """All that differs between two versions; `examples` counts those that were compared."""

    changes: tuple[Change, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    fates: tuple[Fate, ...] = ()
    examples: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything differs at all."""
        return bool(self.changes or self.rulings or self.fates)
