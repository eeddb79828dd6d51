"""The verbs of notices."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from balai.lib import clock, ids
from balai.lib.db import rows
from balai.notices.models import Notice

if TYPE_CHECKING:
    from balai.people.models import Government, Person


class OutsideTransaction(RuntimeError):
    """A letter was sent outside the act that it tells about."""


def send(
    *,
    person: "Person",
    subject: str,
    body: str,
    about: UUID | None,
    government: "Government",
    at: datetime,
) -> Notice:
    """Put a letter into a person's inbox; paragraphs of `body` are parted by an empty line.

    It is part of the caller's act: call it inside that transaction and hand the row to
    `ledger.actions.record`. Raises OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(subject)
    notice = Notice(
        ref=ids.new_ref(), government=government, person=person, key=person.key, about=about, created_at=at
    )
    notice.put(subject=subject, body=body)
    rows.insert([notice])
    return notice


def mark_read(notice: Notice) -> None:
    """Note when the person first opened the letter. No act: it is no evidence, and the log does not cover
    it.
    """
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=clock.now())
