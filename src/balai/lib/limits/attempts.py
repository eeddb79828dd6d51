"""Count an attempt and say whether it is one too many.

The counters stand in the database, not in memory, so that every web process sees the same number and a
restart forgives nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from balai.lib import clock
from balai.lib.db import writing
from balai.lib.errors import TooMany
from balai.lib.keys.sealing import blind_index
from balai.lib.limits.models import AttemptWindow

EVERYBODY = ""


@dataclass(frozen=True)
class Limit:
    """At most `count` attempts in each window of `seconds`."""

    count: int
    seconds: int

    def ends_at(self, now: datetime) -> datetime:
        """Return the end of the window that `now` falls in; windows begin at whole multiples since 1970."""
        number = int(now.timestamp()) // self.seconds
        return datetime.fromtimestamp((number + 1) * self.seconds, UTC)


def attempt(scope: str, subject: str, limits: Iterable[Limit]) -> None:
    """Count one attempt at `scope` by `subject` (an address, a reference, or EVERYBODY). Raises TooMany.

    The attempt that is refused counts too. Call it outside a transaction that may be rolled back.
    """
    now = clock.now()
    with writing():
        AttemptWindow.objects.filter(ends_at__lt=now).delete()
        over = [limit for limit in limits if _count(scope, subject, limit, now) > limit.count]
    if over:
        raise TooMany(seconds=max(limit.seconds for limit in over))


def _count(scope: str, subject: str, limit: Limit, now: datetime) -> int:
    name = f"{scope}/{limit.seconds}"
    index = blind_index(f"attempt {name}", subject)
    row, _ = AttemptWindow.objects.get_or_create(scope=name, subject=index, ends_at=limit.ends_at(now))
    AttemptWindow.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    return row.count


def address_of(request: HttpRequest) -> str:
    """Return whose attempts are counted together: an IPv4 address, or the /64 network of an IPv6 address.

    Behind our own proxy (BALAI_BEHIND_PROXY) it is the last address of X-Forwarded-For, the one the proxy
    wrote.
    """
    text = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        text = str(request.META.get("HTTP_X_FORWARDED_FOR", text)).split(",")[-1].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
