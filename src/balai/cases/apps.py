"""Django's registration of cases: tables the proof log answers for, and the kinds of later work."""

from django.apps import AppConfig
from django.db.models import Q


class CasesConfig(AppConfig):
    """Cases."""

    name = "balai.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Cover the tables and register the worker's handlers."""
        from balai.cases import frame, models, retiring, tasks
        from balai.ledger import registry

        registry.cover(models.Case, only=~Q(status="draft"))
        for name in ("Event", "Task", "Timer", "Deadline", "Decision", "Incident", "CaseRead", "VersionMove"):
            registry.cover(getattr(models, name))
        tasks.register()
        retiring.register()
        frame.register()
