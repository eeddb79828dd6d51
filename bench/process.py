"""Steps of a process a second, the state stored as JSON between steps, beside SpiffWorkflow.

The process: five user tasks, one exclusive choice, one parallel fork and join. Each step finishes one task;
before it the case (state and facts) is read from its JSON, after it written back, as a server does between
two requests. Both engines use the same JSON library, orjson.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from balai.kernel import process

STEPS = 5
AT = datetime(2026, 7, 1, 2, tzinfo=UTC)
FLOWS = """mulai periksa; periksa pilih; pilih setuju; pilih ditolak; setuju bagi; bagi kiri; bagi kanan;
kiri gabung; kanan gabung; gabung tanda_tangan; tanda_tangan selesai"""
NODES = """startEvent mulai; userTask periksa; exclusiveGateway pilih; endEvent ditolak; userTask setuju;
parallelGateway bagi; userTask kiri; userTask kanan; parallelGateway gabung; userTask tanda_tangan;
endEvent selesai"""


def drawing(condition: str) -> bytes:
    """Return the process; the only condition is written in the language of the engine that will read it."""
    nodes = [node.split() for node in NODES.split(";")]
    default = {"pilih": ' default="pilih_ditolak"'}
    drawn = [f'<{tag} id="{name}" name="{name}"{default.get(name, "")}/>' for tag, name in nodes]
    lane = "".join(f"<flowNodeRef>{name}</flowNodeRef>" for _, name in nodes)
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="bench">'
        '<process id="bench" isExecutable="true">'
        f'<laneSet id="lanes"><lane id="petugas" name="p">{lane}</lane></laneSet>'
        f"{''.join(drawn)}{''.join(flows(condition))}</process></definitions>"
    ).encode()


def flows(condition: str) -> list[str]:
    """Return the sequence flows; the one to the task `setuju` has the condition."""
    chosen = {"setuju": f"<conditionExpression>{condition}</conditionExpression>"}
    pairs = [pair.split() for pair in FLOWS.split(";")]
    return [
        f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}">{chosen.get(b, "")}</sequenceFlow>'
        for a, b in pairs
    ]


class _NoRules:
    def decide(self, decision_id: str, _facts: process.Facts, /) -> process.AnswerLike:
        raise LookupError(decision_id)

    def opened(self, _element_id: str, _facts: process.Facts, _at: datetime, /) -> Mapping[str, Any]:
        return {}


def balai_case() -> Callable[[], int]:
    """Return a function that runs one case here and says how many steps it took."""
    drawn, rules = process.load(drawing('task.periksa.outcome = "sesuai"'), "bench.bpmn"), _NoRules()

    def run() -> int:
        step = process.advance(drawn, None, {}, process.Start(AT), rules)
        stored = orjson.dumps([step.state, step.facts])
        steps = 0
        while True:
            state, facts = orjson.loads(stored)
            if "open" not in state:
                return steps
            done = process.TaskDone(AT, state["open"][0][0], {"outcome": "sesuai"})
            step = process.advance(drawn, state, facts, done, rules)
            stored = orjson.dumps([step.state, step.facts])
            steps += 1

    return run


def spiff_case() -> Callable[[], int]:
    """Return the same for SpiffWorkflow."""
    parser = BpmnParser()
    parser.add_bpmn_str(drawing('outcome == "sesuai"'))
    spec = parser.get_spec("bench")
    serializer = BpmnWorkflowSerializer()

    def run() -> int:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        stored = orjson.dumps(serializer.to_dict(workflow))
        steps = 0
        while True:
            workflow = serializer.from_dict(orjson.loads(stored))
            ready = workflow.get_tasks(state=TaskState.READY, manual=True)
            if not ready:
                return steps
            ready[0].data["outcome"] = "sesuai"
            ready[0].run()
            workflow.do_engine_steps()
            stored = orjson.dumps(serializer.to_dict(workflow))
            steps += 1

    return run


def rate(run: Callable[[], int], seconds: float) -> float:
    """Return steps a second over this time. Raises ValueError when a case goes another way."""
    steps, begin = 0, time.perf_counter()
    while (spent := time.perf_counter() - begin) < seconds:
        taken = run()
        if taken != STEPS:
            raise ValueError(f"a case took {taken} steps, not {STEPS}")
        steps += taken
    return steps / spent


def measure(seconds: float = 4.0, rounds: int = 7) -> dict[str, float]:
    """Time both engines in turns, this long in all; print and return median steps a second and ratio."""
    ours, theirs = balai_case(), spiff_case()
    each = seconds / rounds / 2
    pairs = [(rate(ours, each), rate(theirs, each)) for _ in range(rounds)]
    figures = {
        "balai steps/s": statistics.median(pair[0] for pair in pairs),
        "SpiffWorkflow steps/s": statistics.median(pair[1] for pair in pairs),
        "ratio": statistics.median(pair[0] / pair[1] for pair in pairs),
    }
    for name, figure in figures.items():
        print(f"process: {name:24} {figure:12,.0f}")
    return figures


if __name__ == "__main__":
    measure()
