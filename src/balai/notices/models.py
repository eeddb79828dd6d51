"""The table of notices."""

import json
from functools import cached_property

from django.db import models

from balai.lib import ids
from balai.lib.keys import sealing


class Notice(models.Model):
    """A letter to one person. Scenarios: sent (unread), read (`read_at`); about a case, or about nothing
    but itself.

    Personal data: general (subject and body, in `sealed`, under the person's key). Retired: becomes
    unreadable when the person's key is destroyed. `read_at` is no evidence and not covered by the log.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notices")
    key = models.BigIntegerField()
    sealed = models.BinaryField()
    about = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notice_inbox"),
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.ref)

    def put(self, *, subject: str, body: str) -> None:
        """Seal subject and body into this row; `ref` and `key` are set before."""
        letter = json.dumps({"subject": subject, "body": body}, ensure_ascii=False)
        self.sealed = sealing.seal(self.key, self._place, letter.encode())

    @property
    def _place(self) -> str:
        return f"notice:{self.ref}:sealed"

    @cached_property
    def _letter(self) -> dict[str, str]:
        letter: dict[str, str] = json.loads(sealing.unseal(self.key, self._place, bytes(self.sealed)))
        return letter

    @property
    def subject(self) -> str:
        """The subject line. Raises KeyDestroyed after erasure."""
        return self._letter["subject"]

    @property
    def body(self) -> str:
        """The letter: paragraphs parted by an empty line. Raises KeyDestroyed after erasure."""
        return self._letter["body"]
