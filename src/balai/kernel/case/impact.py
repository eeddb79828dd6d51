"""What a move to another version would do to a running case: asked before, and told to those who decide on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from balai.kernel import feel, forms
from balai.kernel.calendar import Calendar
from balai.kernel.case.facts import facts_of
from balai.kernel.case.fold import apply
from balai.kernel.case.moving import Obstacle, late, obstacles
from balai.kernel.case.types import Event, State
from balai.kernel.case.wording import list_titles
from balai.kernel.definition.types import Service
from balai.kernel.process.graph import inward, reachable

Pair = tuple[str, Any, Any]  # of what, what it was, what it would be


@dataclass(frozen=True)
class Impact:
    """What a move changes in one case. `obstacles`: why it cannot be made; then the rest is empty.

    `limits`: "case" or a step where the case waits, with its due dates. `ahead`, `dropped`: steps that the case may come
    to only under the new version, or only under the old one. `fee`: what it costs by the facts of now, or None. `rules`:
    decisions that answer otherwise by the facts of now; what was decided stays. `missing`: questions of the new form that
    have no answer; nobody is asked again.
    """

    obstacles: tuple[Obstacle, ...] = ()
    limits: tuple[Pair, ...] = ()
    posts: tuple[Pair, ...] = ()
    ahead: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    fee: tuple[Any, Any] | None = None
    rules: tuple[Pair, ...] = ()
    missing: tuple[str, ...] = ()


def impact(
    old: Service, new: Service, calendars: Mapping[str, Calendar], state: State, event: Event
) -> Impact:
    """Return what `event`, a `version_changed` that moves a case from `old` to `new`, would do to its state."""
    found = obstacles(old, new, state)
    if found:
        return Impact(found)
    after = apply(new, calendars, state, event).state
    calendar, at = calendars[state["calendar"]], event.at
    before_facts, after_facts = facts_of(old, calendar, state, at), facts_of(new, calendar, after, at)
    wrong = _wrong(new, state, after_facts)
    found = late(state, after, at) + tuple(
        Obstacle("answer", path) for path, code in wrong.items() if code != "required"
    )
    if found:
        return Impact(found)
    fees = (_fee(old, before_facts), _fee(new, after_facts))
    return Impact(
        limits=_limits(state, after),
        posts=_posts(state, after),
        ahead=tuple(sorted(_ahead(new, state) - _ahead(old, state))),
        dropped=tuple(sorted(_ahead(old, state) - _ahead(new, state))),
        fee=fees if fees[0] != fees[1] else None,
        rules=_rules(old, new, before_facts, after_facts),
        missing=tuple(path for path in wrong if path not in _wrong(old, state, before_facts)),
    )


def _wrong(service: Service, state: State, facts: Mapping[str, Any]) -> dict[str, str]:
    kept = forms.prune(service.form, state["answers"], facts)
    errors = forms.validate(service.form, kept, facts, lists=list_titles(service))
    return {error.path: error.code for error in errors}


def _limits(before: State, after: State) -> tuple[Pair, ...]:
    pairs = [("case", before["due_on"], after["due_on"])]
    pairs += [
        (row["element"], before["open_tasks"][n]["due_on"], row["due_on"])
        for n, row in after["open_tasks"].items()
    ]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _posts(before: State, after: State) -> tuple[Pair, ...]:
    return tuple(
        (row["element"], before["open_tasks"][n]["position"], row["position"])
        for n, row in after["open_tasks"].items()
        if before["open_tasks"][n]["position"] != row["position"]
    )


def _ahead(service: Service, state: State) -> set[str]:
    """Return the tasks and ends that a case may still come to."""
    elements = service.process.elements
    waiting = [wait[1] for wait in state["process"].get("open", ())]
    found = reachable(inward(elements, service.process.flows.values()), waiting)
    return {name for name in found if name in service.tasks or name in service.events}


def _fee(service: Service, facts: Mapping[str, Any]) -> Any:
    if service.fee.expression is None:
        return service.fee.amount
    return feel.encode(service.fee.expression.evaluate(facts))


def _rules(
    old: Service, new: Service, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Pair, ...]:
    names = [name for name in new.rules.decisions if name in old.rules.decisions]
    was, now = old.rules.values(names, before), new.rules.values(names, after)
    pairs = [(name, feel.encode(was[name]), feel.encode(now[name])) for name in names]
    return tuple(pair for pair in pairs if pair[1] != pair[2])
