"""Walk everything that can happen to a submitted example: outcomes, results of operations, failures, limits that pass.

Breadth first over the real fold, so the first walk that reaches a place is a shortest one. Two courses that wait for the
same, with the same decisions and outcomes behind them, are walked on once.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balai.kernel.canonical import digest
from balai.kernel.case.example import REFUSALS, Course
from balai.kernel.definition.operations import OPERATIONS
from balai.kernel.definition.types import ExampleStep, Service
from balai.kernel.forms import Field
from balai.kernel.process import Kind, Trigger

MOST_COURSES = 1_500
_PLAIN: Mapping[str, Any] = {
    "boolean": True, "integer": 1, "number": "1", "rupiah": 1, "document": "contoh.pdf", "documents": ["contoh.pdf"],
    "signature": "contoh.svg", "date": "2026-01-02", "time": "08:00", "nik": "1971010203930004",
}  # fmt: skip


class Explorer:
    """Knows what may happen at each step of a service: from its drawing, its tasks, and what its examples gave."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.given: dict[str, list[Mapping[str, Any]]] = {}
        self.fields: dict[str, tuple[str, ...]] = {}
        for example in service.examples:
            for step in example.steps:
                gives = self.given.setdefault(step.task, [])
                if step.gives is not None and step.gives not in gives:
                    gives.append(step.gives)
                if step.fields:
                    self.fields.setdefault(step.task, step.fields)

    def explore(self, course: Course, most: int = MOST_COURSES) -> Iterator[Course]:
        """Yield the submitted course, then everything that can follow, nearest first; at most `most` courses."""
        waiting, seen = deque([course]), {self.signature(course)}
        while waiting and len(seen) <= most:
            one = waiting.popleft()
            yield one
            for step in self.options(one):
                following = one.branch()
                try:
                    following.take(step)
                    following.settle()
                except REFUSALS:
                    continue
                mark = self.signature(following)
                if mark not in seen:
                    seen.add(mark)
                    waiting.append(following)

    def first(
        self, course: Course, wanted: Callable[[Course], bool], most: int = MOST_COURSES
    ) -> Course | None:
        """Return the nearest course for which `wanted` holds."""
        return next((one for one in self.explore(course, most) if wanted(one)), None)

    def signature(self, course: Course) -> str:
        """Return what the future of a course depends on, and what it has met."""
        state = course.state or {}
        outcomes = {name: values.get("outcome") for name, values in state["tasks"].items()}
        open_now = sorted(wait[1] for wait in state["process"].get("open", []))
        met = [sorted(course.flows), sorted(map(list, course.hits))]
        return digest([open_now, state["process"].get("tokens", {}), state["decisions"], outcomes, *met])

    def options(self, course: Course) -> Iterator[ExampleStep]:
        """Yield every step that may be taken now."""
        state = course.state or {}
        for element in course.calls.values():
            yield from self.answers(element)
        for row in state["open_tasks"].values():
            yield from self.ends(row["element"])
        for row in course.timers().values():
            drawn = self.service.process.elements.get(row["element"])
            if row["due_at"] and drawn is not None and drawn.trigger is Trigger.TIMER:
                yield ExampleStep(wait=drawn.id)

    def answers(self, element: str) -> Iterator[ExampleStep]:
        """Yield what an operation may answer: as in the examples, nothing, something, or the failures that are drawn."""
        operation = OPERATIONS.get(self.service.tasks[element].call)
        some: list[Mapping[str, Any]] = list(self.given.get(element, []))
        if operation and "records" in operation.results:
            some += [{"records": []}, {"records": [{}]}]
        for gives in some or [{}]:
            yield ExampleStep(task=element, gives=gives)
        for one in self.service.process.elements.values():
            if one.attached_to == element and one.trigger is Trigger.ERROR:
                yield ExampleStep(task=element, fails=one.error)

    def ends(self, element: str) -> Iterator[ExampleStep]:
        """Yield every outcome of a user task, with its first reason and with each set of answers that examples gave."""
        task = self.service.tasks[element]
        if self.service.process.elements[element].kind is not Kind.USER:
            return
        for gives in self.given.get(element) or self.filled(element):
            for outcome in task.outcomes.values():
                fields = self.fields.get(element, self.asked()) if outcome.picks else ()
                reason = next(iter(outcome.reasons), "")
                yield ExampleStep(
                    task=element, outcome=outcome.id, reason=reason, fields=fields, gives=gives or None
                )
            if not task.outcomes:
                yield ExampleStep(task=element, outcome="", gives=gives or None)

    def asked(self) -> tuple[str, ...]:
        """Return a field that an official may tick when no example ticked one: the first that has no owner."""
        elements = self.service.elements
        free = (
            path
            for path, one in self.service.form.fields.items()
            if not (one.element in elements and elements[one.element].register)
        )
        return tuple(path for path, _ in zip(free, range(1), strict=False))

    def filled(self, element: str) -> list[dict[str, Any]]:
        """Return answers to the form of a task: as few as it takes, and all."""
        form = self.service.form.tasks.get(element)
        if form is None:
            return [{}]
        least = {one.name: sample(one) for one in form.fields.values() if not one.optional}
        return [least, {one.name: sample(one) for one in form.fields.values()}]


def sample(one: Field) -> Any:
    """Return a value that a field of a task's form takes."""
    if one.choices:
        return one.choices[0].value
    value = _PLAIN.get(one.kind, "contoh " * max(1, -(-(one.min_length or 1) // 7)))
    many = range(1, max(1, one.min_items or 1) + 1)
    return [f"contoh-{n}.pdf" for n in many] if isinstance(value, list) else value
