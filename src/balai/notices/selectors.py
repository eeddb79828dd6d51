"""Reads of notices: always somebody's own."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from balai.notices.models import Notice

if TYPE_CHECKING:
    from balai.people.models import Person


def letters_of(person: "Person | None") -> QuerySet[Notice]:
    """Return a person's letters, newest first, to be read page by page; none for nobody."""
    if person is None:
        return Notice.objects.none()
    return Notice.objects.filter(person=person).order_by("-created_at", "-pk")


def inbox(person: "Person", limit: int = 50) -> list[Notice]:
    """Return a person's newest letters, newest first."""
    return list(letters_of(person)[:limit])


def unread_count(person: "Person | None") -> int:
    """Return how many letters a person has not opened; 0 for nobody."""
    if person is None:
        return 0
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def about(person: "Person", case: UUID) -> list[Notice]:
    """Return a person's letters about one case, oldest first."""
    return list(Notice.objects.filter(person=person, about=case).order_by("created_at", "pk"))
