"""What of cases goes by itself when its time has come: drafts that nobody went on with, kept answers of the API.

Neither is evidence: a draft stands outside the proof log until it is handed in (ADR 0010).
"""

from datetime import datetime, timedelta

from django.conf import settings

from balai.cases.models import ApiReply, Case
from balai.catalog import selectors as catalog
from balai.kernel import calendar as days
from balai.lib import clock
from balai.lib.db import writing
from balai.lib.jobs import chores
from balai.lib.keys.sealing import destroy_key


def register() -> None:
    """Offer the chores; called once at start."""
    chores.offer("drafts", delete_drafts)
    chores.offer("API replies", delete_replies)


def kept_until(draft: Case, at: datetime) -> datetime:
    """Return when a draft that was saved at `at` may go: its folder's `[retention] draft`, by the office's calendar."""
    service = catalog.service(draft.offer.version_id)
    return days.due(catalog.calendar(draft.offer.calendar_id), at, service.retention.draft).at


def delete_drafts() -> int:
    """Delete the drafts whose time is over, and their keys, so that no backup can be read later; return how many."""
    over = Case.objects.filter(status="draft", due_at__lte=clock.now())
    return sum(discard(draft) for draft in over.only("pk", "key"))


def discard(draft: Case) -> bool:
    """Delete a draft and its key, unless it was handed in meanwhile; return whether it went."""
    with writing():
        gone, _ = Case.objects.filter(pk=draft.pk, status="draft").delete()
    if gone:
        destroy_key(draft.key)
    return bool(gone)


def delete_replies() -> int:
    """Delete answers kept for an Idempotency-Key that nobody will repeat any more; return how many."""
    before = clock.now() - timedelta(days=settings.KEEP_REPLIES_DAYS)
    return chores.delete(ApiReply.objects.filter(created_at__lt=before).order_by("pk"))
