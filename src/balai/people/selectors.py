"""Reads of people: offices, posts, holders, and the mandate at the moment of an act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet

from balai.lib import ids
from balai.lib.db import reading
from balai.people import rules
from balai.people.models import AccessToken, Account, Agency, Government, Holding, Mandate, Person, Position
from balai.people.types import Actor, Capacity


def governments() -> list[Government]:
    """Return every government of the hall, by code."""
    return list(Government.objects.order_by("code"))


def government_by_code(code: str) -> Government:
    """Return the government with this code ("1971"). Raises Government.DoesNotExist."""
    return Government.objects.get(code=code)


def agencies(government: Government) -> list[Agency]:
    """Return the offices of a government, by name."""
    return list(Agency.objects.filter(government=government).order_by("name"))


def agency_of_kind(government: Government, kind: str) -> Agency | None:
    """Return the government's office of a kind ("dukcapil"); None when it has none."""
    return Agency.objects.filter(government=government, kind=kind).first()


def agency_by_ref(ref: UUID | str) -> Agency | None:
    """Return the office with this reference."""
    return Agency.objects.select_related("government").filter(ref=ref).first() if ref else None


def by_ref(ref: UUID | str) -> Person | None:
    """Return the person with this reference."""
    return Person.objects.select_related("government").filter(ref=ref).first()


def find_by_nik(government: Government, nik: str) -> Person | None:
    """Return the person whom this government knows by this NIK."""
    index = Person.index_of(government, nik)
    return Person.objects.select_related("government").filter(government=government, nik_index=index).first()


def account_of(person: Person) -> Account | None:
    """Return the account bound to a person."""
    account: Account | None = getattr(person, "account", None)
    return account


def account_by_email(email: str) -> Account | None:
    """Return the open account with this address; None without one."""
    return Account.objects.filter(email__iexact=email, is_active=True).first()


def language_of(person: Person) -> str:
    """Return the language in which a person is written to: the last one chosen, "id" without an account."""
    found = reading.find(Account, person_id=person.pk)
    return found[0].language if found else "id"


def applicant(person: Person) -> Actor:
    """Return the actor of what a person does for themselves: no post, no mandate."""
    return Actor(person=person.ref, name=person.name)


def tokens_of(person: Person, at: datetime) -> list[AccessToken]:
    """Return the access tokens of a person that work at `at`, newest first."""
    found = AccessToken.objects.filter(person=person, revoked_at=None, expires_at__gt=at)
    return list(found.order_by("-created_at", "-pk"))


def token_by_secret(secret: str, at: datetime) -> AccessToken | None:
    """Return the token with this secret, if it works at `at`, together with its person and their account."""
    for token in reading.find(
        AccessToken, along=("person", "government"), secret_hash=ids.secret_hash(secret)
    ):
        (account,) = reading.find(Account, person_id=token.person_id)
        if token.works(at) and account.is_active:
            token.person.government, account.person = token.government, token.person
            return token
    return None


# ---- posts -----------------------------------------------------------------------------------------------


def _running(at: datetime) -> Q:
    return Q(starts__lte=at) & (Q(ends__isnull=True) | Q(ends__gt=at))


def capacities_of(person: Person, at: datetime) -> list[Holding]:
    """Return the holdings of a person in force at `at`, each with its post and office; one query per
    person instance.
    """
    return [held for held in person.periods if rules.in_force(held.starts, held.ends, at)]


def positions_of(person: Person, at: datetime) -> list[Position]:
    """Return the posts that a person holds at `at`, acting ones included, each once; costs nothing when
    repeated.
    """
    return list({held.position_id: held.position for held in capacities_of(person, at)}.values())


def title_of(held: Holding) -> str:
    """Return the post as it is printed for this holder: "Plt. Kepala Dinas ..."."""
    return rules.titled(held.kind, held.position.title)


def is_official(person: Person | None, at: datetime) -> bool:
    """Return whether a person holds any post at `at`."""
    return person is not None and bool(capacities_of(person, at))


def holders(agency: Agency, position_kind: str, at: datetime) -> list[Holding]:
    """Return who holds posts of a kind in an office at `at`, definitive holders first."""
    held = Holding.objects.filter(_running(at), position__agency=agency, position__kind=position_kind)
    return _by_rank(held.select_related("person__government", "position__agency"))


def holders_by_ref(agency_ref: UUID | str, position_kind: str, at: datetime) -> list[Holding]:
    """Return who holds posts of a kind in the office with this reference at `at`."""
    agency = agency_by_ref(agency_ref)
    return holders(agency, position_kind, at) if agency else []


def heads(agency: Agency, at: datetime) -> list[Holding]:
    """Return who heads an office at `at`, definitive holders first."""
    held = Holding.objects.filter(_running(at), position__agency=agency, position__head=True)
    return _by_rank(held.select_related("person__government", "position__agency"))


def names_of(refs: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of the persons with these references; for those who may know who acts in an office."""
    found = Person.objects.select_related("government").filter(ref__in=set(refs))
    return {person.ref: person.name for person in found}


def post_of(snapshot: Mapping[str, Any]) -> str:
    """Return the post of an actor's snapshot as a signature block prints it, "Plt. Kepala Dinas ..."."""
    return rules.titled(snapshot.get("capacity", ""), snapshot.get("position", ""))


def _by_rank(held: QuerySet[Holding]) -> list[Holding]:
    return sorted(held, key=lambda one: (rules.rank(one.kind), one.pk))


# ---- authority -------------------------------------------------------------------------------------------


def authority(
    person: Person, agency_id: int, position_kind: str, act: str, service_name: str, at: datetime
) -> Actor | None:
    """Return the actor as whom `person` may do `act` on a service at the moment `at`, or None.

    They must hold a post of `position_kind` in the office, and that post a mandate for the act over the
    service, both in force at `at` and in the office's own government. Always read afresh: a revoked
    mandate must not outlive a request. Definitive holdings are preferred to acting ones. Own and family
    cases are for `cases` to refuse (see `is_concerned`).
    """
    held = Holding.objects.filter(
        _running(at), person=person, position__agency_id=agency_id, position__kind=position_kind
    ).select_related("position__agency")
    capacities = _by_rank(held)
    granted = Mandate.objects.filter(
        _running(at), position__in=[one.position_id for one in capacities], act=act
    )
    mandates = [one for one in granted.order_by("starts", "pk") if one.covers(service_name)]
    for one in capacities:
        for mandate in mandates:
            if mandate.position_id == one.position_id:
                return _acting(person, one, mandate.decree)
    return None


def able(
    agency_ref: UUID | str, position_kind: str, act: str, service_name: str, at: datetime
) -> list[Person]:
    """Return who may do `act` on a service in the office with this reference, as `authority` has it."""
    found = {held.person_id: held for held in holders_by_ref(agency_ref, position_kind, at)}.values()
    return [
        held.person
        for held in found
        if authority(held.person, held.position.agency_id, position_kind, act, service_name, at)
    ]


def _acting(person: Person, held: Holding, decree: str) -> Actor:
    return Actor(
        person=person.ref,
        name=person.name,
        position=held.position.title,
        position_ref=held.position.ref,
        agency=held.position.agency.name,
        mandate=decree,
        capacity=cast("Capacity", held.kind),
    )


def authority_to_identify(person: Person, at: datetime) -> Actor | None:
    """Return the actor as whom `person` may confirm at the counter who somebody is: any post of theirs with a mandate for
    the act "identify" in force at `at`; None without one.
    """
    held = Holding.objects.filter(_running(at), person=person).select_related("position__agency")
    capacities = _by_rank(held)
    granted = Mandate.objects.filter(
        _running(at), position__in=[one.position_id for one in capacities], act="identify"
    )
    decrees = dict(granted.order_by("-starts", "-pk").values_list("position_id", "decree"))
    return next(
        (_acting(person, one, decrees[one.position_id]) for one in capacities if one.position_id in decrees),
        None,
    )


def authority_as_head(person: Person, agency_id: int, at: datetime) -> Actor | None:
    """Return the actor as whom `person` heads the office at the moment `at`, or None; the decree is that of
    their appointment. Always read afresh, as `authority` is.
    """
    held = Holding.objects.filter(
        _running(at), person=person, position__agency_id=agency_id, position__head=True
    ).select_related("position__agency")
    return next((_acting(person, one, one.decree) for one in _by_rank(held)), None)


def is_concerned(person: Person, *, refs: Iterable[UUID] = (), niks: Iterable[str] = ()) -> bool:
    """Return whether a person is one of those named, by reference or by NIK: nobody acts in a case of
    their own.

    Names by NIK hold across governments, where one human being may be known twice. Family is for the
    caller to add to `niks`.
    """
    return person.ref in set(refs) or (person.is_identified and person.nik in set(niks))
