"""The proof log's tables. Only `actions` writes them; nothing deletes from them."""

from django.db import models


class Entry(models.Model):
    """One act. Scenarios: pending (no leaf yet), sequenced (a `Leaf` names it), destroyed (its key is gone).

    `sealed` holds the salt and the canonical payload, sealed under the subject's key; an open entry holds them in clear.
    Personal data: inside `sealed` only. Retired: never; destroying the subject's key leaves a leaf that proves only that
    something was decided.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=90)
    at = models.DateTimeField()
    key = models.BigIntegerField(null=True)
    public = models.BooleanField(default=False)
    commitment = models.CharField(max_length=64)
    sealed = models.BinaryField()
    pending = models.BooleanField(default=True)

    class Meta:
        db_table = "entry"
        indexes = [
            models.Index(fields=["id"], name="entry_pending", condition=models.Q(pending=True)),
            models.Index(fields=["subject", "id"], name="entry_of_subject"),
        ]


class Leaf(models.Model):
    """The place of an entry in the tree: `index` from 0 without a gap. Personal data: none. Retired: never."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf", db_constraint=False)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "leaf"


class Head(models.Model):
    """The present size, root and right edge of the tree: one row, moved by compare-and-swap on `size`.

    Personal data: none. Retired: never.
    """

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    edge = models.JSONField()

    class Meta:
        db_table = "log_head"


class Checkpoint(models.Model):
    """A signed statement of size and root (C2SP tlog-checkpoint). Personal data: none. Retired: never."""

    size = models.BigIntegerField(primary_key=True)
    note = models.TextField()

    class Meta:
        db_table = "checkpoint"
