"""What `verify` says."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is not as the log says. `column` "*": the whole row is missing, or is unknown to the log."""

    table: str
    row: str
    column: str
    what: str

    def __str__(self) -> str:
        """Render on one line."""
        return f"{self.table} {self.row} {self.column}: {self.what}"


@dataclass(frozen=True)
class Destruction:
    """That a subject's key was destroyed, as an open entry of the log says."""

    entry: int
    subject: str


@dataclass
class Report:
    """The result: what was recomputed, and every finding. `destroyed` counts, by the entry that destroyed their key, the
    entries that can no longer be opened.
    """

    size: int = 0
    root: str = ""
    pending: int = 0
    rows: int = 0
    destroyed: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    destructions: dict[int, "Destruction"] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def closed(self, by: int) -> None:
        """Note an entry whose key was destroyed lawfully, by the entry `by`."""
        self.destroyed[by] = self.destroyed.get(by, 0) + 1

    def found(self, table: str, row: object, column: str, what: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(table, str(row), column, what))


@dataclass(frozen=True)
class Told:
    """What one entry tells of itself: the leaf hash that follows from it, whether it is pending, and when."""

    hash: str
    pending: bool
    at: datetime
