"""The tables of the base registers."""

from django.db import models

from balai.lib.ids import new_ref


class Register(models.Model):
    """One register of one government. Scenarios: declared; declared anew with another definition (the same
    row).

    `definition` is the register's table in reference/elements.toml. Personal data: none. Retired: never.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=60)
    definition = models.JSONField()
    declared_at = models.DateTimeField()

    class Meta:
        db_table = "register"
        constraints = [models.UniqueConstraint(fields=["government", "name"], name="register_once")]

    def __str__(self) -> str:
        return self.name


class Record(models.Model):
    """One record of a register. Scenarios: held at the start (seeded), added by a case, fed by another
    register's record.

    `cause` names the act that made it (case and call, or the record that fed it): asked again, the same
    record answers. Personal data: general and specific, sealed under the record's own key, so that a child's
    record does not depend on the applicant's. Retired: by the owner of the register, by destroying the key.
    """

    ref = models.UUIDField(default=new_ref, unique=True, editable=False)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=120)
    key = models.BigIntegerField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "record"
        constraints = [
            models.UniqueConstraint(fields=["government", "register", "cause"], name="record_once_per_cause")
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def place(self) -> str:
        """Where this record's seal belongs; sealed fields moved to another record do not open."""
        return f"record:{self.ref}"


class RecordIndex(models.Model):
    """A blind index by which a record can be found: a keyed hash of the values of the fields that `find`
    names.

    Personal data: none without the server's key. Retired: with its record.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    fields = models.CharField(max_length=120)
    value_index = models.CharField(max_length=32)

    class Meta:
        db_table = "record_index"
        indexes = [models.Index(fields=["register", "fields", "value_index"], name="record_index_look_up")]

    def __str__(self) -> str:
        return self.fields


class Serial(models.Model):
    """The last number a register gave within one series (a NIK's region and birth date, as a blind index).

    Personal data: none without the server's key. Retired: never; a number is not given twice.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=32)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "register_serial"
        constraints = [
            models.UniqueConstraint(fields=["government", "register", "series"], name="serial_once")
        ]

    def __str__(self) -> str:
        return self.series
