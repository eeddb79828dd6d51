"""Reads of the catalogue: a compiled service by its version, offers, grants, search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from balai.catalog.errors import NoSuchService
from balai.catalog.models import Blob, CalendarVersion, Estimate, Grant, Offer, ServiceVersion
from balai.catalog.rules import Find, rank
from balai.kernel import check
from balai.kernel.calendar import Calendar
from balai.kernel.definition import load, staffing
from balai.kernel.definition.types import Service
from balai.lib.db import reading
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.people.models import Person


SHORTEST_HASH = 8  # so many characters of a version's hash may stand for it


@lru_cache(maxsize=64)
def service(version: str) -> Service:
    """Return the compiled service of a version; compiled once per process. Raises NoSuchService."""
    return load(*folder(version), version_row(version).name)


def folder(version: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a published version and those it shares with others, by path. Raises NoSuchService."""
    row = version_row(version)
    return _bytes(row.files), _bytes(row.shared)


def _bytes(paths: dict[str, str]) -> dict[str, bytes]:
    blobs = dict(Blob.objects.filter(sha256__in=paths.values()).values_list("sha256", "data"))
    return {path: bytes(blobs[sha256]) for path, sha256 in paths.items()}


def published(text: str) -> tuple[str, dict[str, bytes], dict[str, bytes]] | None:
    """Return (name, files, shared) of a published version, or None; see `version_of`."""
    row = version_of(text)
    return (row.name, _bytes(row.files), _bytes(row.shared)) if row else None


def version_of(text: str) -> ServiceVersion | None:
    """Return what was published last under a name, or the one version whose hash begins so, or None."""
    rows = ServiceVersion.objects.order_by("-published_at")
    row = rows.filter(name=text).first()
    if row is None and len(text) >= SHORTEST_HASH:
        found = rows.filter(version__startswith=text)[:2]
        row = found[0] if len(found) == 1 else None
    return row


@lru_cache(maxsize=256)
def calendar(version: str) -> Calendar:
    """Return a calendar by its content hash. Raises CalendarVersion.DoesNotExist."""
    return Calendar.from_json(CalendarVersion.objects.get(version=version).data)


@lru_cache(maxsize=32)
def examined(version: str, day: date) -> check.Report:
    """Return what the check says of a published version on a day; made once per process. Raises NoSuchService."""
    return check.examine(*folder(version), day, version_row(version).name)


def version_row(version: str) -> ServiceVersion:
    """Return a published version. Raises NoSuchService."""
    row = ServiceVersion.objects.filter(version=version).first()
    if row is None:
        raise NoSuchService
    return row


def versions_of(name: str) -> list[ServiceVersion]:
    """Return every published version of a service, newest first. Raises NoSuchService when there is none."""
    rows = list(ServiceVersion.objects.filter(name=name).order_by("-published_at", "version"))
    if not rows:
        raise NoSuchService
    return rows


def version_among(versions: list[ServiceVersion], offered: set[str], wanted: str) -> ServiceVersion:
    """Return the wanted version, "" for the newest that is offered, or else the newest. Raises NoSuchService."""
    if wanted:
        versions = [one for one in versions if one.version == wanted]
    if not versions:
        raise NoSuchService
    return next((one for one in versions if one.version in offered), versions[0])


def version_before(versions: list[ServiceVersion], one: ServiceVersion) -> ServiceVersion | None:
    """Return which of a service's versions, newest first, was published before one of them; None for the first."""
    return next(iter(versions[versions.index(one) + 1 :]), None)


def estimate(version: str) -> Estimate | None:
    """Return what the simulation of a version came to; None until it was simulated."""
    return Estimate.objects.filter(version=version).first()


def forget() -> None:
    """Drop what was compiled: after publishing, and between tests."""
    service.cache_clear()
    calendar.cache_clear()
    examined.cache_clear()


def open_offers() -> QuerySet[Offer]:
    """Return the offers that take applications, with office and government."""
    return (
        Offer.objects.filter(closed_at=None)
        .select_related("agency", "government")
        .order_by("name", "government_id")
    )


def offer_by_ref(ref: UUID | str) -> Offer:
    """Return an offer by its reference. Raises NoSuchService."""
    offer = Offer.objects.select_related("agency", "government").filter(ref=ref).first()
    if offer is None:
        raise NoSuchService
    return offer


def offers_of(name: str) -> list[Offer]:
    """Return who offers a service. Raises NoSuchService when nobody does."""
    found = reading.find(Offer, along=("agency", "government"), name=name, closed_at=None)
    offers = sorted(found, key=lambda offer: offer.government_id)
    if not offers:
        raise NoSuchService
    return offers


def offer_for(name: str, person: Person | None, code: str = "") -> Offer:
    """Return the offer that concerns a visitor: of the government with this code, else of their own, else the first.

    Raises NoSuchService.
    """
    offers = offers_of(name)
    named = [offer for offer in offers if offer.government.code == code]
    own = [offer for offer in offers if person is not None and offer.government_id == person.government_id]
    return (named or own or offers)[0]


def grant_in_force(offer: Offer, effect: str, certificate: str, at: datetime) -> Grant | None:
    """Return the standing grant under which the offer may have an effect without a human at `at`."""
    running = Q(starts__lte=at) & (Q(ends__isnull=True) | Q(ends__gt=at))
    return (
        Grant.objects.filter(running, offer=offer, effect=effect, certificate=certificate)
        .order_by("pk")
        .first()
    )


def find(words: str, language: str = "id") -> list[Find]:
    """Return offers that match what a person typed, best first: titles, search words, life events, stems of both."""
    return rank(words, [(offer, service(offer.version_id)) for offer in open_offers()], language)


def unstaffed(offer: Offer, at: datetime) -> list[str]:
    """Return which tasks of an offered service lack people at `at`, or would if one person were away, as sentences.

    Each office's own posts, holders and mandates count, and the duties of the service.
    """
    offered = service(offer.version_id)
    staff: dict[str, set[str]] = {}
    for name in staffing.posts(offered):
        task = offered.tasks[name]
        lane = offer.lanes[task.lane]
        able = people.able(lane["agency"], lane["position"], task.act or "", offer.name, at)
        staff[name] = {person.name for person in able}
    return [staffing.told(gap) for gap in staffing.gaps(offered, staff)]


# -- popularity: the module that runs cases knows what people apply for

_counts: list[Callable[[], Mapping[str, int]]] = []
OneT = TypeVar("OneT")


def count_with(count: Callable[[], Mapping[str, int]]) -> None:
    """Let the module that runs cases say how often each service was applied for lately, by name."""
    _counts[:] = [count]


def by_popularity(things: list[OneT], name_of: Callable[[OneT], str]) -> list[OneT]:
    """Return things in the order of how often their service was applied for lately; otherwise as they stand."""
    counts = _counts[0]() if _counts else {}
    return sorted(things, key=lambda one: -counts.get(name_of(one), 0))
