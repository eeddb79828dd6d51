"""What the catalogue puts into the frame of every page."""

from django.utils.translation import gettext_lazy as _

from balai.site import navigation


def register() -> None:
    """Tell the frame's registry."""
    navigation.add(area="public", label=_("Layanan"), url_name="services", order=10)
