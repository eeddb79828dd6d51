"""Invented families for the demo's past: parents with a family card, in the population register, without accounts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from balai.config.hall import SYSTEM, demo_file
from balai.people import actions as people
from balai.people import selectors
from balai.registers import actions as registers

if TYPE_CHECKING:
    from balai.people.models import Government, Person

SURNAME = "Contoh"
_FIRST_SERIAL = 5001


@dataclass(frozen=True)
class Family:
    """A couple, each as the register has them; `applying` is the one of them who applies, as the person `applicant`."""

    father: dict[str, Any]
    mother: dict[str, Any]
    applying: dict[str, Any]
    applicant: Person


def settle(government: Government, plan: dict[str, Any], dice: random.Random) -> list[Family]:
    """Enter the families into the population register, and register the one of each who will apply."""
    couples = list(_couples(plan, dice))
    rows = [row for couple in couples for row in couple]
    registers.seed(register="penduduk", government=government, rows=rows, actor=SYSTEM)
    families: list[Family] = []
    for father, mother in couples:
        one = dice.choice((father, mother))
        person = people.register_person(
            government=government,
            name=one["name"],
            nik=one["nik"],
            phone=f"0812-0000-{5000 + len(families):04d}",
            actor=SYSTEM,
            seen=True,
        )
        families.append(Family(father, mother, one, person))
    return families


def known(government: Government, nik: str) -> Family:
    """Return the family of one of the demo's own people, who applies. Raises LookupError when nobody has the NIK."""
    cards = demo_file("people.toml")["family"]
    card = next(one for one in cards if nik in {member["nik"] for member in one["members"]})
    members = [member | {"family_card": card["kk"]} for member in card["members"]]
    one = next(member for member in members if member["nik"] == nik)
    by_relation = {member["relation"]: member for member in members}
    person = selectors.find_by_nik(government, nik)
    if person is None:
        raise LookupError(nik)
    return Family(by_relation.get("kepala keluarga", one), by_relation.get("istri", one), one, person)


def _couples(plan: dict[str, Any], dice: random.Random) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(plan["count"]):
        district, serial = dice.choice(plan["districts"]), _FIRST_SERIAL + number
        card = (
            f"{district}{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}{dice.randint(15, 25)}{serial:04d}"
        )
        born = [date(dice.randint(1985, 2002), dice.randint(1, 12), dice.randint(1, 28)) for _ in range(2)]
        shared: dict[str, Any] = {
            "family_card": card,
            "nationality": "WNI",
            "birth_place": "Kota Pangkalpinang",
        }
        shared["marriage_registered"] = dice.random() < 0.93
        yield (
            shared
            | {
                "nik": _nik(district, born[0], serial, 0),
                "name": f"{dice.choice(plan['men'])} {SURNAME}",
                "sex": "L",
            }
            | {"birth_date": born[0], "relation": "kepala keluarga"},
            shared
            | {
                "nik": _nik(district, born[1], serial, 40),
                "name": f"{dice.choice(plan['women'])} {SURNAME}",
                "sex": "P",
            }
            | {"birth_date": born[1], "relation": "istri"},
        )


def _nik(district: str, born: date, serial: int, women: int) -> str:
    """Return a NIK of the official shape: women's day of birth is raised by 40."""
    return f"{district}{born.day + women:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"
