"""The diagram of a service with what the check found marked on it, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel import check
from balai.kernel.check import Spot
from balai.kernel.process import Process, svg

UNMET, PARTLY = "unmet", "partly"
"""The marks of what no example reaches, and of a task of which it reaches not every outcome: classes for the style sheet."""


@dataclass(frozen=True)
class Marked:
    """Something marked in the diagram: the kind of mark (a class), what it is called, and why. `own`: in English."""

    kind: str
    name: str
    why: str
    own: bool = False


@dataclass(frozen=True)
class Diagram:
    """The drawing, what is marked on it, and how many of each kind of element it has."""

    picture: SafeString
    marked: tuple[Marked, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The marks that occur."""
        return frozenset(one.kind for one in self.marked)


def diagram(words: Words, found: Found) -> Diagram:
    """Draw a service."""
    marks = dict(_missed(found))
    for problem in found.report.problems:
        kind = "warning" if problem.code in check.FINDINGS else "error"
        marks |= {name: kind for name in found.drawn(problem) if marks.get(name) != "error"}
    process = _worded(words)
    picture = mark_safe(svg(process, marks))  # noqa: S308 - the drawing escapes every name and holds no script
    return Diagram(picture, tuple(_why(words, found)), tuple(_counts(process)))


def _missed(found: Found) -> Iterator[tuple[str, str]]:
    """Yield the mark of each element and flow that no example reaches, or not wholly; that of the whole comes last."""
    yield from ((spot.id.partition(".")[0], PARTLY) for spot in found.missed if spot.kind == "outcome")
    yield from ((spot.id, UNMET) for spot in found.missed if spot.kind not in {"outcome", "row"})


def _why(words: Words, found: Found) -> Iterator[Marked]:
    for problem in found.report.problems:
        kind = "warning" if problem.code in check.FINDINGS else "error"
        for name in found.drawn(problem):
            yield Marked(kind, named(words, name), problem.what, own=True)
    for spot in found.missed:
        if spot.kind != "row":
            kind = PARTLY if spot.kind == "outcome" else UNMET
            yield Marked(kind, spot_named(words, spot), _("tidak dicapai satu contoh pun"))


def spot_named(words: Words, spot: Spot) -> str:
    """Return a place that examples can reach in the reader's words."""
    first, _dot, second = spot.id.partition(".")
    if spot.kind == "row":
        return _("baris %(row)s: %(question)s") % {"row": second, "question": words.decision(first)}
    if spot.kind == "outcome":
        outcome = words.outcome(first, second) or second
        return _("hasil “%(outcome)s” dari %(task)s") % {"outcome": outcome, "task": words.task(first)}
    if spot.kind == "branch":
        return _("cabang %(name)s") % {"name": named(words, spot.id)}
    if spot.kind == "task":
        return _("langkah %(name)s") % {"name": words.task(spot.id)}
    return _("kejadian %(name)s") % {"name": words.task(spot.id)}


def named(words: Words, name: str) -> str:
    """Return an element or a flow of the drawing in words; a flow by its name and both of its ends."""
    flow = words.service.process.flows.get(name)
    if flow is None:
        return _label(words, name)
    ends = f"{_label(words, flow.source)} → {_label(words, flow.target)}"
    return f"“{words.label(flow.name)}” ({ends})" if flow.name else ends


def _label(words: Words, element: str) -> str:
    """Return the name of an element; of a step that only asks a rule, where it has no translation, the rule's question."""
    name = words.label(words.task(element))
    drawn = words.service.process.elements[element].name
    asks = name == drawn and element in words.service.rules.decisions
    return words.decision(element) if asks and words.language != "id" else name


def _worded(words: Words) -> Process:
    """Return the drawing with its names in the reader's language."""
    process = words.service.process
    if words.language == "id":
        return process
    return replace(
        process,
        name=words.title,
        elements={
            name: replace(one, name=_label(words, name) if one.name else "")
            for name, one in process.elements.items()
        },
        flows={name: replace(one, name=words.label(one.name)) for name, one in process.flows.items()},
        lanes={name: replace(one, name=words.lane(name)) for name, one in process.lanes.items()},
    )


def _counts(process: Process) -> Iterator[tuple[str, int]]:
    kinds = Counter(
        "task" if one.kind.endswith("Task") else "gateway" if one.kind.endswith("Gateway") else "event"
        for one in process.elements.values()
    )
    yield _("langkah"), kinds["task"]
    yield _("simpang"), kinds["gateway"]
    yield _("kejadian"), kinds["event"]
    yield _("lajur"), len(process.lanes)
