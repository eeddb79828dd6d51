"""How an application goes: its steps in order, who does each, in what time, and when a step is taken at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from balai.catalog import rules, spoken
from balai.catalog.explaining import said
from balai.catalog.legal import Article, Basis
from balai.catalog.types import Words
from balai.kernel.process import Element, Kind, Trigger, next_steps, steps


@dataclass(frozen=True)
class Stage:
    """One step. `when`: it is taken only then ("" = always). `lapse`: what happens when its time passes."""

    title: str
    who: str
    own: bool
    automatic: bool
    when: str = ""
    limit: str = ""
    lapse: str = ""
    articles: tuple[Article, ...] = ()
    pauses: bool = False


@dataclass(frozen=True)
class Separation:
    """Steps that no two may share a person, and the article that says so."""

    tasks: tuple[str, ...]
    articles: tuple[Article, ...]


class Procedure:
    """The way through the drawing of one service, in the words of one language."""

    def __init__(self, words: Words, basis: Basis) -> None:
        self.words, self.basis = words, basis
        self.service, self.process = words.service, words.service.process
        self.back = self._backwards()

    def stages(self) -> list[Stage]:
        """Return the steps: the application, then what people do, and what is done by itself with an effect in law."""
        first = Stage(_("Isi dan kirim permohonan"), _("Anda"), own=True, automatic=False)
        order = steps(self.process, rules.granted_ends(self.service))
        return [first, *(self._stage(name) for name in order if self._is_step(name))]

    def separations(self) -> list[Separation]:
        """Return which steps different people must take."""
        return [
            Separation(tuple(self.words.task(name) for name in duty.tasks), self.basis.articles(duty.basis))
            for duty in self.service.duties
        ]

    def _is_step(self, name: str) -> bool:
        task = self.service.tasks.get(name)
        people = self.process.elements[name].kind is Kind.USER
        return task is not None and (people or bool(task.call and task.basis))

    def _stage(self, name: str) -> Stage:
        task, element = self.service.tasks[name], self.process.elements[name]
        lane = self.service.lanes[task.lane]
        return Stage(
            title=self.words.task(name),
            who=_("Anda") if lane.applicant else self.words.lane(task.lane),
            own=lane.applicant,
            automatic=element.kind is not Kind.USER,
            when="" if self._always(name) else self._when(element),
            limit=spoken.limit(task.due) if task.due else "",
            lapse=self._lapse(name),
            articles=self.basis.articles(task.basis),
            pauses=task.clock == "stopped",
        )

    # -- when a step is taken

    def _backwards(self) -> dict[str, list[tuple[str, str]]]:
        """Return for each element what leads to it: (element, name of the flow)."""
        back: dict[str, list[tuple[str, str]]] = {name: [] for name in self.process.elements}
        for flow in self.process.flows.values():
            back[flow.target].append((flow.source, flow.name))
        return back

    def _always(self, name: str) -> bool:
        """Say whether every way from the start to a granted end passes a step."""
        ends = rules.granted_ends(self.service) & rules.reached(self.service, self.process.start)
        without = rules.reached(self.service, self.process.start, without=name)
        return bool(ends) and not ends & without

    def _when(self, element: Element) -> str:
        """Return the nearest choices or events that lead to a step: "Hasil pemeriksaan: Perbaikan".

        A step that follows another one without a choice between them is taken when that one is.
        """
        found: dict[str, None] = {}
        seen = {self.process.start}
        waiting = list(self.back[element.id])
        while waiting:
            name, flow = waiting.pop(0)
            before = self.process.elements[name]
            told = self._choice(before, flow)
            if told:
                found[told] = None
            elif name not in seen and not self._always(name):
                waiting.extend(self.back[name])
            seen.add(name)
        return _(" atau ").join(found)

    def _choice(self, before: Element, flow: str) -> str:
        """Return what is chosen where a flow begins, "" when nothing is."""
        if before.kind is Kind.BOUNDARY or (before.kind is Kind.START and before.scope):
            return self.words.task(before.id)
        if before.kind is not Kind.EXCLUSIVE or not flow:
            return ""
        name = self.words.task(before.id)
        if not name or name == before.id:
            return self.words.label(flow)
        return said(self.words.label(name), self.words.label(flow))

    # -- when its time passes

    def _lapse(self, name: str) -> str:
        """Return what the law or the drawing says when nobody acts in time, "" when nothing does."""
        for element in self.process.elements.values():
            if element.attached_to == name and element.trigger is Trigger.TIMER and element.interrupts:
                return self._after(name, element.id)
        return ""

    def _after(self, task: str, timer: str) -> str:
        event = self.service.events.get(timer)
        if event is not None and event.outcome:
            outcome = self.words.outcome(task, event.outcome)
            return _("Lewat waktu tanpa jawaban: dianggap “%(outcome)s”.") % {"outcome": outcome}
        after = next_steps(self.process, timer)
        ends = {self.service.events[one].result for one in after if one in self.service.events}
        if len(ends) == 1 and len(after) == 1:
            return self._ended(ends.pop())
        names = [self.words.task(one) for one in after]
        return _("Lewat waktu: %(next)s.") % {"next": _(" atau ").join(names)} if names else ""

    def _ended(self, result: str | None) -> str:
        said = {
            "granted": _("Lewat waktu, permohonan dikabulkan."),
            "refused": _("Lewat waktu, permohonan ditolak."),
            "withdrawn": _("Lewat waktu, permohonan ditutup; Anda dapat mengajukan lagi."),
        }
        return said.get(result or "", _("Lewat waktu, permohonan selesai."))
