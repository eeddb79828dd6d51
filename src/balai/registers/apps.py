"""Django's registration of the base registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The base registers."""

    name = "balai.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare which tables the proof log answers for."""
        from balai.ledger import registry
        from balai.registers.models import Record, RecordIndex, Register

        registry.cover(Register)
        registry.cover(Record)
        registry.cover(RecordIndex)
