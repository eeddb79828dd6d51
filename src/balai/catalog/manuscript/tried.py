"""The worked examples of a service, what each does and reaches, and what none of them reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from balai.catalog import spoken
from balai.catalog.manuscript.diagram import spot_named
from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel.definition.types import Example, ExampleStep
from balai.site.types import Tone


@dataclass(frozen=True)
class Tried:
    """One example: what happens in it, what must come out, how many places it reaches."""

    name: str
    title: str
    submitted: datetime
    steps: tuple[str, ...]
    end: str
    tone: Tone
    facts: tuple[tuple[str, str], ...]
    rows: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Share:
    """How many places of a kind some example reaches."""

    title: str
    met: int
    total: int


@dataclass(frozen=True)
class Examples:
    """All examples; `shares` and `missed` are empty while they could not be run."""

    tried: tuple[Tried, ...]
    shares: tuple[Share, ...]
    missed: tuple[tuple[str, str], ...]
    ran: bool

    @property
    def whole(self) -> bool:
        """Whether every place is reached."""
        return self.ran and not self.missed


def examples(words: Words, found: Found) -> Examples:
    """Return the examples of a service, in the order of the folder."""
    coverage = found.report.coverage
    counts = coverage.counts() if coverage else {}
    return Examples(
        tuple(_tried(words, found, one) for one in words.service.examples),
        tuple(Share(title, *counts[kind]) for kind, title in _kinds() if kind in counts),
        tuple((spot_named(words, spot), f"{spot.file}:{spot.line}") for spot in found.missed),
        found.tried,
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("row", _("baris aturan")), ("branch", _("cabang")), ("task", _("langkah")),
        ("outcome", _("hasil langkah")), ("event", _("kejadian")),
    )  # fmt: skip


def _tried(words: Words, found: Found, one: Example) -> Tried:
    expect = one.expect
    event = words.service.events.get(expect.end or "")
    tones: dict[str | None, Tone] = {"granted": "success", "refused": "danger"}
    return Tried(
        name=one.name,
        title=one.title,
        submitted=one.submitted,
        steps=tuple(_step(words, step) for step in one.steps),
        end=words.task(expect.end) if expect.end else "",
        tone=tones.get(event.result if event else None, ""),
        facts=tuple(_facts(words, one)),
        rows=expect.rows or (),
        places=found.places(one.name),
    )


def _step(words: Words, step: ExampleStep) -> str:
    """Return what happens: the task with its outcome and reason, or what is waited for."""
    task = step.task or step.wait
    said = words.task(task)
    if step.outcome and (outcome := words.outcome(task, step.outcome)):
        said += f": {outcome}"
    if step.reason:
        said += f" ({words.reason(task, step.reason)})"
    if step.fails:
        said += f" ({_('gagal')})"
    if step.wait:
        said = _("waktu lewat: %(task)s") % {"task": said}
    return (
        _("%(said)s, sesudah %(time)s") % {"said": said, "time": spoken.limit(step.after)}
        if step.after
        else said
    )


def _facts(words: Words, one: Example) -> Iterator[tuple[str, str]]:
    for name, value in (one.expect.decisions or {}).items():
        yield words.decision(name).rstrip("?"), words.value(name, value) or _("tidak ada")
    if one.expect.number:
        yield _("Nomor"), one.expect.number
    if one.expect.clock_used:
        yield _("Waktu terpakai"), spoken.limit(one.expect.clock_used)
    if one.expect.by_law:
        yield _("Menurut hukum"), ", ".join(words.task(name) for name in one.expect.by_law)
