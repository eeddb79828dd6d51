"""Django's registration of the vault and the issued documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The vault; issued documents."""

    name = "balai.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare which tables the proof log answers for, and offer the pages in the navigation."""
        from balai.documents.models import Document, IssuedDocument
        from balai.ledger import registry
        from balai.site import navigation

        registry.cover(Document)
        registry.cover(IssuedDocument)
        navigation.add(area="public", label=_("Periksa dokumen"), url_name="verification", order=40)
        navigation.add(area="account", label=_("Dokumen saya"), url_name="vault", order=20)
