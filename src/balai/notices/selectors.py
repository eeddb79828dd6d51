"""Reads of notices: always somebody's own."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from balai.notices.models import Notice

if TYPE_CHECKING:
    from balai.people.models import Person


def inbox(person: "Person", limit: int = 50, before: datetime | None = None) -> list[Notice]:
    """Return a person's letters, newest first; `before` goes on after the last one shown."""
    letters = Notice.objects.filter(person=person)
    if before is not None:
        letters = letters.filter(created_at__lt=before)
    return list(letters.order_by("-created_at", "-pk")[:limit])


def unread_count(person: "Person") -> int:
    """Return how many letters a person has not opened."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def about(person: "Person", case: UUID) -> list[Notice]:
    """Return a person's letters about one case, oldest first."""
    return list(Notice.objects.filter(person=person, about=case).order_by("created_at", "pk"))
