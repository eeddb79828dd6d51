"""Propose worked examples for what no example reaches: answers found from the cells, steps found by walking."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from balai.kernel import calendar
from balai.kernel.calendar import Calendar
from balai.kernel.case.example import REFUSALS, Course
from balai.kernel.check.checking import FINDINGS, examine
from balai.kernel.check.coverage import Coverage, Spot, reached
from balai.kernel.check.exploring import Explorer
from balai.kernel.check.variants import Climber, Goal, Variant, flow_goal, row_goal
from balai.kernel.definition.types import Example, ExampleStep, Service
from balai.kernel.problem import Problem, Refused

Files = Mapping[str, bytes]
MOST_BASES = 4
MOST_ENDS = 200
MOST_BESIDE = 12


@dataclass(frozen=True)
class Suggestion:
    """An example that would reach `spots`: the answers of another with changes, and steps; what came out of it."""

    variant: Variant
    spots: tuple[Spot, ...]
    steps: tuple[ExampleStep, ...]
    path: tuple[str, ...]
    rows: tuple[str, ...]
    end: str

    @property
    def example(self) -> Example:
        """Return it as an example that runs."""
        return replace(self.variant.example(), steps=self.steps)


@dataclass(frozen=True)
class Suggestions:
    """What was found: `unmet` are spots for which nothing was found, `problems` what stops examples from running."""

    found: tuple[Suggestion, ...] = ()
    unmet: tuple[Spot, ...] = ()
    problems: tuple[Problem, ...] = ()
    coverage: Coverage | None = None


def suggest(files: Files, shared: Files, as_of: date, name: str) -> Suggestions:
    """Return examples for the uncovered rows, branches, tasks, outcomes and events of a folder.

    Each was run: it reaches what it says. Nothing tells that its outcome is right in law: a person reads it.
    """
    report = examine(files, shared, as_of, name)
    if report.service is None or report.coverage is None:
        return Suggestions(problems=tuple(one for one in report.problems if one.code not in FINDINGS))
    missed = report.coverage.missed
    found = list(_Search(report.service, shared, missed).run())
    met = {spot for one in found for spot in one.spots}
    return Suggestions(tuple(found), tuple(spot for spot in missed if spot not in met), (), report.coverage)


class _Search:
    """One search: `open` are the spots not reached yet."""

    def __init__(self, service: Service, shared: Files, missed: list[Spot]) -> None:
        self.service = service
        self.open = list(missed)
        self.calendars: dict[str, Calendar] = {}
        for example in service.examples:
            try:
                self.calendars[example.name] = calendar.load(shared, example.calendar)
            except Refused:
                continue
        known = [one for one in service.examples if one.name in self.calendars]
        self.bases = sorted(known, key=lambda one: len(one.steps))[:MOST_BASES]
        self.climber = Climber(service, self.calendars)
        self.explorer = Explorer(service)

    def run(self) -> Iterator[Suggestion]:
        """Yield a suggestion for each spot that can be reached, most first: the answers as they stand, then changed."""
        for base in self.bases:
            yield from self.walk(Variant(base))
        for spot in list(self.open):
            goal = self.goal(spot)
            if spot not in self.open or goal is None:
                continue
            for variant in self.variants(goal):
                yield from self.walk(variant)
                if spot not in self.open:
                    break

    def variants(self, goal: Goal) -> Iterator[Variant]:
        """Yield changed answers that meet a goal, and then some that go one step beyond it."""
        climbed = [one for base in self.bases if (one := self.climber.climb(base, goal)) is not None]
        yield from (one for one in climbed if one.changes)
        for one in climbed[:1]:
            yield from islice(self.climber.beside(one, goal), MOST_BESIDE)

    def goal(self, spot: Spot) -> Goal | None:
        """Return what the answers must be for a spot; None when answers do not decide it."""
        if spot.kind == "row":
            decision, _, row = spot.id.partition(".")
            table = self.service.rules.decisions[decision]
            return row_goal(self.service, table, [one.id for one in table.rows].index(row))
        if spot.kind == "branch":
            return flow_goal(self.service, spot.id)
        return self._before(spot)

    def _before(self, spot: Spot) -> Goal | None:
        """Return the goal of the last branch that leads to a task or an event."""
        element = spot.id.partition(".")[0]
        drawing, seen = self.service.process, set()
        while element and element not in seen:
            seen.add(element)
            element = drawing.elements[element].attached_to or element
            into = [flow for flow in drawing.flows.values() if flow.target == element]
            if into and drawing.elements[into[0].source].kind.endswith("Gateway"):
                goal = flow_goal(self.service, into[0].id)
                if goal.cells:
                    return goal
            element = into[0].source if into else ""
        return None

    def walk(self, variant: Variant) -> Iterator[Suggestion]:
        """Walk a variant and yield what reaches open spots."""
        if not self.open:
            return
        example = variant.example()
        course = Course(self.service, example, self.calendars[example.name])
        try:
            course.submit()
            course.settle()
        except REFUSALS:
            return
        for one in self.explorer.explore(course):
            if self.met(one):
                yield self.told(variant, self.ended(one))
            if not self.open:
                return

    def met(self, course: Course) -> list[Spot]:
        """Return the open spots that a course reached."""
        found = reached(self.service, course)
        return [spot for spot in self.open if (spot.kind, spot.id) in found]

    def ended(self, course: Course) -> Course:
        """Return the course, walked on to the nearest end if there is one."""
        over = self.explorer.first(course, lambda one: (one.state or {})["status"] != "open", MOST_ENDS)
        return over or course

    def told(self, variant: Variant, course: Course) -> Suggestion:
        """Return a course as a suggestion, and strike what it reaches off the list."""
        spots = tuple(self.met(course))
        self.open = [spot for spot in self.open if spot not in spots]
        rows = tuple(row for rows in course.rows.values() for row in rows)
        end = (course.state or {})["end"]
        return Suggestion(variant, spots, course.steps, tuple(course.path), rows, end)
