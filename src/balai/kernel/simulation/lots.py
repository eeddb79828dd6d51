"""The compiled process with lots in place of conditions: the real token game runs, chance chooses the branches."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from balai.kernel import calendar as days
from balai.kernel.case.example import walk
from balai.kernel.definition.types import Service
from balai.kernel.problem import Refused
from balai.kernel.process import Kind, Process

Draw = Callable[[int, int], float]
"""(row of the gateway, number of the flow) to a number between 0 and 1, another each time."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Stands where a condition stood: true with a probability, by the draw that the facts of the case carry."""

    gateway: int
    flow: int
    probability: float

    def evaluate(self, facts: Mapping[str, Any]) -> bool:
        """Draw."""
        draw: Draw = facts["draw"]
        return draw(self.gateway, self.flow) < self.probability


def drawn(process: Process, shares: Mapping[str, Mapping[str, float]]) -> Process:
    """Return the process with its conditions replaced by lots; `shares` by gateway and flow, in any unit."""
    tables = process.tables
    choices = tuple(
        _lots(
            tables.flows, row, options, shares.get(_id(process, row), {}), inclusive=_inclusive(process, row)
        )
        for row, options in enumerate(tables.choices)
    )
    return replace(process, tables=replace(tables, choices=choices))  # type: ignore[arg-type]  # a lot acts as a condition


def _id(process: Process, row: int) -> str:
    return process.tables.ids[row]


def _inclusive(process: Process, row: int) -> bool:
    one = process.elements.get(_id(process, row))
    return one is not None and one.kind.value == "inclusiveGateway"


def _lots(
    flows: tuple[str, ...],
    row: int,
    options: tuple[Any, ...],
    shares: Mapping[str, float],
    *,
    inclusive: bool,
) -> tuple[tuple[Lot, int], ...]:
    """Return the lots of one gateway. Conditions are tried in order, so each is drawn among those that are left."""
    left, found = 1.0, []
    for _, flow in options:
        share = shares.get(flows[flow], 0.0)
        chance = share if inclusive else share / left if left > 1e-12 else 1.0
        found.append((Lot(row, flow, 1.0 if chance > 1 - 1e-12 else chance), flow))
        left -= share
    return tuple(found)


def learnt(service: Service, shared: Mapping[str, bytes]) -> Counter[str]:
    """Return how often the worked examples pass each flow."""
    found: Counter[str] = Counter()
    for example in service.examples:
        try:
            course, _ = walk(service, example, days.load(shared, example.calendar))
        except Refused:
            continue
        found.update(course.flows)
    return found


def shares(
    service: Service, written: Mapping[str, Mapping[str, float]], counts: Mapping[str, int]
) -> tuple[dict[str, dict[str, float]], frozenset[str]]:
    """Return the share of each flow by gateway, and the gateways for which nothing was written.

    Of those the examples' counts are taken, or equal shares where no example comes. A gateway of which only some
    flows are written shares out what is left among the others equally.
    """
    found: dict[str, dict[str, float]] = {}
    guessed = set()
    for gateway in service.process.elements.values():
        flows = [flow.id for flow in service.process.flows.values() if flow.source == gateway.id]
        if len(flows) < 2 or gateway.kind in {Kind.PARALLEL, Kind.EVENT_BASED}:
            continue
        own = dict(written.get(gateway.id, {}))
        if own:
            rest = [flow for flow in flows if flow not in own]
            own |= {flow: max(0.0, 1 - sum(own.values())) / len(rest) for flow in rest}
        else:
            guessed.add(gateway.id)
            own = {flow: float(counts.get(flow, 0)) for flow in flows}
        total = sum(own.values())
        found[gateway.id] = {flow: own[flow] / total if total else 1 / len(flows) for flow in flows}
    return found, frozenset(guessed)
