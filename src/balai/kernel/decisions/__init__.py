"""DMN decisions: load a model or learn everything that is wrong with it; evaluate, and learn why."""

from balai.kernel.decisions.completeness import examine
from balai.kernel.decisions.domains import Domain
from balai.kernel.decisions.loader import load
from balai.kernel.decisions.model import Model
from balai.kernel.decisions.types import Answer, Column, Decision, Output, Reason, Row, split_citations

__all__ = [
    "Answer",
    "Column",
    "Decision",
    "Domain",
    "Model",
    "Output",
    "Reason",
    "Row",
    "examine",
    "load",
    "split_citations",
]
