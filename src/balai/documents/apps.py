"""Django's registration of the vault and the issued documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The vault; issued documents."""

    name = "balai.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare which tables the proof log answers for."""
        from balai.documents.models import Document, IssuedDocument
        from balai.ledger import registry

        registry.cover(Document)
        registry.cover(IssuedDocument)
