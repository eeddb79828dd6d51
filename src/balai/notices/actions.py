"""The verbs of notices."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from balai.lib import clock, ids
from balai.lib.db import rows
from balai.notices.models import Notice

if TYPE_CHECKING:
    from balai.people.models import Government, Person


def letter(
    *,
    person: "Person",
    subject: str,
    body: str,
    about: UUID | None,
    government: "Government",
    at: datetime,
) -> Notice:
    """Return a letter for a person's inbox that is not stored yet; paragraphs of `body` are parted by an empty line.

    It is part of the caller's act, which inserts the row and hands it to `ledger.actions.record`.
    """
    notice = rows.made(
        Notice,
        ref=ids.new_ref(),
        government_id=government.pk,
        person_id=person.pk,
        key=person.key,
        about=about,
        created_at=at,
    )
    notice.put(subject=subject, body=body)
    return notice


def mark_read(notice: Notice) -> None:
    """Note when the person first opened the letter. No act: it is no evidence, and the log does not cover
    it.
    """
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=clock.now())
