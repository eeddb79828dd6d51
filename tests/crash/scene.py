"""A hall in a folder of its own, with a program's token for each client; run as `python -m tests.crash.scene CLIENTS`.

Prints one JSON object: {"clients": [{"token", "courses": {name: {"service", "answers"}}}]}.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")

if TYPE_CHECKING:
    from balai.people.models import Government, Person

# What clients apply for: service and worked example. A birth asks a register about witnesses, which is limited per person.
COURSES = {
    "birth": ("akta-kelahiran", "tepat-waktu"),
    "to the desk": ("izin-usaha", "menengah-tinggi-diam"),
    "granted at once": ("izin-usaha", "rendah"),
}
SHARED = {"birth_place": "Kota Pangkalpinang", "nationality": "WNI", "marriage_registered": True}
WORDS = [
    "Satu",
    "Dua",
    "Tiga",
    "Empat",
    "Lima",
    "Enam",
    "Tujuh",
    "Delapan",
    "Sembilan",
    "Sepuluh",
    "Sebelas",
    "Duabelas",
]


def prepare(clients: int) -> list[dict[str, Any]]:
    """Open the hall and let in that many clients."""
    from balai.config import hall, preparing
    from balai.people import selectors as people

    preparing.prepare()
    if not people.governments():
        hall.open_hall()
    government = people.government_by_code("1971")
    return [client(government, number) for number in range(clients)]


def client(government: Government, number: int) -> dict[str, Any]:
    """Register a father with a family card, documents in his vault and a token; return what a program needs."""
    from datetime import timedelta

    from balai.config.hall import SYSTEM
    from balai.lib import clock
    from balai.people import actions
    from balai.people import selectors as people
    from balai.registers import actions as registers

    family = parents(number)
    registers.seed(register="penduduk", government=government, rows=family, actor=SYSTEM)
    father = family[0]
    person = actions.register_person(
        government=government, name=father["name"], nik=father["nik"], phone="081200000000", actor=SYSTEM
    )
    actions.open_account(person=person, email=f"beban-{number}@balai.example", password=None, actor=SYSTEM)
    ends, actor = clock.now() + timedelta(days=30), people.applicant(person)
    _, secret = actions.create_token(person=person, name="beban", scopes=["apply"], ends=ends, actor=actor)
    return {"token": secret, "courses": {name: course(name, person, family) for name in COURSES}}


def parents(number: int) -> list[dict[str, Any]]:
    """Return a made-up couple with a family card, the father first."""
    card = SHARED | {"family_card": f"197101280615{8000 + number:04d}"}
    name = WORDS[number % len(WORDS)]
    father = {"nik": f"197101020393{8000 + number:04d}", "name": f"Dedi Contoh {name}", "sex": "L"}
    mother = {"nik": f"197101550595{8000 + number:04d}", "name": f"Ani Contoh {name}", "sex": "P"}
    return [
        card | father | {"birth_date": "1993-03-02", "relation": "kepala keluarga"},
        card | mother | {"birth_date": "1995-05-15", "relation": "istri"},
    ]


def course(name: str, person: Person, family: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a service and the answers of its worked example, with this family's people and papers in it."""
    from datetime import date, timedelta

    from balai.catalog import selectors as catalog
    from balai.kernel.case.example import merged

    folder, wanted = COURSES[name]
    service = catalog.service(catalog.offers_of(folder)[0].version_id)
    example = next(one for one in service.examples if one.name == wanted)
    given = json.loads(json.dumps(example.form, default=str))
    for path, field in service.form.fields.items():
        group, _, leaf = path.partition(".")
        if field.kind == "document" and leaf in given.get(group, {}):
            given = merged(given, {path: paper(person, field.element or path)})
        if field.kind == "date" and leaf in given.get(group, {}):
            given = merged(given, {path: str(date.today() - timedelta(days=5))})  # noqa: DTZ011 - any recent day
    for group, parent in (("ayah", family[0]), ("ibu", family[1])):
        if group in given:
            given[group] |= {"nik": parent["nik"], "nama": parent["name"]}
    for group in ("pelapor", "pemohon"):
        if group in given:
            given[group] |= {"nik": family[0]["nik"], "nama": family[0]["name"]}
    return {"service": folder, "answers": given}


def paper(person: Person, kind: str) -> str:
    """Put a document into the person's vault; return its reference."""
    from balai.documents import actions as documents
    from balai.people import selectors as people
    from tests.documents.samples import pdf

    document = documents.accept(
        file=io.BytesIO(pdf()), name="surat.pdf", kind=kind, owner=person, government=person.government,
        actor=people.applicant(person),
    )  # fmt: skip
    return str(document.ref)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"clients": prepare(int(sys.argv[1]))}))  # noqa: T201 - the answer to the caller
