"""The steps of a service as its authors read them: who does each, in what time, with which outcomes, and what it calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from balai.catalog import rules, spoken
from balai.catalog.legal import Article, Basis
from balai.catalog.procedure import Procedure, Separation
from balai.catalog.types import Words
from balai.kernel.definition.types import Argument, Event, Outcome, Task
from balai.kernel.process import Kind, steps
from balai.site.types import Tone


@dataclass(frozen=True)
class Ending:
    """One outcome of a task, with the reasons that it may have."""

    title: str
    id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One task. `who` does it, `may`: the mandate it needs; `calls`: the operation, with its arguments as written."""

    id: str
    title: str
    kind: str
    who: str
    may: str
    limit: str
    notes: tuple[str, ...]
    endings: tuple[Ending, ...]
    calls: str
    arguments: tuple[tuple[str, str], ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Milestone:
    """An event that means something: it starts the clock, ends the case, or stands for an outcome by law."""

    id: str
    title: str
    means: str
    tone: Tone
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Span:
    """A count of days that rules may read."""

    id: str
    start: str
    end: str
    unit: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Way:
    """Everything about how a case goes."""

    steps: tuple[Step, ...]
    milestones: tuple[Milestone, ...]
    spans: tuple[Span, ...]
    duties: tuple[Separation, ...]


def way(words: Words, basis: Basis) -> Way:
    """Return how a case of a service goes."""
    service = words.service
    order = {name: place for place, name in enumerate(steps(service.process, rules.granted_ends(service)))}
    tasks = sorted(service.tasks.values(), key=lambda one: order.get(one.id, len(order)))
    spans = (
        Span(one.id, one.start.text, one.end.text, one.unit, basis.articles(one.basis))
        for one in service.spans.values()
    )
    return Way(
        tuple(_step(words, basis, one) for one in tasks),
        tuple(one for event in service.events.values() if (one := _milestone(words, basis, event)).means),
        tuple(spans),
        tuple(Procedure(words, basis).separations()),
    )


def _step(words: Words, basis: Basis, task: Task) -> Step:
    return Step(
        id=task.id,
        title=words.task(task.id),
        kind=_kind(task),
        who=words.lane(task.lane),
        may=_act(task),
        limit=spoken.limit(task.due) if task.due else "",
        notes=tuple(_notes(words, task)),
        endings=tuple(_ending(words, task, one) for one in task.outcomes.values()),
        calls=task.call,
        arguments=tuple((name, _written(value)) for name, value in task.arguments.items()),
        articles=basis.articles(task.basis),
    )


def _kind(task: Task) -> str:
    named = {
        Kind.USER: _("dikerjakan orang"), Kind.SERVICE: _("dikerjakan sistem"), Kind.RULE: _("diputuskan aturan"),
        Kind.SEND: _("mengirim surat"), Kind.RECEIVE: _("menunggu kabar"),
    }  # fmt: skip
    return named.get(Kind(task.kind), task.kind)


def _act(task: Task) -> str:
    named = {
        "verify": _("memeriksa"), "recommend": _("memberi rekomendasi"), "inspect": _("meninjau lapangan"),
        "approve": _("menyetujui"), "sign": _("menandatangani"),
    }  # fmt: skip
    return named[task.act] if task.act else ""


def _notes(words: Words, task: Task) -> Iterator[str]:
    if task.clock == "stopped":
        yield _("waktu layanan berhenti selama langkah ini")
    if task.warn:
        before = spoken.limit(task.warn.before)
        whom = words.service.positions.get(task.warn.position)
        to = whom.title if whom else task.warn.to
        yield _("%(before)s sebelumnya: %(whom)s diingatkan") % {"before": before, "whom": to}
    if task.correct:
        yield _("pemohon boleh mengubah: %(fields)s") % {"fields": task.correct.text}


def _ending(words: Words, task: Task, outcome: Outcome) -> Ending:
    reasons = tuple(words.reason(task.id, one) for one in outcome.reasons)
    return Ending(words.outcome(task.id, outcome.id) or outcome.id, outcome.id, reasons)


def _written(value: Argument) -> str:
    return str(getattr(value, "text", value))


def _milestone(words: Words, basis: Basis, event: Event) -> Milestone:
    means, tone = _means(words, event)
    return Milestone(event.id, words.task(event.id), means, tone, basis.articles(event.basis))


def _means(words: Words, event: Event) -> tuple[str, Tone]:
    if event.result:
        ends: dict[str, tuple[str, Tone]] = {
            "granted": (_("akhir: dikabulkan"), "success"),
            "refused": (_("akhir: ditolak"), "danger"),
            "withdrawn": (_("akhir: ditutup"), ""),
        }
        return ends[event.result]
    if event.clock == "start":
        return _("waktu layanan mulai dihitung"), "info"
    if event.outcome:
        element = words.service.process.elements[event.id]
        outcome = words.outcome(element.attached_to, event.outcome) or event.outcome
        return _("menurut hukum dianggap “%(outcome)s”") % {"outcome": outcome}, "warning"
    return "", ""
