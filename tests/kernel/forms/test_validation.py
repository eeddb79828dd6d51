import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.forms import missing, prune, validate
from tests.kernel.forms.sample import FACTS, FORM, LISTS, answers, with_answer


def codes(given_answers, facts=FACTS, paths=None):
    return {error.path: error.code for error in validate(FORM, given_answers, facts, paths, LISTS)}


def test_sound_answers_have_nothing_wrong():
    assert codes(answers()) == {}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("anak.nama", None, "required"),
        ("anak.nama", "", "required"),
        ("anak.nama", "Bo", "too_short"),
        ("anak.nama", "Bintang Contoh Panjang Sekali", "too_long"),
        ("anak.nama", "Bintang2 Contoh", "pattern"),
        ("anak.nama", 3, "not_text"),
        ("anak.nama", "a\ud800b", "not_text"),
        ("anak.lahir", "2026-02-30", "not_a_date"),
        ("anak.lahir", "20260701", "not_a_date"),
        ("anak.lahir", "2026-07-14", "check"),
        ("anak.pukul", "24:00", "not_a_time"),
        ("anak.jenis", "lima", "not_a_choice"),
        ("anak.berat", 3.1, "not_a_number"),
        ("anak.berat", "3.10", "not_a_number"),
        ("anak.berat", "-0", "not_a_number"),
        ("anak.berat", "1" * 16, "not_a_number"),
        ("anak.berat", "0.299999999", "minimum"),
        ("anak.berat", "8.000000001", "maximum"),
        ("usaha.modal", -1, "minimum"),
        ("usaha.modal", 10_000_000_001, "maximum"),
        ("usaha.modal", 2**80, "maximum"),
        ("usaha.modal", 1.0, "not_rupiah"),
        ("usaha.modal", True, "not_rupiah"),
        ("usaha.modal", Decimal(5), "not_rupiah"),
        ("usaha.modal", math.nan, "not_rupiah"),
        ("usaha.kbli", "99999", "not_in_list"),
        ("usaha.hari", ["1", "9"], "not_a_choice"),
        ("usaha.hari", ["1", "2", "3"], "too_many"),
        ("usaha.hari", ["1", "1"], "repeated"),
        ("usaha.hari", "1", "not_a_list"),
        ("surat.foto", ["a.jpg"], "too_few"),
        ("surat.foto", ["a.jpg", "../b"], "not_a_document"),
        ("surat.lahir", "http://x/y", "not_a_document"),
        ("surat.paraf", "a b", "not_signed"),
        ("ibu.nik", "123", "not_a_nik"),
        ("ibu.nik", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦", "not_a_nik"),
        ("ayah_dicatat", "ya", "not_yes_or_no"),
        ("anak.lain", "x", "unknown"),
        ("lain", {"a": 1}, "unknown"),
        ("ibu", "Ani", "not_a_group"),
    ],
)
def test_a_wrong_answer_has_its_code(path, value, code):
    found = codes(with_answer(path, value))
    assert found.get(path) == code, found


def test_a_statement_must_be_true():
    facts = FACTS | {"risiko": "rendah"}
    assert codes(with_answer("usaha.setuju", False), facts) == {"usaha.setuju": "not_true"}
    assert codes(with_answer("usaha.setuju", True), facts) == {}


def test_limits_come_with_the_error():
    (error,) = validate(FORM, with_answer("anak.berat", "9"), FACTS)
    assert error.details == {"limit": Decimal(8), "unit": "kg"}


def test_what_is_hidden_is_not_looked_at():
    hidden = with_answer("anak.urutan", 99)
    assert codes(hidden) == {}
    hidden["anak"]["jenis"] = "kembar"
    assert codes(hidden) == {"anak.urutan": "maximum"}


def test_what_is_shown_is_wanted():
    assert codes(with_answer("anak.jenis", "kembar")) == {"anak.urutan": "required"}
    without = answers()
    del without["ayah"]
    assert codes(without) == {"ayah.nik": "required", "ayah.nama": "required"}
    without["ayah_dicatat"] = False
    assert codes(without) == {}


def test_only_the_paths_asked_for_are_looked_at():
    wrong = with_answer("anak.nama", "Bo")
    del wrong["ibu"]
    assert codes(wrong, paths=["anak.nama"]) == {"anak.nama": "too_short"}
    assert codes(wrong, paths=["ibu"]) == {"ibu.nik": "required", "ibu.nama": "required"}


def test_errors_come_in_the_order_of_the_form():
    assert [error.path for error in validate(FORM, {}, FACTS)] == missing(FORM, {}, FACTS)


def test_a_check_rests_until_all_it_names_is_there():
    assert codes(with_answer("anak.lahir", None)) == {"anak.lahir": "required"}
    assert codes(answers(), {"risiko": "tinggi"}) == {"anak.lahir": "check"}


def test_without_lists_codes_are_not_looked_up():
    assert validate(FORM, with_answer("usaha.kbli", "99999"), FACTS) == ()
    assert [error.code for error in validate(FORM, answers(), FACTS, None, {})] == ["not_in_list"]


def test_one_value_that_is_no_json_hides_nothing_else():
    wrong = with_answer("anak.nama", {1, 2})
    wrong["ibu"]["nik"] = "123"
    wrong["wali"] = object()
    assert codes(wrong) == {"anak.nama": "not_text", "ibu.nik": "not_a_nik", "wali": "not_a_group"}


def deep(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


MONSTERS = {
    "list": deep(5000),
    "object": {"a": deep(5000)},
    "integer": 10**5000,
    "bytes": b"x",
    "key": {1: 2},
    "infinity": float("inf"),
    "thing": object(),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_no_value_makes_validation_raise(name):
    value = MONSTERS[name]
    for path in ("anak.nama", "usaha.modal", "usaha.hari", "anak", "lain", "ayah_dicatat"):
        assert codes(with_answer(path, value))
    assert validate(FORM, value, FACTS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*FORM.groups, *(path for path in FORM.fields if "." not in path), "lain"])
INNER = st.sampled_from(sorted({field.name for field in FORM.fields.values()}))


@given(st.dictionaries(NAMES, JSON | st.dictionaries(INNER, JSON, max_size=5), max_size=6) | JSON)
def test_validation_never_raises_whatever_the_answers(given_answers):
    errors = validate(FORM, given_answers, FACTS, None, LISTS)
    assert errors
    known = {"unknown", "not_a_group", "not_answers"}
    assert all(error.path in FORM.fields or error.code in known for error in errors)
    if isinstance(given_answers, dict):
        prune(FORM, given_answers, FACTS)
        missing(FORM, given_answers, FACTS)
