"""Which rows, branches, tasks, outcomes and events of a folder its worked examples reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from balai.kernel.case.draft import draft_facts, early_decisions
from balai.kernel.case.example import Course
from balai.kernel.check.folder import Folder
from balai.kernel.definition.types import Service
from balai.kernel.process import Kind

KINDS = ("row", "branch", "task", "outcome", "event")
_EVENTS = frozenset({Kind.END, Kind.CATCH, Kind.BOUNDARY})


@dataclass(frozen=True, order=True)
class Spot:
    """A place that an example can reach: `kind` is one of KINDS; `what` names it in words."""

    file: str
    line: int
    kind: str
    id: str
    what: str


@dataclass(frozen=True)
class Coverage:
    """Per spot, in file and line order, the names of the examples that reach it."""

    reached: Mapping[Spot, tuple[str, ...]] = field(default_factory=dict)

    @property
    def missed(self) -> list[Spot]:
        """Return the spots that no example reaches."""
        return [spot for spot, names in self.reached.items() if not names]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return (reached, total) by kind; kinds that the folder has none of are left out."""
        found: dict[str, tuple[int, int]] = {}
        for kind in KINDS:
            names = [names for spot, names in self.reached.items() if spot.kind == kind]
            if names:
                found[kind] = (sum(map(bool, names)), len(names))
        return found


def coverage(folder: Folder, courses: Mapping[str, Course]) -> Coverage:
    """Return what the walked examples, by name, reach."""
    met = {name: reached(folder.service, course) for name, course in courses.items()}
    return Coverage(
        {
            spot: tuple(name for name, found in met.items() if (spot.kind, spot.id) in found)
            for spot in sorted(spots(folder))
        }
    )


def spots(folder: Folder) -> Iterator[Spot]:
    """Yield every place of the folder that an example can reach."""
    service = folder.service
    for decision in service.rules.decisions.values():
        for row in decision.rows:
            yield Spot(
                "rules.dmn", row.line, "row", f"{decision.id}.{row.id}", f'row "{row.id}" of "{decision.id}"'
            )
    for task in service.tasks.values():
        for outcome in task.outcomes:
            line = folder.line("service.toml", "task", task.id, "outcome", outcome)
            what = f'outcome "{outcome}" of "{task.id}"'
            yield Spot("service.toml", line, "outcome", f"{task.id}.{outcome}", what)
    yield from _drawn(service)


def _drawn(service: Service) -> Iterator[Spot]:
    drawing = service.process
    leaving = [flow.source for flow in drawing.flows.values()]
    for flow in drawing.flows.values():
        source = drawing.elements[flow.source]
        if source.kind.endswith("Gateway") and leaving.count(flow.source) > 1:
            named = f' "{flow.name}"' if flow.name else ""
            what = f'branch{named} from "{flow.source}" to "{flow.target}"'
            yield Spot("process.bpmn", flow.line, "branch", flow.id, what)
    for one in drawing.elements.values():
        started = one.kind is Kind.START and one.scope
        kind = "task" if one.kind.endswith("Task") else "event" if one.kind in _EVENTS or started else ""
        if kind:
            yield Spot("process.bpmn", one.line, kind, one.id, f'{kind} "{one.id}"')


def reached(service: Service, course: Course) -> set[tuple[str, str]]:
    """Return (kind, id) of all that a walked example reached."""
    met = visited(service, course)
    found = {("outcome", f"{task}.{outcome}") for task, outcome in course.outcomes}
    found |= {("row", f"{decision}.{row}") for decision, row in course.hits | _early(service, course)}
    found |= {("branch", flow) for flow in course.flows}
    for flow in service.process.flows.values():
        if service.process.elements[flow.source].kind is Kind.EVENT_BASED and flow.target in met:
            found.add(("branch", flow.id))
    return found | {(kind, element) for kind in ("task", "event") for element in met}


def visited(service: Service, course: Course) -> set[str]:
    """Return the elements that a case was at: both ends of each flow it passed."""
    flows = [service.process.flows[name] for name in course.flows]
    return {element for flow in flows for element in (flow.source, flow.target)}


def _early(service: Service, course: Course) -> set[tuple[str, str]]:
    """Return the rows that were met while the applicant answered: a page may ask for such a decision."""
    one = course.example
    facts = draft_facts(service, course.calendar, one.form, one.register, one.submitted)
    found = set()
    for decision in early_decisions(service):
        for reason in service.rules.evaluate(decision, facts).reasons:
            found |= {(reason.decision, row) for row in reason.rows}
    return found
