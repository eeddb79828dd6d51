"""Tables of the catalogue. Definitions are content-addressed: what is published never changes, nor is it read from disk."""

from django.db import models

from balai.lib import ids


class Blob(models.Model):
    """The bytes of one file of a folder, once, by their hash. Personal data: none. Retired: never; replays need it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    class Meta:
        db_table = "blob"


class ServiceVersion(models.Model):
    """One published version of a service folder: a list of (path, blob), for the whole hall.

    `version` is the hash that names it; `logic_hash` covers what decides (texts apart). Scenarios: in force through an
    offer; superseded, with cases that still run on it. Personal data: none. Retired: never.
    """

    version = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=80)
    logic_hash = models.CharField(max_length=64)
    files = models.JSONField()
    shared = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "service_version"
        indexes = [models.Index(fields=["name", "published_at"], name="version_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.version[:12]}"


class Estimate(models.Model):
    """What the simulation of a version came to: figures for people who plan, computed from the version's own bytes.

    Scenarios: computed; refused (`figures` then says only why). Computed again when the row is gone. No evidence.
    Personal data: none. Retired: never; one small row for each version that was offered.
    """

    version = models.OneToOneField(
        ServiceVersion, on_delete=models.CASCADE, primary_key=True, related_name="estimate"
    )
    figures = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "estimate"

    def __str__(self) -> str:
        return str(self.version_id)


class CalendarVersion(models.Model):
    """A working calendar as it was known at one time. Personal data: none. Retired: never; deadlines rest on it."""

    version = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=60)
    data = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        db_table = "calendar_version"


class Offer(models.Model):
    """An agency offers a service: which version, by which calendar, and which office works in each lane.

    Scenarios: open; moved to a newer version (cases that run keep theirs); closed. One per government and service.
    Personal data: none. Retired: never.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, related_name="+")
    lanes = models.JSONField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "offer"
        constraints = [
            models.UniqueConstraint(fields=["government", "name"], name="offer_once_per_government")
        ]

    def __str__(self) -> str:
        return f"{self.name} @ {self.agency_id}"


class Grant(models.Model):
    """A standing grant: an office lets a service have an effect without a human, by decree, for a period.

    Scenarios: in force; ended. Without one in force, a sealed document is not issued and a person is asked.
    Personal data: none. Retired: never; documents rest on it.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="grants")
    effect = models.CharField(max_length=40)
    certificate = models.CharField(max_length=60)
    decree = models.CharField(max_length=160)
    granted_by = models.CharField(max_length=200)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)

    class Meta:
        db_table = "standing_grant"
