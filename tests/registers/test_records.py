"""Adding records: once per cause, refused with a reason, feeding the population register, entered."""

from datetime import date
from typing import Any

import pytest

from balai.ledger.models import Entry
from balai.lib.keys.sealing import SealBroken
from balai.registers import actions, selectors
from balai.registers.errors import CriteriaRefused, NoSuchRegister, RecordRefused
from balai.registers.models import Record, RecordIndex, Register, Serial
from tests.registers.conftest import CARD, FATHER, MOTHER, Town, resident, tables

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Record, RecordIndex, Serial, Entry))


def found(town: Town, register: str, **criteria: Any) -> list[dict[str, Any]]:
    return selectors.find(register, town.city, criteria)


def test_a_birth_gives_the_child_a_nik_and_a_place_on_the_mothers_family_card(town: Town) -> None:
    answer = town.add()
    assert answer["nik"] == "1971010107260001"
    assert answer["number"] == "1971-LU-14072026-0001"
    child = found(town, "penduduk", nik=answer["nik"])[0]
    assert child["family_card"] == CARD
    assert (child["name"], child["nationality"], child["relation"]) == ("Bintang Contoh", "WNI", "anak")
    assert (child["mother"], child["father"]) == (MOTHER, FATHER)


def test_the_same_cause_adds_once_and_gets_the_same_answer(town: Town) -> None:
    first = town.add()
    before = counts()
    assert town.add() == first
    assert counts() == before


def test_twins_get_two_niks_and_a_girl_forty_days_more(town: Town) -> None:
    town.add()
    girl = {"nama": "Bulan Contoh", "jenis_kelamin": "P", "tanggal_lahir": date(2026, 7, 1)}
    boy = {"nama": "Surya Contoh", "jenis_kelamin": "L", "tanggal_lahir": date(2026, 7, 1)}
    assert town.add("case/2", number="A-2", child=girl)["nik"] == "1971014107260001"
    assert town.add("case/3", number="A-3", child=boy)["nik"] == "1971010107260002"


def test_a_given_nik_is_never_given_again(town: Town) -> None:
    row = resident("1971010107260001", "Sudah Ada", sex="L", birth_date="2026-07-01")
    actions.seed(register="penduduk", government=town.city, rows=[row], actor=town.system)
    assert town.add()["nik"] == "1971010107260002"


def test_a_newborn_lives_where_the_family_card_of_a_parent_says(town: Town) -> None:
    mother = resident("1971015505950099", "Ani Teladan") | {"address": "Jalan Contoh 7, Rangkui"}
    actions.seed(register="penduduk", government=town.city, rows=[mother], actor=town.system)
    answer = town.add(mother=mother["nik"])
    assert found(town, "penduduk", nik=answer["nik"])[0]["address"] == "Jalan Contoh 7, Rangkui"


def test_a_father_alone_gives_the_card_when_the_mother_is_not_in_the_register(town: Town) -> None:
    answer = town.add(mother="3171015505950003")
    assert found(town, "penduduk", nik=answer["nik"])[0]["family_card"] == CARD


def test_element_names_serve_as_well_as_the_names_of_a_form(town: Town) -> None:
    child = {"name": "Bintang Contoh", "sex": "L", "birth_date": "2026-07-01"}
    assert town.add(child=child)["nik"] == "1971010107260001"


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "no parent is in the register": ("incomplete", {"mother": "3171015505950003", "father": None}),
    "the child has no name": ("incomplete", {"child": {"jenis_kelamin": "L", "tanggal_lahir": "2026-07-01"}}),
    "there is no number": ("incomplete", {"number": None}),
    "the date is none": (
        "incomplete",
        {"child": {"nama": "A B", "jenis_kelamin": "L", "tanggal_lahir": "kemarin"}},
    ),
    "the number is taken": ("duplicate", {"number": "TAKEN"}),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_record_changes_nothing_at_all(town: Town, why: str) -> None:
    town.add("before", number="TAKEN")
    before = counts()
    reason, changes = REFUSED[why]
    with pytest.raises(RecordRefused) as refusal:
        town.add("case/9", **changes)
    assert refusal.value.code == "refused"
    assert refusal.value.details["reason"] == reason
    assert counts() == before


def test_series_that_are_used_up_refuse(town: Town) -> None:
    town.add()
    Serial.objects.update(last=9999)
    with pytest.raises(RecordRefused) as refusal:
        town.add("case/2", number="A-2")
    assert refusal.value.details["reason"] == "exhausted"


def test_a_birth_is_found_again_by_mother_and_date_and_tells_only_what_it_may(town: Town) -> None:
    town.add()
    hits = found(town, "akta_kelahiran", mother=MOTHER, birth_date=date(2026, 7, 1))
    assert hits == [{"number": "1971-LU-14072026-0001", "name": "Bintang Contoh", "birth_date": "2026-07-01"}]
    assert found(town, "akta_kelahiran", mother=MOTHER, birth_date="2026-07-02") == []
    assert found(town, "akta_kelahiran", mother=None, birth_date="2026-07-01") == []


def test_a_register_is_searched_only_as_its_definition_offers(town: Town) -> None:
    with pytest.raises(CriteriaRefused):
        found(town, "penduduk", birth_date="1995-05-15")
    with pytest.raises(CriteriaRefused):
        found(town, "penduduk", nik=MOTHER, relation="Istri")
    with pytest.raises(NoSuchRegister):
        found(town, "kendaraan", nik=MOTHER)


def test_governments_do_not_see_each_others_records(town: Town) -> None:
    assert selectors.find("penduduk", town.province, {"nik": MOTHER}) == []
    rows = [resident(MOTHER, "Ani Lain")]
    assert actions.seed(register="penduduk", government=town.province, rows=rows, actor=town.system) == 1
    assert found(town, "penduduk", nik=MOTHER)[0]["name"] == "Ani Contoh"


def test_seeding_twice_adds_nothing_and_each_record_has_its_entry(town: Town) -> None:
    rows = [resident(MOTHER, "Ani Contoh"), resident("1971015505950099", "Baru Contoh")]
    entries = Entry.objects.count()
    assert actions.seed(register="penduduk", government=town.city, rows=rows, actor=town.system) == 1
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.latest("id").subject.startswith("record:")


def test_a_record_does_not_depend_on_the_key_of_another(town: Town) -> None:
    town.add()
    keys = list(Record.objects.values_list("key", flat=True))
    assert len(set(keys)) == len(keys)


def test_sealed_fields_moved_to_another_record_do_not_open(town: Town) -> None:
    one, two = Record.objects.order_by("id")[:2]
    one.key, one.sealed = two.key, two.sealed
    with pytest.raises(SealBroken):
        selectors.fields_of(one)


def test_the_tables_hold_nothing_readable(town: Town) -> None:
    town.add()
    rows = [list(model.objects.values_list()) for model in (Record, RecordIndex, Serial)]
    text = repr(rows)
    for word in (MOTHER, FATHER, CARD, "Contoh", "1995-05-15", "1971-LU", "19710101"):
        assert word not in text


def test_declaring_the_same_again_writes_nothing_and_a_change_is_a_public_entry(town: Town) -> None:
    table = tables()["usaha"]
    entries, registers = Entry.objects.count(), Register.objects.count()
    actions.declare(name="usaha", definition=table, government=town.city, actor=town.system)
    assert Entry.objects.count() == entries
    actions.declare(
        name="usaha", definition={**table, "title": "Lain"}, government=town.city, actor=town.system
    )
    assert Entry.objects.latest("id").public
    assert (Entry.objects.count(), Register.objects.count()) == (entries + 1, registers)


def test_a_business_is_recorded_and_found_by_its_number(town: Town) -> None:
    fields = {"nib": "0000000000001", "usaha": {"nama": "Toko Contoh", "kbli": "47111"}, "owner": MOTHER}
    given: dict[str, Any] = {
        "register": "usaha",
        "government": town.city,
        "fields": fields,
        "actor": town.system,
    }
    assert actions.add(**given, cause="case/7")["number"] == "0000000000001"
    assert found(town, "usaha", owner=MOTHER)[0]["name"] == "Toko Contoh"
