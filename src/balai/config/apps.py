"""Django's registration of the commands that put the hall together."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Commands only."""

    name = "balai.config"
    label = "config"
