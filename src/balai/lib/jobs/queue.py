"""Put work into the outbox, and the worker's side: claim, run, retry, give up.

At least once: a handler may run twice for one job (a worker died after its effect), so each handler is idempotent and
takes the job's id as its idempotency key. `django-tasks` was not used: its database backend never re-runs a job whose
worker died.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from balai.lib import clock
from balai.lib.db import rows, writing
from balai.lib.jobs import chores
from balai.lib.jobs.models import Job

RETRIES = 6
_log = logging.getLogger("balai.jobs")
Handler = Callable[[int, dict[str, Any]], None]
_handlers: dict[str, tuple[Handler, Callable[[int, dict[str, Any], str], None] | None]] = {}


class Retry(Exception):
    """Raise from a handler when the work may succeed later; after the last retry it counts as failed."""


class Fail(Exception):
    """Raise from a handler when the work can never succeed as it is."""


def handles(
    kind: str, handler: Handler, given_up: Callable[[int, dict[str, Any], str], None] | None = None
) -> None:
    """Register `handler(job id, payload)` for a kind of job; `given_up(job id, payload, error)` runs when it fails for good."""
    if kind in _handlers:
        raise ValueError(f"two handlers for {kind}")
    _handlers[kind] = (handler, given_up)


def kinds() -> tuple[str, ...]:
    """Return every kind of job that has a handler."""
    return tuple(sorted(_handlers))


def put(kind: str, payload: dict[str, Any], *, due_at: datetime | None = None) -> Job:
    """Write a job; call it inside the act's transaction. Raises KeyError when nobody handles `kind`."""
    row = job(kind, payload, due_at=due_at)
    rows.insert([row])
    return row


def job(kind: str, payload: dict[str, Any], *, due_at: datetime | None = None) -> Job:
    """Return a job that is not written yet, for an act that writes all of its rows at once. Raises KeyError."""
    if kind not in _handlers:
        raise KeyError(kind)
    return Job(kind=kind, payload=payload, due_at=due_at or clock.now())


def claim(limit: int = 20) -> list[Job]:
    """Lease up to `limit` due jobs to this worker, oldest first."""
    now = clock.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    open_jobs = Job.objects.filter(free, done_at__isnull=True, failed_at__isnull=True, due_at__lte=now)
    if not open_jobs.exists():
        return []
    with writing():
        jobs = list(open_jobs.order_by("due_at", "id").select_for_update(skip_locked=True)[:limit])
        lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
        Job.objects.filter(pk__in=[job.pk for job in jobs]).update(lease_until=now + lease)
    return jobs


def run(job: Job) -> None:
    """Run one claimed job and settle it: done, put off with growing pauses, or given up."""
    handler, given_up = _handlers[job.kind]
    try:
        handler(job.pk, job.payload)
    except Retry as error:
        _put_off(job, str(error), given_up)
    except Fail as error:
        _give_up(job, str(error), given_up)
    except Exception as error:
        _log.exception("job %s (%s) failed", job.pk, job.kind)
        _put_off(job, type(error).__name__, given_up)
    else:
        Job.objects.filter(pk=job.pk).update(done_at=clock.now(), lease_until=None)


def _put_off(job: Job, error: str, given_up: Callable[[int, dict[str, Any], str], None] | None) -> None:
    if job.attempts + 1 >= RETRIES:
        _give_up(job, error, given_up)
        return
    pause = timedelta(seconds=2 ** (job.attempts + 1))
    Job.objects.filter(pk=job.pk).update(
        attempts=job.attempts + 1, error=error[:200], due_at=clock.now() + pause, lease_until=None
    )


def _give_up(job: Job, error: str, given_up: Callable[[int, dict[str, Any], str], None] | None) -> None:
    with writing():
        Job.objects.filter(pk=job.pk).update(
            attempts=job.attempts + 1, error=error[:200], failed_at=clock.now(), lease_until=None
        )
        if given_up is not None:
            given_up(job.pk, job.payload, error)


def delete_done() -> int:
    """Delete the jobs that were done long enough ago; those given up stay, for whoever looks for the reason."""
    before = clock.now() - timedelta(days=settings.KEEP_JOBS_DAYS)
    return chores.delete(Job.objects.filter(done_at__lt=before).order_by("pk"))


def run_due(limit: int = 20) -> int:
    """Claim and run what is due; return how many jobs were run."""
    jobs = claim(limit)
    for job in jobs:
        run(job)
    return len(jobs)
