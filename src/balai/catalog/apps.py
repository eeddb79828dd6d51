"""Django's registration of the catalogue, and the tables it answers for in the proof log."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """The catalogue."""

    name = "balai.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Cover every table: a changed definition, offer or grant must be noticed. Lead to the services."""
        from balai.catalog import frame
        from balai.catalog.models import Blob, CalendarVersion, Grant, Offer, ServiceVersion
        from balai.ledger import registry

        for model in (Blob, ServiceVersion, CalendarVersion, Offer, Grant):
            registry.cover(model)
        frame.register()
