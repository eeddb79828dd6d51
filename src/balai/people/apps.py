"""Django's registration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, agencies, positions, mandates, sign-in."""

    name = "balai.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which tables the log covers, check the settings, and tell the frame who is signed in."""
        from balai.ledger import registry
        from balai.people import checks, frame, models, retiring

        checks.register()
        frame.register()
        retiring.register()
        for model in (
            models.Government,
            models.Agency,
            models.Position,
            models.Person,
            models.Holding,
            models.Mandate,
            models.AccessToken,
        ):
            registry.cover(model)
