"""The outbox: what must be done after an act, written in the act's own transaction."""

from django.db import models


class Job(models.Model):
    """One piece of later work. Scenarios: waiting (`due_at` in the future), due, leased (a worker has it until
    `lease_until`; a dead worker's lease simply runs out), done (`done_at`), given up (`failed_at`, a person is asked).

    Personal data: none. `payload` names things by reference only.
    Retired: deleted `KEEP_JOBS_DAYS` after `done_at`.
    """

    kind = models.CharField(max_length=60)
    payload = models.JSONField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, default="")
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox"
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_due",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            )
        ]
