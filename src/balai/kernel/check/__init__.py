"""Check a service folder: everything that reading finds, and everything that only shows across its files."""

from balai.kernel.check.checking import FINDINGS, NOTES, Report, check, examine
from balai.kernel.check.citing import Cited, citing, entries
from balai.kernel.check.coverage import KINDS, Coverage, Spot
from balai.kernel.check.questions import Questions

__all__ = [
    "FINDINGS",
    "KINDS",
    "NOTES",
    "Cited",
    "Coverage",
    "Questions",
    "Report",
    "Spot",
    "check",
    "citing",
    "entries",
    "examine",
]
