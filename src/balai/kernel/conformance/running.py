"""Running the cases of a suite against its model, and comparing as the kit's own runner does."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from balai.kernel.conformance.counting import Count, one, total
from balai.kernel.conformance.suite import Case, Suite, Wanted
from balai.kernel.decisions.network import Network, Outcome
from balai.kernel.feel import Exhausted, render
from balai.kernel.feel.operators import equal
from balai.kernel.feel.values import number

_CLOSE = Decimal("0.00000001")  # the precision to which the kit's own runner compares numbers


class Failure(NamedTuple):
    """A result that is not the expected one; both sides as FEEL writes them."""

    id: str
    expected: str
    got: str


class Tested(NamedTuple):
    """What came of one file of cases; `java` are the results that need Java, which were not run."""

    name: str
    labels: tuple[str, ...]
    score: Count
    failures: tuple[Failure, ...]
    java: tuple[str, ...]


def run(name: str, suite: Suite, network: Network, now: datetime) -> Tested:
    """Run every case of a suite; each result counts, those that need Java apart."""
    failures: list[Failure] = []
    java: list[str] = []
    counts: list[Count] = []
    for case in suite.cases:
        for wanted in case.wanted:
            id_ = f"{case.id} {wanted.name}"
            if network.needs_java(case.invoked or wanted.name):
                java.append(id_)
                continue
            got = _outcome(network, case, wanted, now)
            right, told = passes(wanted, got), wanted.value is not None
            counts.append(one(right=right, told=told))
            if not right:
                failures.append(Failure(id_, _expectation(wanted), got.error or _shown(got.value)))
    return Tested(name, suite.labels, total(counts), tuple(failures), tuple(java))


def _outcome(network: Network, case: Case, wanted: Wanted, now: datetime) -> Outcome:
    if case.invoked and case.kind != "decision":
        return network.invoke(case.invoked, case.inputs, wanted.name, now)
    return network.evaluate(wanted.name, case.inputs, now)


def passes(wanted: Wanted, got: Outcome) -> bool:
    """Tell whether a result is right: an error where one is due, else the value, null for null."""
    return got.value is None if wanted.error else same(wanted.value, got.value)


def same(wanted: Any, got: Any) -> bool:
    """Compare as the kit does: numbers to eight places, contexts by their entries, lists by their order."""
    if wanted is None or got is None:
        return wanted is got
    left, right = number(wanted), number(got)
    if left is not None and right is not None:
        return abs(left - right) < _CLOSE
    if isinstance(wanted, list) and isinstance(got, (list, tuple)):
        return len(wanted) == len(got) and all(map(same, wanted, got))
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        return wanted.keys() == got.keys() and all(same(value, got[key]) for key, value in wanted.items())
    return equal(wanted, got) is True


def _expectation(wanted: Wanted) -> str:
    return "an error" if wanted.error else _shown(wanted.value)


def _shown(value: Any) -> str:
    try:
        return render(value, inside=True)
    except Exhausted as exhausted:
        return f"a value that cannot be shown: {exhausted}"
