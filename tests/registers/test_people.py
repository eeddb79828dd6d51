"""What a person may learn from the population register: their own family; yes or no about anybody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai.ledger.models import Entry
from balai.lib import clock
from balai.lib.errors import NotFound, TooMany
from balai.people import actions as people
from balai.people.errors import IdentityNotMatched
from balai.people.models import Account
from balai.registers import access, selectors
from tests.registers.conftest import FATHER, MOTHER, STRANGER, Town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
AT = datetime(2026, 7, 14, 3, 0, tzinfo=UTC)


def ask(town: Town, nik: str, name: str) -> bool:
    return access.match(nik=nik, name=name, government=town.city, by=town.mother)


def test_a_person_sees_their_own_facts_by_field_and_by_element(town: Town) -> None:
    facts = access.own_facts(town.mother)
    assert facts.elements["person.name"] == "Ani Contoh"
    assert facts.context()["found"] is True
    assert facts.fields["marriage_registered"] is True


def test_a_person_sees_the_others_on_their_own_family_card_only(town: Town) -> None:
    family = selectors.family_of(town.mother)
    assert [one.fields["nik"] for one in family] == [FATHER]
    assert selectors.family_of(town.stranger) == []
    child = town.add()["nik"]
    assert [one.fields["nik"] for one in selectors.family_of(town.mother)] == [FATHER, child]


def test_a_member_of_another_family_is_not_found(town: Town) -> None:
    father = selectors.family_of(town.mother)[0]
    assert access.family_member(town.mother, father.ref) == father
    with pytest.raises(NotFound):
        access.family_member(town.stranger, father.ref)


def test_a_person_whom_the_register_does_not_know_has_no_facts(town: Town) -> None:
    newcomer = people.register_person(
        government=town.city, name="Baru Contoh", nik="3171010101900001", actor=town.system
    )
    nameless = people.register_person(government=town.city, name="Tanpa NIK", actor=town.system)
    for person in (newcomer, nameless):
        assert selectors.family_of(person) == []
        with pytest.raises(NotFound):
            access.own_facts(person)


@pytest.mark.parametrize("name", ["Siti Contoh", "siti  contoh", "SITI CONTOH.", "Siticontoh"])
def test_a_nik_and_its_name_match_however_the_name_is_typed(town: Town, name: str) -> None:
    assert ask(town, STRANGER, name) is True


@pytest.mark.parametrize(
    ("nik", "name"),
    [(STRANGER, "Ani Contoh"), ("1971024101820099", "Siti Contoh"), (STRANGER, ""), ("", "Siti Contoh")],
)
def test_anything_else_is_no_match(town: Town, nik: str, name: str) -> None:
    assert ask(town, nik, name) is False


def test_a_known_and_an_unknown_nik_are_asked_by_the_very_same_queries(town: Town) -> None:
    asked = []
    ask(town, STRANGER, "Siti Contoh")
    for nik, name in (
        (STRANGER, "Siti Contoh"),
        (STRANGER, "Orang Lain"),
        ("1971024101820099", "Orang Lain"),
    ):
        with CaptureQueriesContext(connection) as queries:
            ask(town, nik, name)
        asked.append([query["sql"].split()[:3] for query in queries if "SAVEPOINT" not in query["sql"]])
    assert asked[0] == asked[1] == asked[2]


def test_every_question_is_an_entry_under_the_askers_key(town: Town) -> None:
    before = Entry.objects.count()
    ask(town, STRANGER, "Siti Contoh")
    entry = Entry.objects.latest("id")
    assert Entry.objects.count() == before + 1
    assert (entry.subject, entry.key) == (f"person:{town.mother.ref}", town.mother.key)
    assert STRANGER.encode() not in bytes(entry.sealed)


def test_questions_end_at_the_registers_limit_for_the_asker_alone(town: Town) -> None:
    register = selectors.population(town.city)
    assert register is not None
    count, seconds = register.definition["match_limits"][0]
    with clock.at(AT):
        for _ in range(count):
            ask(town, STRANGER, "Orang Lain")
        with pytest.raises(TooMany):
            ask(town, STRANGER, "Siti Contoh")
        assert access.match(nik=MOTHER, name="Ani Contoh", government=town.city, by=town.stranger) is True
    with clock.at(AT + timedelta(seconds=seconds)):
        assert ask(town, STRANGER, "Siti Contoh") is True


def test_an_account_is_identified_only_with_the_name_the_register_has(town: Town) -> None:
    account = Account.objects.create_user("dedi@x.test")
    given: dict[str, Any] = {"account": account, "government": town.city, "nik": FATHER, "phone": ""}
    with pytest.raises(IdentityNotMatched):
        people.identify(**given, name="Orang Lain")
    assert people.identify(**given, name="Dedi Contoh").name == "Dedi Contoh"
