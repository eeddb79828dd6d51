"""Pure rules of people: periods, mandates, titles of posts, and which addresses are public."""

import ipaddress
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

EVERY_SERVICE = "*"
_RANK = {"definitif": 0, "plt": 1, "plh": 2}
_PREFIX = {"plt": "Plt. ", "plh": "Plh. "}


def in_force(starts: datetime, ends: datetime | None, at: datetime) -> bool:
    """Return whether a period (its end excluded; None: open) holds the instant `at`."""
    return starts <= at and (ends is None or at < ends)


def covers(services: Iterable[str], service: str) -> bool:
    """Return whether a mandate's list of services names `service`, or every service."""
    named = set(services)
    return EVERY_SERVICE in named or service in named


def titled(capacity: str, title: str) -> str:
    """Return the post as it is printed: an acting holder's capacity stands before the title (Plt., Plh.)."""
    return f"{_PREFIX.get(capacity, '')}{title}" if title else ""


def rank(capacity: str) -> int:
    """Return the order in which capacities are preferred when several would do: the definitive holder
    first.
    """
    return _RANK[capacity]


def home(nik: str, regions: Iterable[str]) -> str | None:
    """Return which of `regions` ("19", "19.71") a NIK's first digits name most closely; None when it
    names none.
    """
    matching = [region for region in regions if nik.startswith(region.replace(".", ""))]
    return max(matching, key=len, default=None)


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for capitals, spaces and the punctuation of titles."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def is_nik(digits: str) -> bool:
    """Return whether a string has the form of a NIK: 6 digits of region, DDMMYY (day + 40 for women), 4
    of serial.
    """
    if len(digits) != 16 or not (digits.isascii() and digits.isdigit()):
        return False
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    plausible = 1 <= day <= 31 and int(digits[6:8]) <= 71 and 1 <= month <= 12
    return plausible and digits[:2] != "00" and digits[12:] != "0000"


def masked_nik(nik: str) -> str:
    """Return a NIK with only its last four digits readable."""
    return f"•••• •••• •••• {nik[-4:]}" if nik else ""


def is_public_host(host: str) -> bool:
    """Return whether a host name or address could be reached from outside this machine or its private
    network.
    """
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith((".localhost", ".test")):
        return False
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return True
    return address.is_unspecified or not (address.is_loopback or address.is_private)


def host_of(address: str) -> str:
    """Return the host of a URL, or of a bare `host:port`."""
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""
