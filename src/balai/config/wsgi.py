"""The WSGI entry point that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - settings first

from balai.config.receiving import ReceivedWhole  # noqa: E402 - settings first

application = ReceivedWhole(_django, settings.LARGEST_REQUEST)
