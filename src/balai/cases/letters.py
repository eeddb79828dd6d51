"""The letters that Balai sends by itself (docs/format.md section 9): nobody can forget to tell the applicant.

A folder only rewords them; where it is silent, the words below are used. Each is written in the language that its reader
last chose on a page. Letters go into the recipient's inbox in the
act's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from balai.cases.models import Case
from balai.catalog.types import Words
from balai.kernel import case as kernel
from balai.kernel.case import wording
from balai.kernel.definition.types import Event, Letter, Service
from balai.notices import actions as notices
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.notices.models import Notice
    from balai.people.models import Person


def written(
    case: Case, service: Service, facts: dict[str, Any], effects: Iterable[kernel.Effect], at: datetime
) -> list[Notice]:
    """Return every letter that the effects ask for, not stored yet: the act does that in its own transaction."""
    letter_to = partial(notices.letter, about=case.ref, government=case.government, at=at)
    sent = []
    for tell in effects:
        if not isinstance(tell, kernel.Tell):
            continue
        for person in _recipients(case, tell, at):
            subject, body = _worded(service, facts, tell, people.language_of(person))
            sent.append(letter_to(person=person, subject=subject, body=body))
    return sent


def _worded(service: Service, facts: dict[str, Any], tell: kernel.Tell, language: str) -> tuple[str, str]:
    """Return subject and body of a letter in a language; what the folder says only in Indonesian stays so."""
    with translation.override(language):
        letter = _letter(service, tell, language)
        subject, body = (
            wording.fill(service, facts, text, language) for text in (letter.subject, letter.body)
        )
    return subject, body


def _recipients(case: Case, tell: kernel.Tell, at: datetime) -> list[Person]:
    if not tell.position:
        return [case.applicant]
    return [held.person for held in people.holders_by_ref(tell.agency, tell.position, at)]


def _letter(service: Service, tell: kernel.Tell, language: str) -> Letter:
    if not tell.position:
        for texts in (service.texts.get(language), service.texts.get("id")):
            if texts and tell.letter in texts.messages:
                return texts.messages[tell.letter]
    return _default(service, tell, language)


def _default(service: Service, tell: kernel.Tell, language: str) -> Letter:
    """Return the words for a letter that the folder does not word itself."""
    task = Words(service, language).task(tell.task) if tell.task in service.tasks else ""
    if tell.letter == "received":
        return Letter(
            _("Permohonan {case.number} diterima"),
            _(
                "Permohonan Anda sudah kami terima dengan nomor {case.number}. Ikuti jalannya kapan saja di halaman Lacak."
            ),
        )
    if tell.letter == "warn":
        return Letter(
            _("Batas waktu mendekat: {case.number}"),
            _("Tugas “%(task)s” pada berkas {case.number} hampir lewat batas waktunya.") % {"task": task},
        )
    if tell.letter == "limit":
        return Letter(
            _("Batas waktu layanan lewat: {case.number}"),
            _(
                "Batas waktu berkas {case.number} lewat pada {case.due}. Tentukan langkah agar pemohon segera dilayani."
            ),
        )
    event = service.events.get(tell.letter)
    if event is None:
        return Letter(
            _("Kami menunggu Anda: {case.number}"),
            _("Ada yang perlu Anda kerjakan pada permohonan {case.number}: %(task)s.") % {"task": task},
        )
    return _of_end(event)


def _of_end(event: Event) -> Letter:
    """Return the words for the end of a case."""
    if event.result == "granted":
        return Letter(
            _("Permohonan {case.number} dikabulkan"),
            _("Dokumen Anda sudah terbit. Unduh dari halaman permohonan."),
        )
    if event.result == "refused":
        return Letter(
            _("Permohonan {case.number} ditolak"),
            _(
                "Alasan: {case.reason} ({case.reason_basis}). Anda dapat mengajukan keberatan kepada instansi."
            ),
        )
    return Letter(
        _("Permohonan {case.number} ditutup"),
        _("Permohonan ini ditutup karena tidak dilengkapi. Anda dapat mengajukan lagi kapan saja."),
    )
