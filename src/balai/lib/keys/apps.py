"""Django's registration of the key store."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """The key store."""

    name = "balai.lib.keys"
    label = "keys"
    default_auto_field = "django.db.models.BigAutoField"
