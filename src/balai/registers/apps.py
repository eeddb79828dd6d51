"""Django's registration of the base registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """The base registers."""

    name = "balai.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare which tables the proof log answers for, and that the register knows who somebody is."""
        from balai.ledger import registry
        from balai.people.actions import identify_against
        from balai.registers import selectors
        from balai.registers.models import Record, RecordIndex, Register, Serial

        registry.cover(Register)
        registry.cover(Record)
        registry.cover(RecordIndex)
        registry.cover(Serial)
        identify_against(selectors.agrees)
