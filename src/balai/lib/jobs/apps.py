"""Django's registration of the outbox."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The outbox of effects that leave a transaction."""

    name = "balai.lib.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
