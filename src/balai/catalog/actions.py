"""Publish a service, a calendar, a standing grant. Each is an open leaf of the proof log: the public should see these acts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from balai.catalog import selectors
from balai.catalog.errors import NobodyOffers
from balai.catalog.models import Blob, CalendarVersion, Grant, Offer, ServiceVersion
from balai.kernel import check
from balai.kernel.calendar import Calendar
from balai.kernel.definition import load
from balai.kernel.definition.types import Service
from balai.kernel.problem import Refused
from balai.ledger import actions as ledger
from balai.lib import clock
from balai.lib.db import writing
from balai.people import selectors as people
from balai.people.types import Actor

if TYPE_CHECKING:
    from balai.people.models import Government

__all__ = ["grant_effect", "publish", "publish_calendar"]


def publish_calendar(
    *, name: str, calendar: Calendar, government: Government, actor: Actor
) -> CalendarVersion:
    """Store a calendar under its content hash; the same calendar again is the same row."""
    with writing():
        found = CalendarVersion.objects.filter(version=calendar.version).first()
        if found is not None:
            return found
        row = CalendarVersion.objects.create(
            version=calendar.version, name=name, data=calendar.to_json(), published_at=clock.now()
        )
        ledger.record(
            action="calendar.published",
            government_id=government.pk,
            subject=f"calendar:{row.version}",
            key=None,
            rows=[row],
            actor=actor.snapshot(),
            public=True,
        )
        return row


def publish(
    *,
    name: str,
    files: Mapping[str, bytes],
    shared: Mapping[str, bytes],
    government: Government,
    calendar: CalendarVersion,
    actor: Actor,
) -> Offer:
    """Check a folder, store it, and let the government's agency of the named kind offer it.

    Raises Refused with every problem (the version that is published keeps running), NobodyOffers.
    What is offered already, by the same calendar, is left as it is: no act, no entry.
    """
    present = Offer.objects.filter(government=government, name=name, closed_at=None).first()
    service = load(files, shared, name)
    if present and (present.version_id, present.calendar_id) == (service.version, calendar.version):
        return present
    found = check.check(files, shared, clock.now().date(), name)
    problems = [problem for problem in found if problem.code not in check.FINDINGS]
    if problems:
        raise Refused(problems)
    with writing():
        blobs = _store({**files, **shared})
        version, fresh = ServiceVersion.objects.get_or_create(
            version=service.version,
            defaults={
                "name": name,
                "logic_hash": service.logic_hash,
                "files": {path: _sha256(data) for path, data in sorted(files.items())},
                "shared": {path: _sha256(data) for path, data in sorted(shared.items())},
                "published_at": clock.now(),
            },
        )
        offer = _offer(service, version, government, calendar)
        ledger.record(
            action="service.published",
            government_id=government.pk,
            subject=f"service:{name}",
            key=None,
            rows=[*blobs, *([version] if fresh else []), offer],
            actor=actor.snapshot(),
            details={"name": name, "version": service.version, "logic": service.logic_hash},
            public=True,
        )
    selectors.forget()
    return offer


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _store(files: Mapping[str, bytes]) -> list[Blob]:
    """Store the files that are not stored yet, and return those."""
    wanted = {_sha256(data): data for data in files.values()}
    known = set(Blob.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))
    return Blob.objects.bulk_create(
        [Blob(sha256=sha256, data=data) for sha256, data in wanted.items() if sha256 not in known]
    )


def _offer(
    service: Service, version: ServiceVersion, government: Government, calendar: CalendarVersion
) -> Offer:
    """Return the government's offer of the service, moved to this version; every lane is given an office."""
    kinds = {service.agency} | {lane.agency for lane in service.lanes.values() if lane.agency}
    offices = {agency.kind: agency for agency in people.agencies(government)}
    missing = kinds - set(offices)
    if missing:
        raise NobodyOffers(kinds=sorted(missing))
    lanes = {
        lane.id: {"agency": str(offices[lane.agency or service.agency].ref), "position": lane.position}
        for lane in service.lanes.values()
        if lane.position
    }
    offer = Offer.objects.filter(government=government, name=service.name).first()
    if offer is None:
        offer = Offer(
            government=government, agency=offices[service.agency], name=service.name, opened_at=clock.now()
        )
    offer.version, offer.calendar, offer.lanes = version, calendar, lanes
    offer.save()
    return offer


def grant_effect(
    *,
    offer: Offer,
    effect: str,
    certificate: str,
    decree: str,
    starts: datetime,
    ends: datetime | None,
    actor: Actor,
) -> Grant:
    """Let an offer issue a certificate without a human, by a decree, for a period. Published in the log."""
    with writing():
        grant = Grant.objects.create(
            government_id=offer.government_id,
            offer=offer,
            effect=effect,
            certificate=certificate,
            decree=decree,
            granted_by=actor.post or actor.position,
            starts=starts,
            ends=ends,
        )
        ledger.record(
            action="effect.granted",
            government_id=offer.government_id,
            subject=f"grant:{grant.ref}",
            key=None,
            rows=[grant],
            actor=actor.snapshot(),
            details={"service": offer.name, "effect": effect, "certificate": certificate, "decree": decree},
            public=True,
        )
        return grant
