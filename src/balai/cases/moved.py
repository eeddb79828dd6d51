"""What the applicant is told of a case that was moved to another version of its service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.cases.events import opened
from balai.people import selectors as people
from balai.site.types import Event

if TYPE_CHECKING:
    from balai.cases.models import Case


def events(case: Case) -> Iterator[tuple[datetime, int, Event]]:
    """Yield (instant, place among those of one instant, event) for each time the version changed."""
    for event in opened(case, list(case.events.filter(kind="version_changed").order_by("seq"))):
        title = (
            _("Permohonan Anda mengikuti aturan layanan yang lama lagi")
            if event.payload["back"]
            else _("Aturan layanan berubah; permohonan Anda kini mengikuti yang baru")
        )
        text = _("Yang sudah diputuskan tetap berlaku. Alasannya: %(why)s") % {"why": event.payload["why"]}
        yield event.at, 6, Event(title, event.at, people.post_of(event.actor), text)
