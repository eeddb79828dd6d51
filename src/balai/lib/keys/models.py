"""The key store's one table. It lives in the database `keys`, which has its own short-lived backup."""

from django.db import models


class SubjectKey(models.Model):
    """A random key. Scenarios: unused (handed out, not yet named by a row), in use, destroyed (`secret` is null).

    Personal data: none; but without it the sealed data of its subject cannot be read.
    Retired: `secret` is set to null by two people when the retention of its subject ends.
    """

    secret = models.BinaryField(null=True)

    class Meta:
        db_table = "subject_key"
