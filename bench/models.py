"""The one table of the bare view that submissions are measured beside."""

from django.db import models


class Row(models.Model):
    """A row as wide as those of a case: names, an instant, JSON, sealed bytes. Personal data: none. Retired: with the run."""

    case = models.UUIDField(db_index=True)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    payload = models.JSONField()
    sealed = models.BinaryField()

    class Meta:
        app_label = "bench"
        db_table = "bench_row"

    def __str__(self) -> str:
        return f"{self.case}/{self.n}"
