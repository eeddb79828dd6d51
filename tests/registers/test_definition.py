"""How a register is kept is data: what reference/ holds reads, and what does not fit together is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.registers import definition, rules
from balai.registers.definition import DefinitionRefused
from tests.registers.conftest import tables


def test_every_register_in_reference_reads_and_names_known_elements() -> None:
    for name, table in tables().items():
        found = definition.read(name, table)
        assert found.fields, name
        assert found.owner == table["owner"]


def test_what_a_register_feeds_exists_and_has_the_fields() -> None:
    read = {name: definition.read(name, table) for name, table in tables().items()}
    for one in read.values():
        for feed in one.feeds:
            assert set(feed.fields) | set(feed.gives.values()) <= set(read[feed.register].fields)


@pytest.mark.parametrize(
    "changes",
    [
        {"find": [["kendaraan"]]},
        {"unique": [["nik", "kendaraan"]]},
        {"match": ["kendaraan"]},
        {"person": "kendaraan"},
        {"results": ["kendaraan"]},
        {"nik": {"region": "kendaraan", "birth_date": "birth_date", "sex": "sex", "women": "P"}},
        {"feed": [{"register": "usaha"}]},
        {"match_limits": [["banyak", 1]]},
        {"field": "nik"},
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DefinitionRefused, match="penduduk"):
        definition.read("penduduk", {**tables()["penduduk"], **changes})


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_values_never_run_together(one: str, two: str) -> None:
    read = definition.read("penduduk", tables()["penduduk"])
    left = rules.compared(read, ["family_card", "nik"], {"family_card": one, "nik": two})
    right = rules.compared(read, ["family_card", "nik"], {"family_card": one + two, "nik": "x"})
    assert left is None or left != right or (one + two, "x") == (one, two)


@given(st.dates(), st.sampled_from("LP"))
def test_a_nik_begins_with_region_and_birth(born: Any, sex: str) -> None:
    parts = {"region": "card", "birth_date": "born", "sex": "sex", "women": "P"}
    series = rules.nik_series(parts, {"card": "1971010101200001", "born": born.isoformat(), "sex": sex})
    assert series[:6] == "197101"
    assert int(series[6:8]) == born.day + (40 if sex == "P" else 0)
    assert series[8:] == born.strftime("%m%y")
