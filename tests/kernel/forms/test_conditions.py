from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.forms import (
    changed,
    facts,
    from_values,
    merge,
    missing,
    next_page,
    page_shown,
    prune,
    shown,
    with_defaults,
)
from tests.kernel.forms.sample import FACTS, FORM, answers, with_answer


def test_facts_are_typed():
    found = facts(FORM, answers())
    assert found["anak"]["lahir"] == date(2026, 7, 1)
    assert found["anak"]["pukul"] == time(5, 40)
    assert found["anak"]["berat"] == Decimal("3.1")
    assert found["usaha"]["modal"] == Decimal(50_000_000)
    assert found["usaha"]["hari"] == ["1", "3"]


def test_facts_leave_out_what_is_not_answered_or_not_of_its_kind():
    odd = {
        "anak": {"lahir": "2026-02-30", "berat": 3.1, "nama": "", "lain": 1},
        "surat": {},
        "ibu": "x",
        "lain": {},
    }
    assert facts(FORM, odd) == {"ayah_dicatat": True}


def test_a_default_answers_for_nobody_but_an_answer_wins():
    assert with_defaults(FORM, {})["ayah_dicatat"] is True
    assert facts(FORM, {"ayah_dicatat": False}) == {"ayah_dicatat": False}


def test_a_condition_shows_and_hides():
    assert "anak.urutan" not in shown(FORM, answers(), FACTS)
    assert "anak.urutan" in shown(FORM, with_answer("anak.jenis", "kembar"), FACTS)
    assert "ayah.nik" not in shown(FORM, with_answer("ayah_dicatat", False), FACTS)


def test_a_page_may_hang_on_a_decision():
    page = FORM.page("janji")
    assert not page_shown(FORM, page, answers(), FACTS)
    assert page_shown(FORM, page, answers(), FACTS | {"risiko": "rendah"})


def test_the_form_of_a_task_sees_its_own_answers():
    task = FORM.tasks["periksa"]
    around = {"task": {"periksa": {"by": "x"}, "lain": {}}}
    assert shown(task, {"asli": False}, around) == {"asli", "sebab"}
    assert shown(task, {"asli": True}, around) == {"asli"}
    assert around == {"task": {"periksa": {"by": "x"}, "lain": {}}}


def test_prune_drops_what_is_hidden_and_nothing_else():
    given_answers = with_answer("ayah_dicatat", False)
    given_answers["anak"]["urutan"] = 2
    found = prune(FORM, given_answers, FACTS)
    assert "ayah" not in found
    assert "urutan" not in found["anak"]
    assert "ayah" in given_answers
    assert found["ibu"] == given_answers["ibu"]


def test_prune_keeps_what_dropping_makes_right():
    both = with_answer("surat.pernyataan", "d.pdf")
    assert "pernyataan" not in prune(FORM, both, FACTS)["surat"]
    del both["surat"]["lahir"]
    assert prune(FORM, both, FACTS)["surat"]["pernyataan"] == "d.pdf"


PATHS = st.sampled_from(list(FORM.fields))


@given(st.dictionaries(PATHS, st.sampled_from([True, False, "kembar", "tunggal", "x", 3]), max_size=12))
def test_prune_reaches_a_fixpoint(values):
    found = prune(FORM, merge({}, values), FACTS)
    assert prune(FORM, found, FACTS) == found


def test_missing_names_what_is_shown_and_wanted():
    assert missing(FORM, answers(), FACTS) == []
    assert missing(FORM, {"anak": {"jenis": "kembar"}}, FACTS, "jenis") == ["anak.urutan"]
    assert missing(FORM, {"ayah_dicatat": False}, FACTS, "orang_tua") == ["ibu.nik", "ibu.nama"]


def test_a_group_that_may_be_left_out_wants_all_once_begun():
    assert missing(FORM, answers(), FACTS, "wali") == []
    assert missing(FORM, with_answer("wali.nama", "Eko"), FACTS, "wali") == ["wali.nik"]


def test_a_statement_on_a_conditional_page_is_wanted_when_shown():
    assert missing(FORM, answers(), FACTS | {"risiko": "rendah"}) == ["usaha.setuju"]


def test_a_draft_opens_at_the_first_unfinished_page():
    assert next_page(FORM, {}, FACTS) == "siapa"
    assert next_page(FORM, with_answer("anak.lahir", None), FACTS) == "anak"
    assert next_page(FORM, answers(), FACTS) is None


def test_after_a_page_comes_the_next_that_is_shown():
    assert next_page(FORM, answers(), FACTS, "siapa") == "anak"
    assert next_page(FORM, answers(), FACTS, "wali") == "surat"
    assert next_page(FORM, answers(), FACTS | {"risiko": "rendah"}, "wali") == "janji"
    assert next_page(FORM, answers(), FACTS, "surat") is None


def test_changed_names_the_paths_that_differ():
    new = with_answer("anak.nama", "Bulan Contoh")
    new["wali"] = {"nama": ""}
    del new["surat"]["lahir"]
    assert changed(FORM, answers(), new) == ("anak.nama", "surat.lahir")
    assert changed(FORM, {"ayah_dicatat": True}, {"ayah_dicatat": 1}) == ("ayah_dicatat",)


def test_merge_takes_out_empty_answers_and_empty_groups():
    found = merge(
        answers(), {"anak.nama": "Bulan Contoh", "ibu.nik": None, "ibu.nama": "", "ayah_dicatat": None}
    )
    assert found["anak"]["nama"] == "Bulan Contoh"
    assert "ibu" not in found
    assert "ayah_dicatat" not in found


def test_values_from_toml_become_answers():
    values = {
        "anak": {"lahir": date(2026, 7, 1), "pukul": time(5, 40), "berat": Decimal("3.10")},
        "ayah_dicatat": True,
    }
    found = from_values(FORM, values | {"usaha": {"modal": Decimal("5E+3")}})
    assert found["anak"] == {"lahir": "2026-07-01", "pukul": "05:40", "berat": "3.1"}
    assert found["usaha"] == {"modal": 5000}
    assert found["ayah_dicatat"] is True
