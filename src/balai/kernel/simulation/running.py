"""`simulate`: run a service as its settings say, then each what-if, and put the figures beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from balai.kernel import calendar as days
from balai.kernel.definition.types import Service
from balai.kernel.process import Kind
from balai.kernel.simulation.draws import Draws
from balai.kernel.simulation.engine import Engine
from balai.kernel.simulation.lots import drawn, learnt, shares
from balai.kernel.simulation.office import Office
from balai.kernel.simulation.records import Post
from balai.kernel.simulation.results import Figures, figures
from balai.kernel.simulation.settings import FILE, SHARED, Change, Settings, settings

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Simulated:
    """A simulated service: its figures as it stands, those of each what-if, and what was assumed.

    `guessed` are gateways whose branches nobody wrote: their shares come from the examples, which are chosen to try
    everything and not to be frequent.
    """

    service: Service
    settings: Settings
    base: Figures
    others: tuple[Figures, ...]
    shares: Mapping[str, Mapping[str, float]]
    guessed: frozenset[str]


def simulate(
    service: Service,
    files: Files,
    shared: Files,
    given: bytes | None = None,
    *,
    cases: int | None = None,
    seed: int | None = None,
) -> Simulated:
    """Simulate a service. `given` is a further simulation.toml; `cases` and `seed` override all of them.

    Raises Refused for settings or a calendar that cannot be read. The same input gives the same figures.
    """
    sources = [(SHARED, shared.get(SHARED)), (FILE, files.get(FILE)), ("--with", given)]
    found = settings(service, [(name, content) for name, content in sources if content is not None])
    assumed = replace(
        found,
        cases=max(1, found.cases if cases is None else cases),
        seed=found.seed if seed is None else seed,
    )
    branches, guessed = shares(service, assumed.branches, learnt(service, shared))
    drawing = drawn(service.process, branches)
    until = assumed.cases / assumed.per_day * assumed.hours
    calendar = days.load(shared, assumed.calendar)
    office = Office(calendar, assumed.start, assumed.opens, assumed.hours, until)
    draws = Draws(assumed.seed)

    def run(change: Change) -> Figures:
        return figures(
            service, assumed, change, Engine(service, drawing, assumed, office, draws, change).run()
        )

    base = run(Change("as it is"))
    changes = assumed.changes or tuple(proposed(service, base))
    return Simulated(service, assumed, base, tuple(run(one) for one in changes), branches, guessed)


def proposed(service: Service, base: Figures) -> Iterable[Change]:
    """Yield the what-ifs to show when none are written: one more person, a step left out, two steps at once."""
    if base.bottleneck is not None:
        position = base.bottleneck[1]
        yield Change(f"one more: {titled(service, base.bottleneck)}", staff={position: 1})
    longest = max(base.tasks, key=lambda one: one.wait_mean * one.count, default=None)
    if longest is not None:
        yield Change(f"without: {longest.name}", without=frozenset({longest.task}))
    busy = [pair for pair in _in_a_row(service) if {*pair} <= {one.task for one in base.tasks}]
    if busy:
        first, second = max(busy, key=lambda pair: sum(one.count for one in base.tasks if one.task in pair))
        yield Change(f"{_name(service, first)} beside {_name(service, second)}", parallel=((first, second),))


def titled(service: Service, post: Post) -> str:
    """Return a post in words, with its agency when that is not the service's own."""
    agency, position = post
    known = service.positions.get(position)
    return (known.title if known else position) + (f" ({agency})" if agency != service.agency else "")


def _name(service: Service, task: str) -> str:
    return service.process.elements[task].name or task


def _in_a_row(service: Service) -> Iterable[tuple[str, str]]:
    """Yield tasks of two posts of which one comes after the other with nobody between them."""
    drawing = service.process
    following: dict[str, list[str]] = {name: [] for name in drawing.elements}
    for flow in drawing.flows.values():
        following[flow.source].append(flow.target)
    for name, task in service.tasks.items():
        waiting, seen = list(following[name]), set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if drawing.elements[one].kind is Kind.USER:
                lanes = service.lanes[task.lane], service.lanes[service.tasks[one].lane]
                if one != name and all(lane.position for lane in lanes) and lanes[0] != lanes[1]:
                    yield name, one
            elif drawing.elements[one].kind is not Kind.END:
                waiting += following[one]
