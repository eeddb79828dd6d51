"""The program's own settings, with the bare view's table beside the others."""

from balai.config.settings import *  # noqa: F403 - everything on, nothing off
from balai.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
