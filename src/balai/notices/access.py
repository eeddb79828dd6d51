"""The only lawful way to reach a letter for somebody."""

from typing import TYPE_CHECKING
from uuid import UUID

from balai.lib.errors import NotFound
from balai.notices.models import Notice

if TYPE_CHECKING:
    from balai.people.models import Person


def get_notice(person: "Person", ref: UUID) -> Notice:
    """Return a letter of this person. Raises NotFound, also for somebody else's."""
    notice = Notice.objects.filter(person=person, ref=ref).first()
    if notice is None:
        raise NotFound
    return notice
