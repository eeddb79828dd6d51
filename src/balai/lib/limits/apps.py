"""Django's registration of the attempt counters."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Counters of attempts."""

    name = "balai.lib.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
