"""Refusals of the catalogue."""

from django.utils.translation import gettext_lazy

from balai.lib.errors import Conflict, NotFound


class NoSuchService(NotFound):
    """Nobody offers a service of that name."""

    code = "no_such_service"
    message = gettext_lazy("Layanan itu tidak ada. Cari layanan lain dari halaman depan.")


class NobodyOffers(Conflict):
    """The folder names a kind of agency that this government does not have."""

    code = "nobody_offers"
    message = gettext_lazy("Pemerintah ini tidak memiliki instansi yang disebut layanan.")
