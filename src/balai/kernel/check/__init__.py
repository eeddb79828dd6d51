"""Check a service folder: everything that reading finds, and everything that only shows across its files."""

from balai.kernel.check.checking import FINDINGS, check

__all__ = ["FINDINGS", "check"]
