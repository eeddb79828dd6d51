"""Rules of both versions that answer otherwise, each with facts that show it."""

from collections.abc import Callable, Iterator

from balai.kernel.check.tables import domains
from balai.kernel.decisions import Decision, Domain, Reason
from balai.kernel.decisions.differing import alike, differing
from balai.kernel.decisions.domains import in_feel
from balai.kernel.definition.types import Service
from balai.kernel.difference.types import Ruling
from balai.kernel.feel import tree


def rulings(old: Service, new: Service) -> Iterator[Ruling]:
    """Yield every pair of answers by which a rule of both versions differs, with facts that show it.

    A rule that only rests on another one that differs is not named: the other one is.
    """
    for name, now in new.rules.decisions.items():
        was = old.rules.decisions.get(name)
        if was is not None and not alike(was, now):
            yield from _of_rule(was, now, _either(domains(old, was), domains(new, now)))


def _of_rule(was: Decision, now: Decision, domain_of: Callable[[tree.Node], Domain]) -> Iterator[Ruling]:
    found = differing(was, now, domain_of)
    title = now.question or now.name
    if not found.found:
        yield Ruling(now.id, title, proved=found.proved, tried=found.tried)
    for one in found.found:
        yield Ruling(
            now.id, title, _said(one.was), _said(one.now), one.was.rows, one.now.rows,
            one.facts, found.proved, found.tried,
        )  # fmt: skip


def _said(reason: Reason) -> str:
    return f"error: {reason.error}" if reason.error else in_feel(reason.value)


def _either(
    old: Callable[[tree.Node], Domain], new: Callable[[tree.Node], Domain]
) -> Callable[[tree.Node], Domain]:
    """Return what tells what an expression can be in one version or the other."""

    def domain_of(node: tree.Node) -> Domain:
        one, other = old(node), new(node)
        if not one.kinds or not other.kinds:
            return other if other.kinds else one
        lows, highs = (one.low, other.low), (one.high, other.high)
        both = bool(one.choices) and bool(other.choices)
        return Domain(
            tuple(dict.fromkeys((*one.kinds, *other.kinds))),
            tuple(dict.fromkeys((*one.choices, *other.choices))) if both else (),
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
            whole=one.whole and other.whole,
            nullable=one.nullable or other.nullable,
        )

    return domain_of
