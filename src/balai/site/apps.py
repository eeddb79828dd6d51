"""Django's registration of the frame."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The page frame, the component kit, the error pages and the pages about the site itself."""

    name = "balai.site"
    label = "site"

    def ready(self) -> None:
        """Check the settings, and put the site's own pages into the footer."""
        from django.utils.translation import gettext_lazy as _

        from balai.site import checks, navigation

        checks.register()
        navigation.add(area="footer", label=_("Tentang"), url_name="about", order=10)
        navigation.add(area="footer", label=_("Aksesibilitas"), url_name="accessibility", order=20)
        navigation.add(area="footer", label=_("Keamanan"), url_name="security", order=30)
        navigation.add(area="footer", label=_("Komponen halaman"), url_name="components", order=90)
