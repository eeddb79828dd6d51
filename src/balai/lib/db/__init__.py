"""What differs between SQLite and PostgreSQL: locks, claims and write queues. SQL dialect stands here and nowhere else."""

from balai.lib.db.writing import writing

__all__ = ["writing"]
