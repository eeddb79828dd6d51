"""Django's registration of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Letters to people."""

    name = "balai.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which table the proof log covers."""
        from balai.ledger import registry
        from balai.notices.models import Notice

        registry.cover(Notice, without=("read_at",))
