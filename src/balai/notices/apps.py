"""Django's registration of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Letters to people."""

    name = "balai.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which table the proof log covers, and put the inbox into the header."""
        from django.utils.translation import gettext_lazy as _

        from balai.ledger import registry
        from balai.notices import selectors
        from balai.notices.models import Notice
        from balai.people import access
        from balai.site import navigation

        registry.cover(Notice, without=("read_at",))
        navigation.add(
            area="citizen",
            label=_("Kotak masuk"),
            url_name="inbox",
            order=30,
            badge=lambda request: selectors.unread_count(access.person_or_none(request)),
        )
