"""Times and limits in words: "3 hari kerja", "sisa 2 hari kerja"."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.kernel.calendar import Limit


def limit(text: str | Limit) -> str:
    """Return a limit in words: "3 working days" is "3 hari kerja"."""
    one = Limit.parse(text) if isinstance(text, str) else text
    return counted(one.count, one.unit)


def counted(count: int, unit: str) -> str:
    """Return a count of a unit in words."""
    words = {
        "working days": ngettext("%(count)d hari kerja", "%(count)d hari kerja", count),
        "days": ngettext("%(count)d hari", "%(count)d hari", count),
        "hours": ngettext("%(count)d jam", "%(count)d jam", count),
        "months": ngettext("%(count)d bulan", "%(count)d bulan", count),
        "years": ngettext("%(count)d tahun", "%(count)d tahun", count),
    }
    return words[unit] % {"count": count}


def left(days: int, *, passed: bool = False) -> str:
    """Return how long a limit is still away, in working days; negative days are days too late.

    `passed`: the limit is over even if no whole working day lies between (hours, or a weekend since).
    """
    if passed and days >= 0:
        return _("lewat kurang dari 1 hari kerja")
    if days < 0:
        return _("lewat %(time)s") % {"time": counted(-days, "working days")}
    if days == 0:
        return _("hari ini hari terakhir")
    return _("sisa %(time)s") % {"time": counted(days, "working days")}
