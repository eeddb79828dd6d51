"""The proof that the process is sound, told in words: what is wrong, and a shortest way that leads there."""

from collections.abc import Iterator

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder
from balai.kernel.definition.types import Task
from balai.kernel.process import Move, Process, Proof, prove

_WHAT = {
    "stuck": "The case gets stuck at {it}: what it waits for cannot come any more.",
    "undecided": "{it} has no default flow, and nothing shows that one of its conditions always holds.",
    "uncaught": "The error of {it} is caught by nothing.",
    "twice": "Two branches meet at {it}, so that {open} can be open twice at the same time.",
    "again": "{open} can be open several times at once: what opens it does not interrupt and may happen again.",
    "endless": "Once the case is at {it}, no end can be reached any more.",
    "unreachable": "{it} is never reached.",
}
_MEND = {
    "stuck": "Join with a parallel gateway only what a parallel gateway has parted.",
    "undecided": "Make one of its flows the default.",
    "uncaught": "Catch it on the border of what is around it, or with an event sub-process.",
    "twice": "Join them there with a parallel gateway.",
    "again": "Let the event interrupt, or lead it to something that need not wait.",
    "endless": "Lead a way out to an end event.",
    "unreachable": "Lead a flow to it, or remove it.",
}
_HOW = {
    "start": 'the case begins at "{}"',
    "done": '"{}" is done',
    "answered": '"{}" is answered',
    "fails": '"{}" fails',
    "passes": 'the time of "{}" passes',
    "arrives": '"{}" arrives',
    "sounds": 'the signal of "{}" is given',
}


def check(folder: Folder) -> Proof:
    """Report every flaw that exploring the process finds, or that its soundness is not proved; return the proof."""
    process = folder.service.process
    proof = prove(process, covered=set(_covered(folder)), most=folder.states)
    told = {one.line for one in folder.problems if one.code in {"never-taken", "outcome-unmet"}}
    for flaw in proof.flaws:
        if flaw.kind == "undecided" and told & _lines(process, flaw.element):
            continue  # the flow that is missing here has been named
        code = f"process.{flaw.kind}"
        mend = f"{_way(process, flaw.path)} {_MEND[flaw.kind]}".strip()
        what = _WHAT[flaw.kind].format(it=_name(process, flaw.element), open=_name(process, flaw.open))
        folder.drawn(flaw.element, code, what[0].upper() + what[1:], mend)
    if not proof.complete:
        what = f"After {proof.states} states it is not proved that the process is sound."
        mend = "Draw fewer things side by side, or let more states be looked at: --states."
        folder.add("process.bpmn", 0, "process.not-proved", what, mend)
    return proof


def _lines(process: Process, gateway: str) -> set[int]:
    return {process.elements[gateway].line, *(flow.line for flow in paths.leaving(process, gateway))}


def _covered(folder: Folder) -> Iterator[str]:
    """Yield the gateways behind a task, each of whose outcomes takes a flow of theirs."""
    process = folder.service.process
    for element in process.elements.values():
        if element.kind == "exclusiveGateway" and not element.default:
            task = _decided(folder, element.id)
            outcomes = (task.outcomes or ("done",)) if task else ()
            if task and all(_taken(process, element.id, task.id, one) for one in outcomes):
                yield element.id


def _decided(folder: Folder, gateway: str) -> Task | None:
    """Return the user task whose outcome is known whenever a token comes to the gateway."""
    elements, events = folder.service.process.elements, folder.service.events
    before = {
        elements[name].attached_to if name in events and events[name].outcome else name
        for name in paths.last_stops(folder.service.process, gateway)
    }
    task = folder.service.tasks.get(before.pop()) if len(before) == 1 else None
    return task if task and task.kind == "userTask" else None


def _taken(process: Process, gateway: str, task: str, outcome: str) -> bool:
    return any(paths.answer(process, flow, task, outcome) for flow in paths.leaving(process, gateway))


def _way(process: Process, path: tuple[Move, ...]) -> str:
    """Return a path in the words of the drawing, with the ways that its gateways take."""
    told = [_HOW[move.how].format(_title(process, move.element)) + _choices(process, move) for move in path]
    return f"The way there: {', then '.join(told)}." if told else ""


def _choices(process: Process, move: Move) -> str:
    """Return which flow each gateway took, where it had a choice."""
    flows = [process.flows[name] for name in move.flows]
    chosen = [
        f'"{_title(process, flow.source)}" {flow.name or "to " + _title(process, flow.target)}'
        for flow in flows
        if process.elements[flow.source].kind in {"exclusiveGateway", "inclusiveGateway"}
        and len(paths.leaving(process, flow.source)) > 1
    ]
    return f" ({', '.join(chosen)})" if chosen else ""


def _title(process: Process, element: str) -> str:
    return process.elements[element].name or element


def _name(process: Process, element: str) -> str:
    drawn = process.elements.get(element)
    if drawn is None:
        return ""
    return f"{drawn.kind} {element} ({drawn.name})" if drawn.name else f"{drawn.kind} {element}"
