"""The same databases, but nothing else: one view, no middleware."""

from bench.settings import *  # noqa: F403 - the same databases

ROOT_URLCONF = "bench.bare"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = ["bench"]
TEMPLATES: list[dict[str, object]] = []
