"""DMN decisions: load a model or learn everything that is wrong with it; evaluate, and learn why.

`load` reads the rules of a service folder, which are stricter than DMN; `load_any` reads any model of DMN.
"""

from balai.kernel.decisions.completeness import examine
from balai.kernel.decisions.domains import Domain
from balai.kernel.decisions.loader import load
from balai.kernel.decisions.model import Model
from balai.kernel.decisions.network import Network, Outcome
from balai.kernel.decisions.nodes import load_any
from balai.kernel.decisions.types import Answer, Column, Decision, Output, Reason, Row, split_citations

__all__ = [
    "Answer",
    "Column",
    "Decision",
    "Domain",
    "Model",
    "Network",
    "Outcome",
    "Output",
    "Reason",
    "Row",
    "examine",
    "load",
    "load_any",
    "split_citations",
]
