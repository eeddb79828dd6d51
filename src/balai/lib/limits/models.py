"""The one table of the attempt counters."""

from django.db import models


class AttemptWindow(models.Model):
    """How often somebody tried one thing within one window of time. Scenarios: open (the window runs), over.

    Personal data: none in clear; `subject` is a blind index of an address or a person.
    Retired: deleted by the next attempt after `ends_at`.
    """

    scope = models.CharField(max_length=60)
    subject = models.CharField(max_length=32)
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "attempt_window"
        constraints = [
            models.UniqueConstraint(fields=["scope", "subject", "ends_at"], name="attempt_window_once")
        ]
        indexes = [models.Index(fields=["ends_at"], name="attempt_window_over")]

    def __str__(self) -> str:
        return self.scope
