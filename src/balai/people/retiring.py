"""What of accounts goes by itself: sessions that ended. They are no evidence."""

from django.contrib.sessions.models import Session

from balai.lib import clock
from balai.lib.jobs import chores


def register() -> None:
    """Offer the chore; called once at start."""
    chores.offer("expired sessions", delete_sessions)


def delete_sessions() -> int:
    """Delete the sessions that ended; return how many."""
    return chores.delete(Session.objects.filter(expire_date__lt=clock.now()).order_by("pk"))
