"""What a simulation assumes: arrivals, staff, hours, service times, shares of branches; read from simulation.toml.

The assumptions of all folders stand in reference/simulation.toml; a folder's own simulation.toml overrides them key by
key, and a third file may override both. None of it is a rule: nothing here decides a case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from balai.kernel.definition.reader import Sink, Table, nearest_name, open_toml
from balai.kernel.definition.types import Service
from balai.kernel.problem import Problem, Refused
from balai.kernel.process import Kind

FILE = "simulation.toml"
SHARED = "reference/simulation.toml"


@dataclass(frozen=True)
class Work:
    """How long a step takes: minutes of office work, or calendar `days` of waiting for somebody outside.

    `variation`: coefficient of variation of the minutes. `never`: share of those outside who do not answer.
    `fails`: share of calls that fail.
    """

    minutes: float = 0.0
    variation: float = 1.0
    days: float = 0.0
    never: float = 0.0
    fails: float = 0.0


@dataclass(frozen=True)
class Staff:
    """People who hold a kind of post, and the share of their day that this service gets."""

    count: int = 1
    share: float = 1.0


@dataclass(frozen=True)
class Change:
    """A what-if: people added by kind of post, steps left out, pairs of steps done at the same time."""

    title: str = ""
    staff: Mapping[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    parallel: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Settings:
    """Everything that a run assumes. `branches`: by gateway, the share of each flow as written."""

    calendar: str
    start: date
    opens: float
    hours: float
    per_day: float
    cases: int
    seed: int
    warm_up: float
    work: Mapping[str, Work]
    staff: Mapping[str, Staff]
    branches: Mapping[str, Mapping[str, float]]
    changes: tuple[Change, ...] = ()


def settings(service: Service, sources: Iterable[tuple[str, bytes]]) -> Settings:
    """Return what (file, content) pairs assume for a service, later ones over earlier. Raises Refused."""
    problems: list[Problem] = []
    merged: dict[str, Any] = {}
    file = FILE
    for file, content in sources:
        table = open_toml(file, content, problems)
        _Reader(service, table, problems).read()
        merged = _over(merged, table.data)
    if problems:
        raise Refused(problems)
    found = _Reader(service, Table(Sink(file, problems, {}), (), merged), problems, whole=True).read()
    if problems:
        raise Refused(problems)
    return found


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        inner = merged.get(key)
        merged[key] = _over(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


class _Reader:
    """Reads one file, or the merged whole, in which what must be there is demanded."""

    def __init__(
        self, service: Service, root: Table, problems: list[Problem], *, whole: bool = False
    ) -> None:
        self.service, self.root, self.problems, self.whole = service, root, problems, whole
        self.elements = service.process.elements

    def read(self) -> Settings:
        root, office, arrivals = self.root, self.root.table("office"), self.root.table("arrivals")
        opens, closes = (
            _clock(office, "opens", required=self.whole),
            _clock(office, "closes", required=self.whole),
        )
        if self.whole and closes <= opens:
            office.problem(
                "closes", "simulation-hours", "The office closes before it opens.", "Mend the times."
            )
            opens, closes = 0.0, 24.0
        found = Settings(
            calendar=office.text("calendar", required=self.whole),
            start=office.day("start", required=self.whole) or date(2026, 1, 5),
            opens=opens,
            hours=closes - opens,
            per_day=number(arrivals, "per_day", required=self.whole, least=0.001, default=1.0),
            cases=max(1, root.integer("cases", required=self.whole, default=1)),
            seed=root.integer("seed", required=self.whole),
            warm_up=number(root, "warm_up", most=0.9),
            work=self.work(),
            staff=self.staff(),
            branches=self.branches(),
            changes=tuple(self.change(one) for one in root.rows("what_if")),
        )
        for one in (office, arrivals, root):
            one.done()
        return found

    def work(self) -> dict[str, Work]:
        """Return the work of each task: by kind of step, then by mandate, then by task."""
        step, acts, tasks = (self.root.table(name) for name in ("step", "act", "task"))
        kinds = {name: _work(step.table(name)) for name in ("official", "applicant", "operation", "message")}
        by_act = {act: _work(acts.table(act), kinds["official"]) for act in acts.data}
        self.known(tasks, self.elements, "task")
        found = {}
        for element in self.elements.values():
            below = by_act.get(self.act(element.id), kinds[self.kind(element.id)])
            own = tasks.table(element.id) if element.id in tasks.data else None
            found[element.id] = _work(own, below) if own else below
        step.done()
        return found

    def act(self, element: str) -> str:
        """Return the mandate that a task needs, "" for none."""
        task = self.service.tasks.get(element)
        return task.act or "" if task else ""

    def kind(self, element: str) -> str:
        """Return who does a step: an official, the applicant, an operation, or a message from outside."""
        drawn = self.elements[element]
        if drawn.kind is Kind.USER:
            return (
                "applicant" if self.service.lanes[self.service.tasks[element].lane].applicant else "official"
            )
        return "operation" if drawn.kind is Kind.SERVICE else "message"

    def staff(self) -> dict[str, Staff]:
        """Return the people of each kind of post that the lanes name."""
        table = self.root.table("position")
        posts = {lane.position for lane in self.service.lanes.values() if lane.position}
        if self.root.sink.file != SHARED:
            self.known(table, posts, "position")
        base = _staff(table.table("default"), Staff()) if "default" in table.data else Staff()
        for name in table.data:
            if name not in posts:
                table.read.add(name)
        return {name: _staff(table.table(name), base) if name in table.data else base for name in posts}

    def branches(self) -> dict[str, dict[str, float]]:
        """Return the shares of the flows that leave gateways, as written."""
        table, found = self.root.table("branch"), {}
        gateways = {name for name, one in self.elements.items() if one.kind.endswith("Gateway")}
        self.known(table, gateways, "branch")
        for name in table.data:
            flows = {one.id for one in self.service.process.flows.values() if one.source == name}
            inner = table.table(name)
            self.known(inner, flows, "flow")
            found[name] = {flow: number(inner, flow) for flow in inner.data}
        return found

    def change(self, table: Table) -> Change:
        """Return one what-if."""
        staff = table.table("staff")
        tasks = {name for name, one in self.elements.items() if one.kind is Kind.USER}
        pairs = tuple(pair for text in table.texts("parallel") if len(pair := tuple(text.split("+"))) == 2)
        without = frozenset(table.texts("without"))
        for name in sorted({*without, *(one for pair in pairs for one in pair)} - tasks):
            table.problem("", "unknown-task", f'"{name}" is no user task.', nearest_name(name, tasks))
        found = Change(
            title=table.text("title", required=True),
            staff={name: staff.integer(name) for name in staff.data},
            without=without,
            parallel=tuple((left, right) for left, right in pairs),
        )
        table.done()
        return found

    def known(self, table: Table, names: Iterable[str], what: str) -> None:
        """Report keys of a table that name nothing in the service."""
        for name in table.data:
            if name not in set(names) | {"default"}:
                table.read.add(name)
                said = f'simulation: "{name}" is no {what} of this service.'
                table.problem(name, f"unknown-{what}", said, nearest_name(name, names))


def number(
    table: Table,
    key: str,
    *,
    required: bool = False,
    least: float = 0.0,
    most: float = 1e9,
    default: float = 0.0,
) -> float:
    """Return a number within limits, or the default; what is wrong is reported at the key."""
    value = table.number(key, required=required)
    if value is None:
        return default
    if not least <= value <= most:
        table.problem(
            key, "simulation-number", f"{key} lies outside {least:g} to {most:g}.", "Mend the number."
        )
        return default
    return float(value)


def _work(table: Table, below: Work | None = None) -> Work:
    below = below or Work()
    found = Work(
        minutes=number(table, "minutes", default=below.minutes),
        variation=number(table, "variation", most=10, default=below.variation),
        days=number(table, "days", default=below.days),
        never=number(table, "never", most=1, default=below.never),
        fails=number(table, "fails", most=1, default=below.fails),
    )
    table.done()
    return found


def _staff(table: Table, below: Staff) -> Staff:
    found = Staff(
        max(1, table.integer("staff", default=below.count)),
        number(table, "share", least=0.01, most=1, default=below.share),
    )
    table.done()
    return found


def _clock(table: Table, key: str, *, required: bool) -> float:
    value = table.time(key, required=required)
    return value.hour + value.minute / 60 if value is not None else 0.0
