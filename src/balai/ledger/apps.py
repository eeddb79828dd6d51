"""Django's registration of the proof log."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The proof log."""

    name = "balai.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
