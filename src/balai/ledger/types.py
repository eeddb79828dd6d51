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


@dataclass
class Report:
    """The result: what was recomputed, and every finding."""

    size: int = 0
    root: str = ""
    pending: int = 0
    rows: int = 0
    destroyed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def found(self, table: str, row: object, column: str, what: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(table, str(row), column, what))


@dataclass(frozen=True)
class Told:
    """What one entry tells of itself: the leaf hash that follows from it, whether it is pending, and when."""

    hash: str
    pending: bool
    at: datetime
