"""Where a case stands, told from its rows and never typed: who has it, days left, what comes next, all that happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.cases import moved
from balai.cases.models import Case, Deadline, Incident, Task
from balai.catalog import selectors as catalog
from balai.catalog import spoken
from balai.catalog.rules import granted_ends, reached, unavoidable
from balai.catalog.types import Words
from balai.documents import selectors as documents
from balai.kernel import calendar as days
from balai.kernel.calendar import Calendar, OutsideCalendar
from balai.lib import clock
from balai.people import selectors as people
from balai.site.templatetags.kit import day
from balai.site.types import Event, Step, Tone

if TYPE_CHECKING:
    from balai.kernel.definition.types import Service

STATUS: dict[str, tuple[Any, Tone]] = {
    "granted": (lambda: _("Dikabulkan"), "success"),
    "refused": (lambda: _("Ditolak"), "danger"),
    "withdrawn": (lambda: _("Ditutup"), ""),
    "ended": (lambda: _("Selesai"), ""),
    "draft": (lambda: _("Draf"), ""),
}


@dataclass(frozen=True)
class Holder:
    """Who has the case now: a post of an office, or the applicant."""

    task: str
    post: str
    agency: str
    due: str
    applicant: bool = False


def tag_of(case: Case, *, yours: bool, to_applicant: bool = True) -> tuple[str, Tone]:
    """Return a case's status in a word or two, with its tone; `yours`: the applicant must act."""
    if case.status == "open" and yours:
        return (_("Menunggu Anda") if to_applicant else _("Menunggu pemohon")), "warning"
    if case.status == "open":
        return _("Diproses"), "info"
    word, tone = STATUS.get(case.status, STATUS["ended"])
    return str(word()), tone


def of(case: Case, *, to_applicant: bool = True) -> Standing:
    """Return where a submitted case stands now; the caller has made sure that the case may be seen.

    Without `to_applicant` it is told to whoever holds number and secret: nobody is called "you".
    """
    return Standing(
        case, Words(catalog.service(case.version), get_language() or "id"), to_applicant=to_applicant
    )


class Standing:
    """Where one case stands, worked out from its rows as pages ask for it."""

    def __init__(self, case: Case, words: Words, *, to_applicant: bool = True) -> None:
        self.case, self.words, self.now = case, words, clock.now()
        self.to_applicant = to_applicant
        self.service: Service = words.service

    @cached_property
    def state(self) -> dict[str, Any]:
        """The case's state. Raises KeyDestroyed."""
        return self.case.open_state()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar that the case's limits are counted by."""
        return catalog.calendar(self.state["calendar"])

    @cached_property
    def tasks(self) -> list[Task]:
        """Every task of the case, as they opened."""
        return list(Task.objects.filter(case=self.case).order_by("n"))

    @cached_property
    def open_tasks(self) -> list[Task]:
        """The tasks that somebody must do now."""
        return [task for task in self.tasks if task.status == "open"]

    @property
    def yours(self) -> Task | None:
        """The task that waits for the applicant."""
        return next((task for task in self.open_tasks if task.applicant), None)

    @property
    def again(self) -> bool:
        """Whether one may apply again with the same people (a twin, say)."""
        return bool(self.service.applicant.again)

    # -- now

    @property
    def tag(self) -> tuple[str, Tone]:
        """The status in a word or two, with its tone."""
        return tag_of(self.case, yours=self.yours is not None, to_applicant=self.to_applicant)

    @property
    def applicant(self) -> str:
        """What the applicant is called: "you" only to the applicant."""
        return _("Anda") if self.to_applicant else _("Pemohon")

    @property
    def headline(self) -> list[str]:
        """What is going on now, or how it ended, as the folder words it; its words on tasks speak to the applicant."""
        if self.case.ended_at is not None:
            return [self.words.task(self.case.end)]
        now = [self._status(task) for task in self.open_tasks]
        return now or [self._automatic(element) for element in self._calls]

    def _status(self, task: Task) -> str:
        if self.to_applicant:
            return self.words.status(task.element)
        said = _("Menunggu pemohon: %(task)s.") if task.applicant else _("Sedang dikerjakan: %(task)s.")
        return said % {"task": self.words.task(task.element)}

    @property
    def _calls(self) -> list[str]:
        """The automatic steps that are being carried out."""
        return list(self.state["open_calls"].values())

    def _automatic(self, element: str) -> str:
        """Return what is said of an automatic step: the folder's own words, or that the system does it."""
        own, name = self.words.status(element), self.words.task(element)
        return (
            own
            if own != name and self.to_applicant
            else _("Sistem sedang bekerja: %(step)s.") % {"step": name.lower()}
        )

    @property
    def refused_because(self) -> tuple[str, str]:
        """Why the application was refused, and by which articles; empty unless it was."""
        if self.case.status != "refused":
            return "", ""
        code, reason = self.state["reason"].get("code", ""), self.state["reason"]
        said = next((text for task in self.service.tasks if (text := self.words.reason(task, code))), "")
        articles = [
            self.words.cited(one.strip()) for one in str(reason.get("basis", "")).split(";") if one.strip()
        ]
        return said or str(reason.get("title", "")), "; ".join(articles)

    @cached_property
    def trouble(self) -> bool:
        """Whether something failed at the office and a person there has to mend it."""
        return Incident.objects.filter(case=self.case, settled_at=None).exists()

    @cached_property
    def holders(self) -> list[Holder]:
        """Who has the case now, with the office and by when."""
        return [self._holder(task) for task in self.open_tasks]

    def _holder(self, task: Task) -> Holder:
        due = _("paling lambat %(day)s") % {"day": day(task.due_on)} if task.due_on else ""
        if task.applicant:
            return Holder(self.words.task(task.element), self.applicant, "", due, applicant=True)
        return Holder(self.words.task(task.element), self._post(task), self._office(task.agency), due)

    def _post(self, task: Task) -> str:
        return self.words.lane(task.lane)

    def _office(self, ref: str) -> str:
        if ref == str(self.case.offer.agency.ref):
            return self.case.offer.agency.name
        found = people.agency_by_ref(ref)
        return found.name if found else ""

    # -- the legal clock

    @cached_property
    def clock(self) -> Deadline | None:
        """The row of the statutory limit; None while it has not begun to run."""
        return Deadline.objects.filter(case=self.case, name="case").first()

    @property
    def limit(self) -> str:
        """The statutory time of the service in words."""
        return spoken.limit(self.service.clock.limit)

    @property
    def due_on(self) -> date | None:
        """The last day of the statutory time; None while it does not run."""
        return self.case.due_on if self.case.ended_at is None else None

    @cached_property
    def days_left(self) -> str:
        """How many working days are left, in words; "" while the clock does not run."""
        if self.due_on is None:
            return ""
        today = self.calendar.local(self.now).date()
        try:
            left = days.count(self.calendar, today, self.due_on, "working days")
            return spoken.left(left, passed=self.late)
        except OutsideCalendar:
            return ""

    @property
    def late(self) -> bool:
        """Whether the statutory time has passed and the case is still open."""
        return self.case.ended_at is None and self.case.due_at is not None and self.case.due_at <= self.now

    @property
    def paused_since(self) -> datetime | None:
        """Since when the clock stands still; None while it runs."""
        if self.clock is None or self.case.ended_at is not None:
            return None
        return next(
            (datetime.fromisoformat(start) for start, end, _why in self.clock.pauses if end is None), None
        )

    @property
    def paused_why(self) -> str:
        """Why the clock stands still: the coded reason that the official gave, in words."""
        code = next((why for _start, end, why in self.clock.pauses if end is None), "") if self.clock else ""
        return next((said for task in self.service.tasks if (said := self.words.reason(task, code))), "")

    # -- the way

    @property
    def steps(self) -> list[Step]:
        """What was done, what is going on, and what every way to the end still passes."""
        sent = Step(_("Permohonan diterima"), state="done", when=day(self.case.submitted_at))
        done = [
            self._done_step(task)
            for task in _latest(task for task in self.tasks if task.status in {"done", "law"})
        ]
        if self.case.ended_at is not None:
            return [
                sent,
                *done,
                Step(self.words.task(self.case.end), state="done", when=day(self.case.ended_at)),
            ]
        now = [self._current_step(task) for task in self.open_tasks]
        now += [Step(self.words.task(name), _("Sistem Balai"), "current") for name in self._calls]
        return [sent, *done, *now, *self._coming()]

    def _done_step(self, task: Task) -> Step:
        said = self.words.outcome(task.element, task.outcome)
        by_law = _("menurut hukum") if task.status == "law" else ""
        return Step(
            self.words.task(task.element),
            ", ".join(filter(None, (said, by_law))),
            "done",
            day(task.closed_at),
        )

    def _current_step(self, task: Task) -> Step:
        holder = self._holder(task)
        who = ", ".join(part for part in (holder.post, holder.agency) if part)
        return Step(holder.task, who, "current", holder.due)

    def _coming(self) -> list[Step]:
        here = [task.element for task in self.open_tasks] or self._calls
        ahead = dict.fromkeys(name for start in here for name in unavoidable(self.service, start))
        steps = [
            Step(self.words.task(name), self.words.lane(self.service.tasks[name].lane))
            for name in ahead
            if name not in here
        ]
        ends = granted_ends(self.service)
        if any(ends & reached(self.service, start) for start in here):
            titles = [self.words.certificate(name) for name in self.service.certificates]
            steps.append(
                Step(_("Terbit: %(what)s") % {"what": ", ".join(titles).lower()} if titles else _("Selesai"))
            )
        return steps

    @property
    def next(self) -> str:
        """What comes after what is going on now, in words; "" when the case has ended."""
        coming = self._coming() if self.case.ended_at is None else []
        return str(coming[0].title) if coming else ""

    # -- everything that happened

    @property
    def events(self) -> list[Event]:
        """Everything that happened, newest first."""
        found = [*self._begin_and_end(), *self._of_tasks(), *self._of_clock(), *self._of_documents()]
        found += moved.events(self.case)
        return [event for _at, _n, event in sorted(found, key=lambda one: one[:2], reverse=True)]

    def _begin_and_end(self) -> Iterable[tuple[datetime, int, Event]]:
        if self.case.submitted_at is not None:
            yield (
                self.case.submitted_at,
                0,
                Event(_("Permohonan diterima"), self.case.submitted_at, self.applicant, tone="success"),
            )
        if self.case.ended_at is not None:
            _word, tone = self.tag
            yield self.case.ended_at, 9, Event(self.words.task(self.case.end), self.case.ended_at, tone=tone)

    def _of_tasks(self) -> Iterable[tuple[datetime, int, Event]]:
        acts = {(event.at, event.kind): event.actor for event in self.case.events.all()}
        for task in self.tasks:
            name = self.words.task(task.element)
            title = self._waiting if task.applicant else _("Sampai di meja: %(task)s")
            who = (
                ""
                if task.applicant
                else ", ".join(filter(None, (self._post(task), self._office(task.agency))))
            )
            yield task.opened_at, 3, Event(title % {"task": name}, task.opened_at, who)
            if task.taken_at and task.status == "open":
                taken = _("Mulai dikerjakan: %(task)s") % {"task": name}
                yield (
                    task.taken_at,
                    4,
                    Event(taken, task.taken_at, self._by(acts.get((task.taken_at, "task_taken"), {}))),
                )
            if task.closed_at is not None:
                yield (
                    task.closed_at,
                    2,
                    self._closed(task, name, acts.get((task.closed_at, "task_completed"), {})),
                )

    @property
    def _waiting(self) -> str:
        return _("Menunggu Anda: %(task)s") if self.to_applicant else _("Menunggu pemohon: %(task)s")

    def _closed(self, task: Task, name: str, actor: dict[str, Any]) -> Event:
        if task.status == "interrupted":
            return Event(
                _("Tidak dikerjakan sampai batasnya: %(task)s") % {"task": name},
                task.closed_at,
                tone="warning",
            )
        said = self.words.outcome(task.element, task.outcome)
        title = f"{name}: {said}" if said else _("Selesai: %(task)s") % {"task": name}
        if task.status == "law":
            passed = " ".join((_("Batas waktunya lewat."), self._lapse(task)))
            return Event(title, task.closed_at, _("Menurut hukum"), passed.strip(), "warning")
        who = self.applicant if task.applicant else self._by(actor)
        return Event(title, task.closed_at, who, self.words.reason(task.element, task.reason))

    def _lapse(self, task: Task) -> str:
        """Return the articles by which silence answered a task: those of the timer on it."""
        elements = self.service.process.elements
        timers = [one for one in self.service.events.values() if elements[one.id].attached_to == task.element]
        return "; ".join(self.words.cited(law) for one in timers if one.outcome for law in one.basis)

    def _by(self, actor: dict[str, Any]) -> str:
        post, office = people.post_of(actor), str(actor.get("agency", ""))
        return post if office in post else ", ".join(part for part in (post, office) if part)

    def _of_clock(self) -> Iterable[tuple[datetime, int, Event]]:
        if self.clock is None:
            return
        if self.clock.starts_at != self.case.submitted_at:
            title = _("Berkas lengkap, waktu layanan mulai dihitung")
            yield self.clock.starts_at, 1, Event(title, self.clock.starts_at, text=self.limit)
        for start, end, _why in self.clock.pauses:
            stopped = datetime.fromisoformat(start)
            yield stopped, 5, Event(_("Waktu layanan berhenti"), stopped, tone="warning")
            if end:
                went_on = datetime.fromisoformat(end)
                yield went_on, 1, Event(_("Waktu layanan berjalan lagi"), went_on)
        passed = self.clock.due_at
        if passed is not None and passed <= (self.clock.ended_at or self.now):
            yield passed, 0, Event(_("Batas waktu layanan lewat"), passed, tone="danger")

    def _of_documents(self) -> Iterable[tuple[datetime, int, Event]]:
        for one in documents.issued_in(self.case.ref):
            yield (
                one.issued_at,
                8,
                Event(
                    _("Terbit: %(title)s nomor %(number)s") % {"title": one.title, "number": one.number},
                    one.issued_at,
                    one.position,
                    one.granted_by_law,
                    "success",
                ),
            )


def _latest(tasks: Iterable[Task]) -> list[Task]:
    """Return the last run of each task, in the order in which they were done."""
    last = {task.element: task for task in tasks}
    return sorted(last.values(), key=lambda task: (task.closed_at or task.opened_at, task.n))
