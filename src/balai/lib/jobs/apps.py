"""Django's registration of the outbox."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The outbox of effects that leave a transaction."""

    name = "balai.lib.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the housekeeping of the outbox."""
        from balai.lib.jobs import chores, queue

        chores.offer("finished jobs", queue.delete_done)
