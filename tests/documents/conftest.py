"""A government, an office, two people, and a folder of their own for what tests store."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from balai.documents.types import Order, PublicFact, Signature, VerificationCode
from balai.lib.keys.sealing import forget_keys
from balai.people import actions as people
from balai.people.models import Agency, Government, Person
from balai.people.types import Actor

TEMPLATE = b"""#import "balai.typ": *
#let d = json(bytes(sys.inputs.data))
#set document(title: d.certificate.title)
#set text(lang: "id")
= #d.certificate.title
Nomor #d.certificate.number, #d.form.nama, lahir #tanggal(d.form.lahir)
#verifikasi(d.certificate)
"""
AT = datetime(2026, 7, 14, 3, 0, 0, 123_000, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """Everybody these tests need."""

    government: Government
    agency: Agency
    citizen: Person
    neighbour: Person
    system: Actor

    def acting(self, person: Person) -> Actor:
        """Return the actor of what a person does for themselves."""
        return Actor(person=person.ref, name=person.name)


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"
    settings.ISSUER_KEY_FILE = tmp_path / "issuer_key.pem"
    settings.BASE_URL = "https://balai.example"
    forget_keys()


@pytest.fixture
def town(db: None) -> Town:
    system = Actor.system()
    government = people.create_government(
        code="1971", name="Kota Contoh", region="19.71", zone="Asia/Jakarta", actor=system
    )
    agency = people.create_agency(
        government=government, kind="dukcapil", name="Dinas Contoh", address="Jalan Contoh 1", actor=system
    )
    citizen, neighbour = (
        people.register_person(government=government, name=name, nik=nik, actor=system)
        for name, nik in (("Ani Contoh", "1971015505950003"), ("Budi Contoh", "1971010203930004"))
    )
    return Town(government, agency, citizen, neighbour, system)


def order(case_ref: UUID | None = None, **changes: object) -> Order:
    """Return an order for a certificate; `changes` replace its parts."""
    parts: dict[str, object] = {
        "case_ref": case_ref or uuid4(),
        "call": "terbitkan/1",
        "certificate": "kutipan",
        "title": "Kutipan contoh",
        "template": TEMPLATE,
        "number": "1971-LU-14072026-0001",
        "code": VerificationCode.new(),
        "signature": Signature("Kepala Dinas Contoh", "SK 1/2026", "Kepala Dinas\nRina Contoh"),
        "public": (PublicFact("Nama", "Bintang Contoh"), PublicFact("Nomor", "0001", personal=False)),
        "data": {"form": {"nama": "Bintang Contoh", "lahir": "2026-07-01"}},
    }
    return Order(**{**parts, **changes})  # type: ignore[arg-type]
