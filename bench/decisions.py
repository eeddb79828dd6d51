"""Decisions a second beside zen-engine: one table of a published folder's kind, eight rules, hit policy first.

Both get the facts as the table needs them and return the answer; ours also returns the reasons (rows, articles,
inputs) and is exact in decimals, zen's counts in floats.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

import zen

from balai.kernel import decisions

LIMITS = (50_000_000, 1_000_000_000, 5_000_000_000, 10_000_000_000)
SECTORS = ("dagang", "makanan")


def rules() -> list[tuple[str, str, str]]:
    """Return the rules: sector, capital, answer."""
    found = []
    for sector in SECTORS:
        for n, limit in enumerate(LIMITS):
            found.append((f'"{sector}"', f"<= {limit}" if n < 3 else "> 0", f'"kelas_{sector}_{n}"'))
    return found


def drawing() -> bytes:
    """Return the table as DMN."""
    rows = "".join(
        f'<rule id="r{n}"><description>PP 28/2025 pasal 5</description><inputEntry id="a{n}"><text>{sector}</text>'
        f'</inputEntry><inputEntry id="b{n}"><text>{escape(capital)}</text></inputEntry>'
        f'<outputEntry id="c{n}"><text>{answer}</text></outputEntry></rule>'
        for n, (sector, capital, answer) in enumerate(rules())
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="bench">'
        '<decision id="kelas" name="kelas"><variable id="v" name="kelas" typeRef="string"/>'
        '<decisionTable id="t" hitPolicy="FIRST">'
        '<input id="i1" label="sektor"><inputExpression id="e1" typeRef="string">'
        "<text>form.sektor</text></inputExpression></input>"
        '<input id="i2" label="modal"><inputExpression id="e2" typeRef="number">'
        "<text>form.modal</text></inputExpression></input>"
        f'<output id="o" name="kelas" typeRef="string"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


def zen_graph() -> dict[str, Any]:
    """Return the same table as zen-engine has it."""
    table = {
        "hitPolicy": "first",
        "inputs": [
            {"id": "a", "name": "sektor", "type": "expression", "field": "form.sektor"},
            {"id": "b", "name": "modal", "type": "expression", "field": "form.modal"},
        ],
        "outputs": [{"id": "c", "name": "kelas", "type": "expression", "field": "kelas"}],
        "rules": [{"_id": str(n), "a": a, "b": b, "c": c} for n, (a, b, c) in enumerate(rules())],
    }
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


def cases() -> list[tuple[dict[str, Any], str]]:
    """Return facts and the answer expected of both."""
    return [
        ({"form": {"sektor": sector, "modal": limit}}, f"kelas_{sector}_{n}")
        for sector in SECTORS
        for n, limit in enumerate(LIMITS)
    ]


def balai_run() -> Callable[[], int]:
    """Return what decides all cases here."""
    model = decisions.load(drawing(), "bench.dmn")
    given = [
        ({"form": facts["form"] | {"modal": Decimal(facts["form"]["modal"])}}, want)
        for facts, want in cases()
    ]

    def run() -> int:
        for facts, want in given:
            if model.evaluate("kelas", facts).value != want:
                raise ValueError(f"{facts}: not {want}")
        return len(given)

    return run


def zen_run() -> Callable[[], int]:
    """Return the same for zen-engine, by the fastest of its doors: compiled once, from a static loader."""
    engine, given = zen.ZenEngine({"loader": {"type": "static", "content": {"kelas": zen_graph()}}}), cases()

    def run() -> int:
        for facts, want in given:
            if engine.evaluate("kelas", facts)["result"]["kelas"] != want:
                raise ValueError(f"{facts}: not {want}")
        return len(given)

    return run


def rate(run: Callable[[], int], seconds: float, rounds: int = 5) -> float:
    """Return decisions a second, the median of some rounds."""
    figures = []
    for _ in range(rounds):
        done, begin = 0, time.perf_counter()
        while (spent := time.perf_counter() - begin) < seconds / rounds:
            done += run()
        figures.append(done / spent)
    return statistics.median(figures)


def measure(seconds: float = 2.0) -> dict[str, float]:
    """Time both; print and return decisions a second and their ratio."""
    ours, theirs = rate(balai_run(), seconds), rate(zen_run(), seconds)
    figures = {"balai decisions/s": ours, "zen-engine decisions/s": theirs, "ratio": ours / theirs}
    for name, figure in figures.items():
        print(f"decisions: {name:28} {figure:12,.2f}")
    return figures


if __name__ == "__main__":
    measure()
