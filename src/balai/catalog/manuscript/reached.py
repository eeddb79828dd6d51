"""What the check of a service found, looked up by what it is about: examples by place, problems by element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from balai.kernel.check import Report, Spot
from balai.kernel.definition.types import Service
from balai.kernel.problem import Problem

PROCESS = "process.bpmn"


@dataclass(frozen=True)
class Found:
    """A report, for those who show it beside what it is about."""

    service: Service
    report: Report

    @cached_property
    def _reached(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        coverage = self.report.coverage
        return {(spot.kind, spot.id): names for spot, names in coverage.reached.items()} if coverage else {}

    @property
    def tried(self) -> bool:
        """Whether the examples were run: only once nothing stands in the way of publishing."""
        return self.report.coverage is not None

    @property
    def missed(self) -> list[Spot]:
        """Return the places that no example reaches, in file and line order."""
        return self.report.coverage.missed if self.report.coverage else []

    def examples(self, kind: str, name: str) -> tuple[str, ...]:
        """Return which examples reach a place."""
        return self._reached.get((kind, name), ())

    def places(self, example: str) -> int:
        """Return how many places an example reaches."""
        return sum(example in names for names in self._reached.values())

    def drawn(self, problem: Problem) -> tuple[str, ...]:
        """Return the elements and flows of the drawing that stand where a problem does."""
        if problem.file != PROCESS or not problem.line:
            return ()
        process = self.service.process
        lines = {name: one.line for name, one in process.elements.items()}
        lines |= {name: one.line for name, one in process.flows.items()}
        return tuple(name for name, line in lines.items() if line == problem.line)
