"""Decisions a second beside zen-engine and SpiffWorkflow: one table of 20 rules and 5 inputs, hit policy unique.

All get the facts as the table needs them and return the answer; ours is exact in decimals, the others count in floats.
Our reasons (row, articles, inputs) are made when somebody asks for them; the figure with them stands beside. A thousand
cases come again and again; `new` figures are of amounts that never come twice. Seconds are of the processor.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

import zen
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.specs import model as spiff

from balai.kernel import decisions

Cell = tuple[Any, ...]  # ("in", "a", "b"), ("from", low, below) or ("any",)
INPUTS = ("sektor", "modal", "zona", "karyawan", "luas")
SECTORS = ("dagang", "makanan", "jasa", "tani")
LIMITS = (0, 50_000_000, 1_000_000_000, 5_000_000_000, 10_000_000_000, 10**15)
ZONES = ("usaha", "permukiman", "industri")
CASES = 1_000


def rules() -> list[tuple[Cell, ...]]:
    """Return the rules: a cell for each input. Each case meets one of them."""
    return [
        (
            ("in", sector),
            ("from", low, high),
            ("in", *ZONES),
            ("from", 1, 5_000),
            ("any",) if n else ("from", 0, 10**7),
        )
        for sector in SECTORS
        for n, (low, high) in enumerate(pairwise(LIMITS))
    ]


def feel(cell: Cell) -> str:
    """Write a cell as FEEL, which zen reads too."""
    if cell[0] == "in":
        return ", ".join(f'"{value}"' for value in cell[1:])
    return f"[{cell[1]}..{cell[2]})" if cell[0] == "from" else "-"


def drawing() -> bytes:
    """Return the table as DMN."""
    rows = "".join(
        f'<rule id="r{n}"><description>PP 28/2025 pasal 5</description>'
        + "".join(f"<inputEntry><text>{escape(feel(cell))}</text></inputEntry>" for cell in row)
        + f'<outputEntry><text>"k{n}"</text></outputEntry></rule>'
        for n, row in enumerate(rules())
    )
    columns = "".join(
        f'<input label="{name}"><inputExpression><text>form.{name}</text></inputExpression></input>'
        for name in INPUTS
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="bench">'
        '<decision id="kelas" name="kelas"><decisionTable hitPolicy="UNIQUE">'
        f'{columns}<output name="kelas"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


def zen_graph() -> dict[str, Any]:
    """Return the same table as zen-engine has it."""
    inputs = [{"id": name, "name": name, "type": "expression", "field": f"form.{name}"} for name in INPUTS]
    lines = [
        {"_id": str(n), "c": f'"k{n}"'}
        | {name: "" if cell[0] == "any" else feel(cell) for name, cell in zip(INPUTS, row, strict=True)}
        for n, row in enumerate(rules())
    ]
    table = {
        "hitPolicy": "first", "inputs": inputs, "rules": lines,
        "outputs": [{"id": "c", "name": "kelas", "type": "expression", "field": "kelas"}],
    }  # fmt: skip
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "t",
            "type": "decisionTableNode",
            "name": "kelas",
            "position": {"x": 1, "y": 0},
            "content": table,
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "2", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def cases(chance: random.Random, count: int = CASES) -> list[tuple[dict[str, Any], str]]:
    """Return facts and the answer expected of all."""
    found = []
    for _ in range(count):
        sector, band = chance.randrange(len(SECTORS)), chance.randrange(len(LIMITS) - 1)
        form = {
            "sektor": SECTORS[sector], "modal": chance.randrange(LIMITS[band], LIMITS[band + 1]),
            "zona": chance.choice(ZONES), "karyawan": chance.randrange(1, 200), "luas": chance.randrange(10**5),
        }  # fmt: skip
        found.append(({"form": form}, f"k{sector * (len(LIMITS) - 1) + band}"))
    return found


def exact(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts as rules get them here: numbers are decimals."""
    return {
        "form": {
            key: Decimal(value) if isinstance(value, int) else value for key, value in facts["form"].items()
        }
    }


Run = Callable[[], int]


def repeated(decide: Callable[[dict[str, Any]], Any], given: list[tuple[dict[str, Any], str]]) -> Run:
    """Return what decides all cases, after it has seen that each comes out as it should."""
    for facts, want in given:
        if decide(facts) != want:
            raise ValueError(f"{facts}: {decide(facts)}, not {want}")

    def run() -> int:
        for facts, _ in given:
            decide(facts)
        return len(given)

    return run


def balai_run(*, reasons: bool = False) -> Run:
    """Return what decides all cases here; with `reasons` it asks for them too, which is when they are made."""
    evaluate = decisions.load(drawing(), "bench.dmn").evaluate
    given = [(exact(facts), want) for facts, want in cases(random.Random(1))]
    if reasons:
        return repeated(lambda facts: evaluate("kelas", facts).reasons[0].value, given)
    return repeated(lambda facts: evaluate("kelas", facts).value, given)


def zen_run() -> Run:
    """Return the same for zen-engine, by the fastest of its doors: compiled once, from a static loader."""
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"kelas": zen_graph()}}})
    return repeated(lambda facts: engine.evaluate("kelas", facts)["result"]["kelas"], cases(random.Random(1)))


def spiff_run() -> Run:
    """Return the same for SpiffWorkflow: its decision engine alone, without the process around it."""
    table = spiff.DecisionTable("t", "t", "UNIQUE")
    output = spiff.Output("o", "kelas", "kelas", "string")
    columns = [spiff.Input(name, name, name, f'form["{name}"]', "string") for name in INPUTS]
    for n, row in enumerate(rules()):
        rule = spiff.Rule(f"r{n}")
        rule.row_number = n
        for column, cell in zip(columns, row, strict=True):
            entry = spiff.InputEntry("", column)
            entry.lhs = [python(cell)]
            rule.inputEntries.append(entry)
        answer = spiff.OutputEntry("", output)
        answer.text = f'"k{n}"'
        rule.outputEntries.append(answer)
        table.rules.append(rule)
    engine, task = DMNEngine(table), spiff_task()

    def decide(facts: dict[str, Any]) -> Any:
        task.data = facts
        return engine.result(task)["kelas"]

    return repeated(decide, cases(random.Random(1), 50))


def python(cell: Cell) -> str | None:
    """Write a cell as Python, which SpiffWorkflow reads."""
    if cell[0] == "in":
        return f"? in {cell[1:]!r}"
    return f"{cell[1]} <= ? < {cell[2]}" if cell[0] == "from" else None


def spiff_task() -> Any:
    """Return some task of some process: the decision engine asks it for its script engine."""
    parser = BpmnParser()
    parser.add_bpmn_str(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="b"><process id="p" '
        b'isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>'
        b'<endEvent id="e"/></process></definitions>'
    )
    workflow = BpmnWorkflow(parser.get_spec("p"))
    return workflow.task_tree


def rate(run: Run, seconds: float, rounds: int = 5) -> float:
    """Return decisions a second of processor time, the median of some rounds: other load counts for little so."""
    figures = []
    for _ in range(rounds):
        done, begin = 0, time.process_time()
        while (spent := time.process_time() - begin) < seconds / rounds:
            done += run()
        figures.append(done / spent)
    return statistics.median(figures)


def fresh(count: int = 100_000) -> float:
    """Return decisions a second for amounts that never come twice."""
    evaluate = decisions.load(drawing(), "bench.dmn").evaluate
    given = [exact(facts) for facts, _ in cases(random.Random(2), count)]
    begin = time.process_time()
    for facts in given:
        evaluate("kelas", facts)
    return count / (time.process_time() - begin)


def loading(rounds: int = 20) -> float:
    """Return the milliseconds that reading and compiling the table takes, the median of some rounds.

    Each round has texts of its own, for texts that were read before are not read again.
    """
    figures = []
    for n in range(rounds):
        text = drawing().replace(b"0)", f"{n + 1})".encode())
        begin = time.process_time()
        decisions.load(text, "bench.dmn")
        figures.append((time.process_time() - begin) * 1000)
    return statistics.median(figures)


def measure(seconds: float = 3.0) -> dict[str, float]:
    """Time all; print and return decisions a second, ratios, and the time that loading takes."""
    ours, told = rate(balai_run(), seconds / 3), rate(balai_run(reasons=True), seconds / 3)
    zens, spiffs = rate(zen_run(), seconds / 3), rate(spiff_run(), seconds / 3)
    figures = {
        "balai decisions/s": ours, "balai decisions with reasons/s": told, "balai new decisions/s": fresh(),
        "zen-engine decisions/s": zens, "SpiffWorkflow decisions/s": spiffs,
        "ratio": ours / zens, "ratio to SpiffWorkflow": ours / spiffs,
        "loading 100 cells, ms": loading(),
    }  # fmt: skip
    for name, figure in figures.items():
        print(f"decisions: {name:30} {figure:12,.2f}")
    return figures


if __name__ == "__main__":
    measure()
