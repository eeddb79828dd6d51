"""A whole model: decisions that rest on each other."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from balai.kernel.decisions.types import Answer, Decision, Reason
from balai.kernel.feel import Expression, Meter, Value


class Knowledge(NamedTuple):
    """A business knowledge model: a function that decisions may call, with the articles it rests on."""

    id: str
    name: str
    line: int
    citation: str
    expression: Expression


class Model:
    """Decisions that were loaded together; immutable once made."""

    def __init__(
        self,
        id_: str,
        name: str,
        decisions: Mapping[str, Decision],
        plans: Mapping[str, tuple[Decision | Knowledge, ...]],
    ) -> None:
        self.id = id_
        self.name = name
        self.decisions = decisions
        self._plans = plans
        self._alone = {
            id_: decisions[id_].logic.shortcut
            for id_, plan in plans.items()
            if len(plan) == 1 and decisions[id_].logic.shortcut is not None
        }

    def evaluate(self, decision_id: str, facts: Mapping[str, Any], *, plain: bool = False) -> Answer:
        """Decide, with every required decision first and fresh; raises KeyError for an unknown id.

        `plain` tries every cell instead of using the index: the same answer, for tests and for the doubtful.
        """
        short = self._alone.get(decision_id)
        if short is not None and not plain and (answer := short(facts)) is not None:
            return answer
        plan = self._plans[decision_id]
        if len(plan) == 1:
            reason = self.decisions[decision_id].logic.decide(facts, Meter(), plain=plain)
            return Answer(reason.value, (reason,))
        known: dict[str, Value] = dict(facts)
        reasons: list[Reason] = []
        for step in plan:
            if isinstance(step, Knowledge):
                known[step.name] = step.expression.evaluate(known)
                continue
            reasons.append(step.logic.decide(known, Meter(), plain=plain))
            known[step.name] = reasons[-1].value
        return Answer(reasons[-1].value, tuple(reasons))

    def values(self, decision_ids: Iterable[str], facts: Mapping[str, Any]) -> dict[str, Value]:
        """Decide several, each once however many rest on it; return their values by id. Raises KeyError."""
        known: dict[str, Value] = dict(facts)
        decided: dict[str, Value] = {}
        for step in dict.fromkeys(step for id_ in decision_ids for step in self._plans[id_]):
            if isinstance(step, Knowledge):
                known[step.name] = step.expression.evaluate(known)
            else:
                known[step.name] = decided[step.id] = step.logic.decide(known, Meter()).value
        return {id_: decided[id_] for id_ in decision_ids}

    def order(self, decision_id: str) -> tuple[str, ...]:
        """List the ids of the decisions that run, required ones first, itself last."""
        return tuple(step.id for step in self._plans[decision_id] if isinstance(step, Decision))
