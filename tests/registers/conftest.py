"""Two governments, their registers as reference/ declares them, and a family."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from balai.lib.keys.sealing import forget_keys
from balai.people import actions as people
from balai.people.models import Government, Person
from balai.people.types import Actor
from balai.registers import actions, definition

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
MOTHER, FATHER, STRANGER = "1971015505950003", "1971010203930004", "1971024101820002"
CARD = "1971010101200001"


def tables() -> dict[str, dict[str, Any]]:
    """Return every register's whole table, as reference/ holds it."""
    elements, kept = (
        tomllib.loads((REFERENCE / name).read_text(encoding="utf-8"))
        for name in ("elements.toml", "registers.toml")
    )
    return definition.together(elements, kept)


def resident(nik: str, name: str, card: str = CARD, **more: Any) -> dict[str, Any]:
    """Return a row of the population register."""
    row = {"nik": nik, "name": name, "sex": "P", "birth_date": "1995-05-15", "family_card": card}
    return {**row, "birth_place": "19.71", "nationality": "WNI", "relation": "Istri", **more}


@dataclass(frozen=True)
class Town:
    """Everybody these tests need."""

    city: Government
    province: Government
    mother: Person
    stranger: Person
    system: Actor

    def birth(self, **changes: Any) -> dict[str, Any]:
        """Return what a service hands to the birth register; `changes` replace its parts."""
        child = {
            "nama": "Bintang Contoh",
            "jenis_kelamin": "L",
            "tanggal_lahir": "2026-07-01",
            "kota_lahir": "19.71",
        }
        given = {
            "number": "1971-LU-14072026-0001",
            "child": child,
            "mother": MOTHER,
            "father": FATHER,
            "late": False,
        }
        return {**given, **changes}

    def add(self, cause: str = "case/1", register: str = "akta_kelahiran", **changes: Any) -> dict[str, Any]:
        """Add a birth for a cause."""
        fields = self.birth(**changes)
        return actions.add(
            register=register, government=self.city, fields=fields, actor=self.system, cause=cause
        )


@pytest.fixture
def town(db: None) -> Town:
    forget_keys()
    system = Actor.system()
    city, province = (
        people.create_government(code=code, name=name, region=region, zone="Asia/Jakarta", actor=system)
        for code, name, region in (("1971", "Kota Contoh", "19.71"), ("19", "Provinsi Contoh", "19"))
    )
    for government in (city, province):
        for name, table in tables().items():
            actions.declare(name=name, definition=table, government=government, actor=system)
    family = [
        resident(FATHER, "Dedi Contoh", sex="L", birth_date="1993-03-02", relation="Kepala keluarga"),
        resident(MOTHER, "Ani Contoh", marriage_registered=True),
        resident(STRANGER, "Siti Contoh", card="1971020202200009", birth_date="1982-01-01"),
    ]
    actions.seed(register="penduduk", government=city, rows=family, actor=system)
    mother, stranger = (
        people.register_person(government=city, name=name, nik=nik, actor=system, seen=True)
        for name, nik in (("Ani Contoh", MOTHER), ("Siti Contoh", STRANGER))
    )
    return Town(city, province, mother, stranger, system)
