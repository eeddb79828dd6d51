"""What happened in a case, as an official reads it: every event with its time and the post that acted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from balai.cases import events
from balai.cases.act import Calendars, Versions
from balai.kernel import case as kernel
from balai.people import selectors as people
from balai.site.types import Event, Tone

if TYPE_CHECKING:
    from balai.cases.models import Case
    from balai.catalog.types import Words

_TONES: Mapping[str, Tone] = {"granted": "success", "refused": "danger", "withdrawn": "warning"}


class History:
    """The events of a case in words. The fold tells what each led to: which task, which call, which end."""

    def __init__(self, case: Case, words: Words) -> None:
        self.case, self.words = case, words
        self.opened = events.opened(case)
        self.changes = self._changes()
        self.tasks = {n: row["element"] for change in self.changes for n, row in change.tasks.items()}
        self.timers = {name: row["element"] for change in self.changes for name, row in change.timers.items()}
        self.calls = {
            effect.n: effect.element
            for change in self.changes
            for effect in change.effects
            if isinstance(effect, kernel.RunCall)
        }

    def _changes(self) -> list[kernel.Change]:
        found: list[kernel.Change] = []
        calendars, versions = Calendars(), Versions()
        service = versions[self.opened[0].payload["version"]]
        for event in self.opened:
            before = found[-1].state if found else None
            service = kernel.serving(service, event, versions)
            found.append(kernel.apply(service, calendars, before, event))
        return found

    def newest_first(self) -> list[Event]:
        """Return what happened, newest first."""
        pairs = zip(self.opened, self.changes, strict=True)
        told = [_with_end(self._told(event), change, self.words) for event, change in pairs]
        return [event for event in reversed(told) if event is not None]

    def _told(self, event: kernel.Event) -> Event | None:
        teller = getattr(self, f"_{event.kind}", None)
        return teller(event) if teller else None

    def _by(self, event: kernel.Event) -> str:
        """Return who acted: a post, the applicant, or nobody."""
        if event.actor.get("system"):
            return _("Sistem")
        return people.post_of(event.actor) or _("Pemohon")

    def _event(self, event: kernel.Event, title: str, text: str = "", tone: Tone = "") -> Event:
        return Event(title, event.at, self._by(event), text, tone)

    def _task(self, event: kernel.Event) -> str:
        return str(self.tasks.get(event.payload["n"], ""))

    # -- one method per kind of event

    def _submitted(self, event: kernel.Event) -> Event:
        return self._event(event, _("Permohonan diajukan"))

    def _task_taken(self, event: kernel.Event) -> Event:
        return self._event(event, _("Tugas diambil: %(task)s") % {"task": self.words.task(self._task(event))})

    def _task_released(self, event: kernel.Event) -> Event:
        title = _("Tugas dikembalikan: %(task)s") % {"task": self.words.task(self._task(event))}
        return self._event(event, title)

    def _task_completed(self, event: kernel.Event) -> Event:
        element, payload = self._task(event), event.payload
        outcome = self.words.outcome(element, payload.get("outcome") or "")
        title = self.words.task(element) + (f": {outcome}" if outcome else "")
        said = [self.words.reason(element, payload.get("reason", "")), payload.get("note", "")]
        said.append(", ".join(self.words.field(path) for path in payload.get("fields", [])))
        return self._event(event, title, ". ".join(text.rstrip(".") for text in said if text))

    def _timer_fired(self, event: kernel.Event) -> Event:
        kind, name = event.payload["timer"].partition(" ")[0], event.payload["timer"]
        if kind == "warn":
            return self._event(event, _("Peringatan: batas waktu tugas mendekat"), tone="warning")
        if kind == "limit":
            return self._event(event, _("Batas waktu layanan lewat"), tone="danger")
        title = self.words.task(self.timers.get(name, ""))
        return self._event(event, title, _("Berjalan sendiri karena batas waktunya lewat."), "warning")

    def _effect_answered(self, event: kernel.Event) -> Event:
        title = self.words.task(self.calls.get(event.payload["n"], ""))
        if event.payload.get("error"):
            return self._event(event, title, _("Tidak berhasil."), "danger")
        by_hand = event.payload.get("by_hand")
        return self._event(
            event, title, _("Dijawab dengan tangan: %(why)s") % {"why": by_hand} if by_hand else ""
        )

    def _number_taken(self, event: kernel.Event) -> Event:
        certificate = self.words.certificate(event.payload["certificate"])
        text = f"{certificate}: {event.payload['number']}"
        return self._event(event, _("Nomor diambil"), text)

    def _message_received(self, event: kernel.Event) -> Event:
        return self._event(event, _("Pesan diterima"), event.payload["message"])

    def _calendar_changed(self, event: kernel.Event) -> Event:
        return self._event(event, _("Kalender kerja diperbarui"))

    def _version_changed(self, event: kernel.Event) -> Event:
        """Say that the case follows other rules now, who proposed it and why; the version by its first characters."""
        payload = event.payload
        title = (
            _("Berkas dikembalikan ke versi layanan sebelumnya")
            if payload["back"]
            else _("Berkas dipindahkan ke versi layanan yang baru")
        )
        text = _("Versi %(old)s menjadi %(new)s, diusulkan oleh %(who)s: %(why)s") % {
            "old": payload["from"][:8],
            "new": payload["to"][:8],
            "who": people.post_of(payload["proposed_by"]),
            "why": payload["why"],
        }
        return self._event(event, title, text)


def _with_end(told: Event | None, change: kernel.Change, words: Words) -> Event | None:
    """Add to an event that the case ended by it, and how."""
    if told is None or not change.ends:
        return told
    end = str(change.ends[-1])
    known: Any = words.service.events.get(end)
    tone = _TONES.get(known.result or "", told.tone) if known else told.tone
    text = " ".join(part for part in (str(told.text), words.task(end) + ".") if part)
    return Event(told.title, told.at, told.who, text, tone)
