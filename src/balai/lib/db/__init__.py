"""What differs between SQLite and PostgreSQL: locks, claims and write queues. SQL dialect stands here and nowhere else."""

from balai.lib.db.relaxing import not_waiting_for_the_disk
from balai.lib.db.writing import writing

__all__ = ["not_waiting_for_the_disk", "writing"]
