"""The verbs of people. Each is one transaction and one entry of the proof log.

What the public should watch (offices, posts, mandates) is an open leaf; what concerns a person is sealed
under their key.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from balai.ledger import actions as ledger
from balai.lib import clock, ids
from balai.lib.db import writing
from balai.lib.errors import Conflict, InvalidInput, NotFound
from balai.lib.keys.sealing import new_key
from balai.people import rules, selectors
from balai.people.errors import IdentityAtCounter, IdentityNotMatched, NikTaken
from balai.people.models import AccessToken, Account, Agency, Government, Holding, Mandate, Person, Position
from balai.people.types import SCOPES, Actor

IdentityCheck = Callable[[Government, str, str], bool]
_identity_checks: list[IdentityCheck] = []


def identify_against(check: IdentityCheck) -> None:
    """Let the module that owns the population register say whether (government, NIK, name) match."""
    _identity_checks.append(check)


def register_agrees(government: Government, nik: str, name: str) -> bool:
    """Return whether the population register knows this NIK with this name; yes where none is kept."""
    return all(check(government, nik, name) for check in _identity_checks)


# ---- offices and posts: public acts -------------------------------------------------------------------


def create_government(*, code: str, name: str, region: str, zone: str, actor: Actor) -> Government:
    """Let a government join the hall; `code` is "1971", `region` "19.71", `zone` an IANA time zone."""
    with writing():
        government = Government.objects.create(code=code, name=name, region=region, zone=zone)
        ledger.record(
            action="government.joined",
            government_id=government.pk,
            subject=f"government:{code}",
            key=None,
            rows=[government],
            actor=actor.snapshot(),
            details={"name": name, "region": region},
            public=True,
        )
    return government


def create_agency(  # noqa: PLR0913 - what an office prints on its papers
    *,
    government: Government,
    kind: str,
    name: str,
    address: str,
    english: str = "",
    phone: str = "",
    email: str = "",
    complaints: str = "",
    actor: Actor,
) -> Agency:
    """Set up an office of a government; one per `kind` ("dukcapil"). `english` explains its name."""
    with writing():
        agency = Agency.objects.create(
            government=government,
            kind=kind,
            name=name,
            english=english,
            address=address,
            phone=phone,
            email=email,
            complaints=complaints,
        )
        ledger.record(
            action="agency.created",
            government_id=government.pk,
            subject=f"agency:{agency.ref}",
            key=None,
            rows=[agency],
            actor=actor.snapshot(),
            details={"kind": kind, "name": name},
            public=True,
        )
    return agency


def create_position(*, agency: Agency, kind: str, title: str, head: bool = False, actor: Actor) -> Position:
    """Set up a post in an office; `kind` is one of reference/positions.toml, `title` what signatures print,
    `head` whether it heads the office.
    """
    with writing():
        position = Position.objects.create(
            government_id=agency.government_id, agency=agency, kind=kind, title=title, head=head
        )
        ledger.record(
            action="position.created",
            government_id=position.government_id,
            subject=f"position:{position.ref}",
            key=None,
            rows=[position],
            actor=actor.snapshot(),
            details={"agency": str(agency.ref), "kind": kind, "title": title},
            public=True,
        )
    return position


def grant_mandate(
    *,
    position: Position,
    act: str,
    services: Iterable[str],
    decree: str,
    starts: datetime,
    ends: datetime | None = None,
    actor: Actor,
) -> Mandate:
    """Give a post one act over named services, or over all (["*"]), by a decree and for a period (end
    excluded).
    """
    with writing():
        mandate = Mandate.objects.create(
            government_id=position.government_id,
            position=position,
            act=act,
            services=sorted(set(services)),
            decree=decree,
            starts=starts,
            ends=ends,
        )
        _record_mandate("mandate.granted", mandate, actor)
    return mandate


def revoke_mandate(*, mandate: Mandate, at: datetime, actor: Actor) -> Mandate:
    """End a mandate at `at`, which must lie within its period. Raises Conflict when it ended already."""
    with writing():
        mandate = Mandate.objects.select_related("position").get(pk=mandate.pk)
        mandate.ends = _ended(mandate.starts, mandate.ends, at)
        mandate.save(update_fields=["ends"])
        _record_mandate("mandate.revoked", mandate, actor)
    return mandate


def _record_mandate(action: str, mandate: Mandate, actor: Actor) -> None:
    ledger.record(
        action=action,
        government_id=mandate.government_id,
        subject=f"mandate:{mandate.ref}",
        key=None,
        rows=[mandate],
        actor=actor.snapshot(),
        details={
            "position": str(mandate.position.ref),
            "act": mandate.act,
            "services": list(mandate.services),
            "decree": mandate.decree,
        },
        public=True,
    )


def _ended(starts: datetime, ends: datetime | None, at: datetime) -> datetime:
    if not rules.in_force(starts, ends, at):
        raise Conflict(_("Masa berlakunya sudah berakhir atau belum mulai."))
    return at


# ---- persons: sealed acts ------------------------------------------------------------------------------


def register_person(
    *, government: Government, name: str, nik: str = "", phone: str = "", actor: Actor, seen: bool = False
) -> Person:
    """Let a government know a person; `seen`: an office saw them and their card. Raises NikTaken when it knows the
    NIK already.
    """
    key = new_key()
    with writing():
        if nik and selectors.find_by_nik(government, nik):
            raise NikTaken
        person = _new_person(government, key, name=name, nik=nik, phone=phone, seen=seen)
        _record_person("person.registered", person, actor)
    return person


def open_account(*, person: Person, email: str, password: str | None, actor: Actor) -> Account:
    """Give a person a way to sign in; with `password` None they cannot sign in by one until they set it. The office
    that opens it answers for who gets it, so the person is confirmed.

    Raises Conflict when the person or the address has an account already.
    """
    email = email.strip().lower()
    with writing():
        if Account.objects.filter(Q(person=person) | Q(email=email)).exists():
            raise Conflict(_("Akun itu sudah ada."))
        account = Account.objects.create_user(email, password, person=person)
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
        person.confirmed_at = clock.now()
        person.save(update_fields=["confirmed_at"])
        _record_person("account.opened", person, actor, account=account)
    return account


def identify(*, account: Account, government: Government, nik: str, name: str, phone: str) -> Person:
    """Bind an account to a new person with this NIK, who stays unconfirmed until an office has seen the card.

    Raises Conflict when the account is bound already, IdentityNotMatched when the register or the
    government's own row disagrees about the name, NikTaken when another account has the person,
    IdentityAtCounter when an office knows the person: knowing a NIK and a name opens nobody's past.
    """
    if not register_agrees(government, nik, name):
        raise IdentityNotMatched
    key = new_key()
    with writing():
        account = Account.objects.get(pk=account.pk)
        if account.person is not None:
            raise Conflict(_("Data diri akun ini sudah lengkap."))
        _refuse_known(government, nik, name)
        person = _new_person(government, key, name=name, nik=nik, phone=phone)
        account.person = person
        account.save(update_fields=["person"])
        _record_person("person.identified", person, selectors.applicant(person), account=account)
    return person


def change_phone(*, person: Person, phone: str, actor: Actor) -> Person:
    """Change a person's telephone number."""
    with writing():
        person = Person.objects.select_related("government").get(pk=person.pk)
        person.put(name=person.name, nik=person.nik, phone=phone)
        person.save(update_fields=["sealed", "nik_index"])
        _record_person("person.phone-changed", person, actor)
    return person


def _refuse_known(government: Government, nik: str, name: str) -> None:
    person = selectors.find_by_nik(government, nik)
    if person is None:
        return
    if selectors.account_of(person):
        raise NikTaken
    if not rules.same_name(person.name, name):
        raise IdentityNotMatched
    raise IdentityAtCounter


def _new_person(
    government: Government, key: int, *, name: str, nik: str, phone: str, seen: bool = False
) -> Person:
    confirmed_at = clock.now() if seen else None
    person = Person(ref=ids.new_ref(), government=government, key=key, confirmed_at=confirmed_at)
    person.put(name=name, nik=nik, phone=phone)
    person.save()
    return person


def _record_person(action: str, person: Person, actor: Actor, *, account: Account | None = None) -> None:
    ledger.record(
        action=action,
        government_id=person.government_id,
        subject=f"person:{person.ref}",
        key=person.key,
        rows=[person],
        actor=actor.snapshot(),
        details={"account": str(account.ref)} if account else {},
    )


# ---- who holds a post ----------------------------------------------------------------------------------


def appoint(
    *,
    person: Person,
    position: Position,
    kind: str = "definitif",
    decree: str,
    starts: datetime,
    ends: datetime | None = None,
    actor: Actor,
) -> Holding:
    """Let a person hold a post: definitively, as Plt. or as Plh., by a decree and for a period (end
    excluded).

    Raises InvalidInput when person and post belong to different governments, Conflict when somebody else
    holds the post definitively in that period.
    """
    if person.government_id != position.government_id:
        raise InvalidInput(_("Orang dan jabatan itu milik pemerintah daerah yang berbeda."))
    with writing():
        Position.objects.select_for_update().get(pk=position.pk)
        if kind == Holding.Kind.DEFINITIVE:
            _refuse_second_holder(position, starts, ends)
        holding = Holding.objects.create(
            government_id=position.government_id,
            person=person,
            position=position,
            kind=kind,
            decree=decree,
            starts=starts,
            ends=ends,
        )
        _record_holding("holding.started", holding, actor)
    person.__dict__.pop("periods", None)
    return holding


def end_holding(*, holding: Holding, at: datetime, actor: Actor) -> Holding:
    """End a holding at `at`, which must lie within its period. Raises Conflict when it ended already."""
    with writing():
        holding = Holding.objects.select_related("person", "position").get(pk=holding.pk)
        holding.ends = _ended(holding.starts, holding.ends, at)
        holding.save(update_fields=["ends"])
        _record_holding("holding.ended", holding, actor)
    return holding


def _refuse_second_holder(position: Position, starts: datetime, ends: datetime | None) -> None:
    held = Holding.objects.filter(Q(ends__isnull=True) | Q(ends__gt=starts), position=position)
    if ends is not None:
        held = held.filter(starts__lt=ends)
    if held.filter(kind=Holding.Kind.DEFINITIVE).exists():
        raise Conflict(_("Jabatan itu sudah ada pejabatnya."))


def _record_holding(action: str, holding: Holding, actor: Actor) -> None:
    ledger.record(
        action=action,
        government_id=holding.government_id,
        subject=f"holding:{holding.ref}",
        key=holding.person.key,
        rows=[holding],
        actor=actor.snapshot(),
        details={"position": str(holding.position.ref), "kind": holding.kind, "decree": holding.decree},
    )


# ---- access tokens -------------------------------------------------------------------------------------


def create_token(
    *, person: Person, name: str, scopes: Iterable[str], ends: datetime, actor: Actor
) -> tuple[AccessToken, str]:
    """Let a program act for a person until `ends`; return the token and its secret, which is shown only now.

    `scopes` are of `types.SCOPES`. Raises InvalidInput for none of them, or an unknown one.
    """
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(SCOPES):
        raise InvalidInput(fields={"scopes": "not_a_choice"})
    secret = ids.secret_text(secrets.token_bytes(16))
    token = AccessToken(
        government_id=person.government_id,
        person=person,
        name=name,
        secret_hash=ids.secret_hash(secret),
        scopes=wanted,
        created_at=clock.now(),
        expires_at=ends,
    )
    with writing():
        token.save()
        _record_token("token.created", token, actor)
    return token, secret


def revoke_token(*, person: Person, ref: UUID, actor: Actor) -> None:
    """End one of the person's tokens now. Raises NotFound for another's; ended already: nothing happens."""
    with writing():
        token = AccessToken.objects.filter(person=person, ref=ref).first()
        if token is None:
            raise NotFound
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            _record_token("token.revoked", token, actor)


def _record_token(action: str, token: AccessToken, actor: Actor) -> None:
    ledger.record(
        action=action,
        government_id=token.government_id,
        subject=f"token:{token.ref}",
        key=token.person.key,
        rows=[token],
        actor=actor.snapshot(),
        details={"scopes": token.scopes},
    )
