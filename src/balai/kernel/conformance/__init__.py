"""Conformance: run test cases in the format of the DMN Technology Compatibility Kit, and count."""

from balai.kernel.conformance.counting import Count
from balai.kernel.conformance.report import as_json, as_text
from balai.kernel.conformance.running import Failure, Tested, run
from balai.kernel.conformance.suite import Suite, Unreadable, read

__all__ = ["Count", "Failure", "Suite", "Tested", "Unreadable", "as_json", "as_text", "read", "run"]
