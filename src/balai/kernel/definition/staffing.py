"""Can the people of an office do the tasks of a case, as the duties part them? Who is missing if they cannot?

Duties part natural persons (four eyes; maker is not checker is not payer). The question is a colouring of the tasks
by people, each from those who may do it: small, so it is tried out, the task with fewest people first. That one
person is away covers conflict of interest as well: nobody acts in a case of their own or their family's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from balai.kernel.definition.reader import open_toml
from balai.kernel.definition.types import Service
from balai.kernel.problem import Problem

Staff = Mapping[str, Collection[str]]
"""Who may do each task, by whatever names a person goes by."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Tasks that nobody may do, or a smallest set that the people `left` cannot do as the duties want it.

    `without` is empty when it is so even if everybody is there; else it is so while any one of these is away.
    """

    tasks: tuple[str, ...]
    without: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """A person in office: the posts held ("verifikator", or "verifikator@dlh" elsewhere) and the acts allowed.

    `acts` is None for whoever may do whatever the post asks.
    """

    name: str
    holds: frozenset[str]
    acts: frozenset[str] | None = None


def read_officials(content: bytes, file: str) -> tuple[list[Official], list[Problem]]:
    """Read a staffing file: [[person]] with `name`, `holds`, and `acts` unless every act is allowed."""
    problems: list[Problem] = []
    root = open_toml(file, content, problems)
    officials = []
    for one in root.rows("person"):
        acts = frozenset(one.texts("acts")) if one.has("acts") else None
        name, holds = one.text("name", required=True), frozenset(one.texts("holds", required=True))
        officials.append(Official(name, holds, acts))
        one.done()
    root.done()
    return officials, problems


def posts(service: Service) -> dict[str, str]:
    """Return the tasks that officials do, each with its post as "post@agency"."""
    lanes = service.lanes
    return {
        task.id: f"{lane.position}@{lane.agency or service.agency}"
        for task in service.tasks.values()
        if task.kind == "userTask" and (lane := lanes.get(task.lane)) and lane.position
    }


def staffed(service: Service, officials: Iterable[Official]) -> Staff:
    """Return who of these may do each task."""
    people = list(officials)
    return {
        task: {one.name for one in people if _may(service, one, post, service.tasks[task].act)}
        for task, post in posts(service).items()
    }


def _may(service: Service, official: Official, post: str, act: str | None) -> bool:
    own = post.removesuffix(f"@{service.agency}")
    return not official.holds.isdisjoint({post, own}) and (official.acts is None or act in official.acts)


def told(gap: Gap) -> str:
    """Return a gap as a sentence: the tasks, and who is missing."""
    tasks = [f'"{task}"' for task in gap.tasks]
    what = f"nobody may do {' or '.join(tasks)}."
    if gap.left:
        what = f"different people must do {' and '.join(tasks)}, but there is only {' and '.join(gap.left)}."
    when = f"while {' or '.join(gap.without)} is away, " if gap.without else ""
    return (when + what)[0].upper() + (when + what)[1:]


def gaps(service: Service, staff: Staff) -> list[Gap]:
    """Return what cannot be done with these people, and, if all can be done, with any one of them away."""
    apart = [frozenset(duty.tasks) for duty in service.duties]
    if tasks := unmet(staff, apart):
        return [_gap(staff, tasks, ())]
    found: dict[tuple[str, ...], list[str]] = {}
    for person in sorted({one for people in staff.values() for one in people}):
        if tasks := unmet(_away(staff, {person}), apart):
            found.setdefault(tasks, []).append(person)
    return [_gap(_away(staff, missed), tasks, missed) for tasks, missed in found.items()]


def unmet(staff: Staff, apart: Collection[Collection[str]]) -> tuple[str, ...]:
    """Return the tasks that nobody may do; else a smallest set that needs more people than there are; else ()."""
    if idle := tuple(task for task in staff if not staff[task]):
        return idle
    if _assigned(tuple(staff), staff, apart):
        return ()
    sets = (tasks for size in range(1, len(staff) + 1) for tasks in combinations(staff, size))
    return next(tasks for tasks in sets if not _assigned(tasks, staff, apart))


def _assigned(tasks: Iterable[str], staff: Staff, apart: Collection[Collection[str]]) -> bool:
    """Tell whether each task can be given to somebody, so that no duty gives two of its tasks to one person."""
    return (
        next(_assignments(sorted(tasks, key=lambda task: len(staff[task])), staff, apart, {}), None)
        is not None
    )


def _assignments(
    tasks: list[str], staff: Staff, apart: Collection[Collection[str]], given: dict[str, str]
) -> Iterator[dict[str, str]]:
    if not tasks:
        yield given
        return
    task, *rest = tasks
    taken = {given[other] for duty in apart if task in duty for other in duty if other in given}
    tried: set[frozenset[str]] = set()
    for person in sorted(set(staff[task]) - taken):
        able = frozenset(other for other in staff if person in staff[other])
        if person not in given.values() and able in tried:
            continue  # somebody who can do just the same was tried in vain
        tried |= set() if person in given.values() else {able}
        yield from _assignments(rest, staff, apart, {**given, task: person})


def _away(staff: Staff, missed: Iterable[str]) -> Staff:
    return {task: set(people) - set(missed) for task, people in staff.items()}


def _gap(staff: Staff, tasks: tuple[str, ...], missed: Iterable[str]) -> Gap:
    left = sorted({person for task in tasks for person in staff[task]})
    return Gap(tasks, tuple(missed), tuple(left))
