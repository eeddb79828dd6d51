"""Open a hall: make its people, registers, calendars, services and grants, by the real actions, from the demo's files."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from balai.catalog import actions as catalog
from balai.catalog import selectors as offered
from balai.catalog.errors import NobodyOffers
from balai.config.folder import read_folder, read_reference
from balai.kernel import calendar
from balai.kernel.problem import Problem, Refused
from balai.lib import clock
from balai.people import demo as people_demo
from balai.people import selectors as people
from balai.people.types import Actor
from balai.registers import actions as registers
from balai.registers import definition as register_definition

SYSTEM = Actor.system()


def demo_file(name: str) -> dict[str, Any]:
    """Return one of the demo's TOML files. Raises FileNotFoundError."""
    return tomllib.loads((settings.ROOT / "demo" / name).read_text(encoding="utf-8"))


def reference() -> dict[str, bytes]:
    """Return the shared dictionaries, by path from `reference/` on."""
    return read_reference(Path(settings.REFERENCE))


def service_folders() -> list[Path]:
    """Return the folders in `services/`, by name."""
    return sorted(path.parent for path in Path(settings.SERVICES).glob("*/service.toml"))


def open_hall() -> people_demo.Loaded:
    """Make everything the demo stands on, at the hour its file names. The database must be empty."""
    plan = demo_file("hall.toml")
    with clock.at(plan["opened"]):
        loaded = people_demo.load(settings.ROOT / "demo" / "people.toml")
        declare_registers(loaded)
        publish_services()
        for grant in plan["grant"]:
            give_grant(grant)
    return loaded


def declare_registers(loaded: people_demo.Loaded) -> None:
    """Declare every register for each government, and seed the population from the demo's family cards."""
    shared = reference()
    tables = register_definition.together(
        tomllib.loads(shared["reference/elements.toml"].decode()),
        tomllib.loads(shared["reference/registers.toml"].decode()),
    )
    families = demo_file("people.toml")["family"]
    for code, government in loaded.governments.items():
        for name, table in tables.items():
            registers.declare(name=name, definition=table, government=government, actor=SYSTEM)
        own = [family for family in families if family["government"] == code]
        rows = [member | {"family_card": family["kk"]} for family in own for member in family["members"]]
        registers.seed(register="penduduk", government=government, rows=rows, actor=SYSTEM)


def publish_services() -> list[str]:
    """Publish every folder in `services/` for the government that the demo names; return the names.

    A folder that is not in order is left out and the others are published; then Refused is raised with every problem.
    """
    plan = demo_file("hall.toml")["offers"]
    government = people.government_by_code(plan["government"])
    shared = reference()
    office_days = catalog.publish_calendar(
        name=plan["calendar"],
        calendar=calendar.load(shared, plan["calendar"]),
        government=government,
        actor=SYSTEM,
    )
    publish = partial(
        catalog.publish, shared=shared, government=government, calendar=office_days, actor=SYSTEM
    )
    published, problems = [], []
    for folder in service_folders():
        try:
            publish(name=folder.name, files=read_folder(folder))
        except Refused as refused:
            problems += [replace(one, file=f"{folder.name}/{one.file}") for one in refused.problems]
        except NobodyOffers as refused:
            problems.append(Problem(f"{folder.name}/service.toml", 0, refused.code, str(refused.text)))
        else:
            published.append(folder.name)
    if problems:
        raise Refused(problems)
    return published


def give_grant(grant: dict[str, Any]) -> None:
    """Give the demo's standing grant to the first offer of the service it names."""
    offer = offered.offers_of(grant["service"])[0]
    heads = people.heads(offer.agency, clock.now())
    head = heads[0] if heads else None
    actor = (
        Actor(person=head.person.ref, position=head.position.title, agency=offer.agency.name)
        if head
        else SYSTEM
    )
    catalog.grant_effect(
        offer=offer,
        effect=grant["effect"],
        certificate=grant["certificate"],
        decree=grant["decree"],
        starts=clock.now(),
        ends=None,
        actor=actor,
    )
