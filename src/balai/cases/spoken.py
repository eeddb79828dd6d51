"""Times and limits in words: "3 hari kerja", "sisa 2 hari kerja"."""

from __future__ import annotations

from django.utils.translation import gettext as _

from balai.catalog.spoken import counted, limit

__all__ = ["counted", "left", "limit"]


