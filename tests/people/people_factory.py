"""People for tests, made by the real actions. Each call makes somebody or something new."""

from datetime import UTC, datetime
from itertools import count

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from balai.people import actions
from balai.people.types import Actor

SYSTEM = Actor.system()
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
PASSWORD = "kata-sandi-contoh-2026"
_serials = count(1)


def make_government(code="1971", *, name="Kota Pangkalpinang", region=""):
    region = region or ".".join(filter(None, [code[:2], code[2:]]))
    return actions.create_government(code=code, name=name, region=region, zone="Asia/Jakarta", actor=SYSTEM)


def make_agency(government, kind="dukcapil", *, name="Dinas Contoh"):
    return actions.create_agency(
        government=government, kind=kind, name=name, address="Jalan Contoh 1", actor=SYSTEM
    )


def make_position(agency, kind="verifikator", *, title="Petugas Verifikasi", acts=(), services=("*",)):
    """A post with an open-ended mandate for each of `acts`."""
    position = actions.create_position(agency=agency, kind=kind, title=title, actor=SYSTEM)
    for act in acts:
        actions.grant_mandate(
            position=position,
            act=act,
            services=services,
            decree="SK Contoh 1/2025",
            starts=LONG_AGO,
            actor=SYSTEM,
        )
    return position


def make_nik(prefix="197104", *, born="010190"):
    return f"{prefix}{born}{next(_serials):04d}"


def make_citizen(government, *, name="Sari Contoh", nik=None, account=True, password=None):
    """A person with a NIK; with an account unless told otherwise."""
    person = actions.register_person(
        government=government,
        name=name,
        nik=make_nik() if nik is None else nik,
        phone="0812 0000 0000",
        actor=SYSTEM,
    )
    if account:
        email = f"orang-{next(_serials)}@balai.example"
        actions.open_account(person=person, email=email, password=password, actor=SYSTEM)
    return person


def make_official(
    agency,
    kind="verifikator",
    *,
    name="Dimas Teladan",
    title="Petugas Verifikasi",
    acts=("verify",),
    services=("*",),
    capacity="definitif",
    starts=LONG_AGO,
    ends=None,
    position=None,
    person=None,
    password=None,
):
    """A person (new unless given) who holds a post (new unless given) with mandates for `acts`."""
    position = position or make_position(agency, kind, title=title, acts=acts, services=services)
    person = person or make_citizen(agency.government, name=name, password=password)
    actions.appoint(
        person=person,
        position=position,
        kind=capacity,
        decree="SK Contoh 2/2025",
        starts=starts,
        ends=ends,
        actor=SYSTEM,
    )
    return person


def give_authenticator(person) -> str:
    """Set up TOTP for the person's account; return the seed."""
    secret: str = generate_totp_secret()
    TOTP.activate(person.account, secret)
    return secret


def sign_in(client, person):
    """Sign a test client in; an official counts as having proved a second factor."""
    client.force_login(person.account)
    session = client.session
    record = {"method": "mfa", "type": "totp", "at": 0}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(person.account.pk)
    session.save()
    return client
