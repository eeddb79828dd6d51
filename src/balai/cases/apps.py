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
        from balai.cases import frame, retiring, tasks
        from balai.cases.models import Case, CaseRead, Deadline, Decision, Event, Incident, Task, Timer
        from balai.ledger import registry

        registry.cover(Case, only=~Q(status="draft"))
        for model in (Event, Task, Timer, Deadline, Decision, Incident, CaseRead):
            registry.cover(model)
        tasks.register()
        retiring.register()
        frame.register()
