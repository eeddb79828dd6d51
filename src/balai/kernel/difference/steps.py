"""The drawing as entries, and its order: which step comes after which, whatever gateways stand between."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from balai.kernel.definition.types import Event, Service, Task
from balai.kernel.difference.asked import text
from balai.kernel.difference.types import Change, Entry
from balai.kernel.feel import Expression
from balai.kernel.process import Kind, Process
from balai.kernel.process.drawing import Element
from balai.kernel.process.graph import Graph, inward, reversed_graph
from balai.kernel.process.order import steps as in_order

FILE, HEAD = "process.bpmn", "service.toml"
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})
_AROUND = frozenset({Kind.SUB_PROCESS, Kind.CALL_ACTIVITY})


def drawn(service: Service) -> Iterator[Entry]:
    """Yield lanes, elements, conditions of flows, and what service.toml says of tasks and events."""
    for lane in service.lanes.values():
        who = "applicant" if lane.applicant else "system" if lane.system else lane.position
        yield Entry("lane", lane.id, lane.name, HEAD, {"title": lane.name, "who": who, "agency": lane.agency})
    for element in service.process.elements.values():
        yield Entry(
            _part(element), element.id, element.name or element.id, FILE, _of_element(service, element)
        )
    for name, expression in service.process.conditions.items():
        flow = service.process.flows[name]
        title = flow.name or f"{flow.source} → {flow.target}"
        source = service.process.elements[flow.source]
        yield Entry("branch", name, title, FILE, {"condition": text(expression)}, (_part(source), source.id))
    for task in service.tasks.values():
        yield from _of_task(task)
    for event in service.events.values():
        yield from _of_event(event)


def _part(element: Element) -> str:
    return "gateway" if element.kind in GATEWAYS else "step"


def _of_element(service: Service, element: Element) -> dict[str, str]:
    plain = ("message", "error", "signal", "escalation", "called", "attached_to")
    gateway = element.kind in GATEWAYS
    return {
        "title": element.name,
        "kind": element.kind.value,
        "trigger": element.trigger.value,
        "lane": "" if gateway or element.lane not in service.lanes else service.lanes[element.lane].name,
        "interrupts": "yes" if element.interrupts else "no",
        "loop": str(element.loop or ""),
        **{name: getattr(element, name) for name in plain},
    }


def _of_task(task: Task) -> Iterator[Entry]:
    aspects = {
        "act": task.act or "",
        "correct": text(task.correct),
        "clock": task.clock,
        "call": task.call,
        "arguments": ", ".join(f"{name} = {_argument(one)}" for name, one in task.arguments.items()),
        "place": text(task.place),
        "basis": "; ".join(task.basis),
    }
    owner = ("step", task.id)
    yield Entry("duty of step", task.id, task.name, HEAD, aspects, owner)
    for outcome in task.outcomes.values():
        name = f"{task.id}.{outcome.id}"
        said = {"title": outcome.title, "picks": outcome.picks}
        yield Entry("outcome", name, outcome.title, HEAD, said, owner)
        for reason in outcome.reasons.values():
            said = {"title": reason.title, "basis": "; ".join(reason.basis)}
            yield Entry("reason", f"{name}.{reason.id}", reason.title, HEAD, said, ("outcome", name))


def _of_event(event: Event) -> Iterator[Entry]:
    aspects = {
        "clock": event.clock,
        "result": event.result or "",
        "outcome": event.outcome,
        "basis": "; ".join(event.basis),
    }
    yield Entry("duty of step", event.id, event.name, HEAD, aspects, ("step", event.id))


def _argument(value: object) -> str:
    return f"={value.text}" if isinstance(value, Expression) else str(value)


# -- order


def order(old: Process, new: Process) -> Iterator[Change]:
    """Yield steps of both that moved, and steps and branches of both after which something else comes."""
    graphs = tuple(inward(one.elements, one.flows.values()) for one in (old, new))
    common = {name for name in _steps(old) if name in new.elements and name in set(_steps(new))}
    if _following(graphs[0], common) != _following(graphs[1], common):
        shifted = moved([n for n in _steps(old) if n in common], [n for n in _steps(new) if n in common])
        yield from _moved(shifted, common - set(shifted), graphs, (old, new))
        common -= set(shifted)
        yield from _turned(common, graphs, (old, new))
    yield from _branches(common, graphs, (old, new))


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return what stands elsewhere in the new order: the fewest whose moving makes one order of the other."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return [name for name in new if name in set(old) - kept]


def _steps(process: Process) -> list[str]:
    return [name for name in in_order(process) if process.elements[name].kind not in GATEWAYS | _AROUND]


def _following(graph: Graph, among: Collection[str]) -> dict[str, frozenset[str]]:
    return {name: nearest(graph, name, among) for name in among}


def nearest(graph: Graph, name: str, among: Collection[str]) -> frozenset[str]:
    """Return which of some elements come first after an element, through all others."""
    found, seen, waiting = set(), set(), list(graph[name])
    while waiting:
        one = waiting.pop()
        if one in among:
            found.add(one)
        elif one not in seen:
            seen.add(one)
            waiting += graph[one]
    return frozenset(found)


Both = tuple[Process, ...]


def _moved(
    shifted: Iterable[str], among: Collection[str], graphs: Sequence[Graph], both: Both
) -> Iterator[Change]:
    backwards = [reversed_graph(graph) for graph in graphs]
    for name in shifted:
        was, now = (
            _titles(process, nearest(graph, name, among))
            for graph, process in zip(backwards, both, strict=True)
        )
        yield Change("step", "moved", name, _title(both[1], name), FILE, "after", was, now)


def _turned(among: Collection[str], graphs: Sequence[Graph], both: Both) -> Iterator[Change]:
    before, after = (_following(graph, among) for graph in graphs)
    for name in _steps(both[1]):
        if name in among and before[name] != after[name]:
            was, now = _titles(both[0], before[name]), _titles(both[1], after[name])
            yield Change("step", "changed", name, _title(both[1], name), FILE, "next", was, now)


def _branches(among: Collection[str], graphs: Sequence[Graph], both: Both) -> Iterator[Change]:
    """Yield flows out of gateways of both versions that lead elsewhere, where the steps around do not tell it."""
    old, new = both
    for name, flow in new.flows.items():
        other = old.flows.get(name)
        if other is None or new.elements[flow.source].kind not in GATEWAYS or flow.source != other.source:
            continue
        was, now = (_lead(graph, one.target, among) for graph, one in zip(graphs, (other, flow), strict=True))
        beside = [nearest(graph, flow.source, among) for graph in graphs]
        if was != now and beside[0] == beside[1]:
            title = flow.name or name
            yield Change("branch", "changed", name, title, FILE, "next", _titles(old, was), _titles(new, now))


def _lead(graph: Graph, target: str, among: Collection[str]) -> frozenset[str]:
    return frozenset({target}) if target in among else nearest(graph, target, among)


def _titles(process: Process, names: Iterable[str]) -> str:
    return ", ".join(_title(process, name) for name in sorted(names))


def _title(process: Process, name: str) -> str:
    return process.elements[name].name or name
