"""Check a service folder: everything that reading finds, and everything that only shows across its files."""

from balai.kernel.check.checking import FINDINGS, Report, check, examine
from balai.kernel.check.coverage import KINDS, Coverage, Spot

__all__ = ["FINDINGS", "KINDS", "Coverage", "Report", "Spot", "check", "examine"]
