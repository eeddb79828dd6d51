"""A drawing while it is read and checked: what was found so far, and what is wrong with it."""

from collections import defaultdict
from dataclasses import dataclass, field

from balai.kernel.problem import Problem
from balai.kernel.process.drawing import Element, Flow, Lane


@dataclass(slots=True)
class Draft:
    """A drawing that may still be wrong, and what is known to be wrong with it.

    `foreign`: drawn for other programs, so that ids, lanes and extensions are taken as they come. `called` are
    the processes that call activities run, with their lines. `refused` are the ids of elements that were not
    read: flows to them are not reported a second time.
    """

    file: str
    foreign: bool = False
    id: str = ""
    name: str = ""
    line: int = 0
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    leaving: defaultdict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    entering: defaultdict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    lanes: dict[str, Lane] = field(default_factory=dict)
    called: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def add(self, flow: Flow) -> None:
        """Take in a flow; those of one element stay in file order."""
        self.flows[flow.id] = flow
        self.leaving[flow.source].append(flow)
        self.entering[flow.target].append(flow)

    def problem(self, line: int, code: str, what: str, mend: str) -> None:
        """Note one defect."""
        self.problems.append(Problem(self.file, line, f"process.{code}", what, mend))

    def scope_lines(self) -> dict[str, int]:
        """Return every scope with its line: "" for the process, sub-processes, called processes."""
        inner = {name: one.line for name, one in self.elements.items() if one.kind == "subProcess"}
        return {"": self.line, **self.called, **inner}

    def handles(self, element: Element) -> bool:
        """Say whether this is the start event of an event sub-process."""
        around = self.elements.get(element.scope)
        return element.kind == "startEvent" and around is not None and around.event_handler
