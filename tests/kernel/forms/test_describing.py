import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.forms import codes, describe
from tests.kernel.forms.sample import FORM, LISTS


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("anak.nama", "Bintang", "Bintang"),
        ("anak.lahir", "2026-07-13", "13 Juli 2026"),
        ("anak.pukul", "05:40", "05.40"),
        ("anak.berat", "3.1", "3,1 kg"),
        ("usaha.modal", 1_500_000, "Rp1.500.000"),
        ("pelapor.hubungan", "ibu", "Ibu"),
        ("usaha.kbli", "47111", "Minimarket"),
        ("usaha.hari", ["1", "3"], "Senin, Rabu"),
        ("ayah_dicatat", False, "Tidak"),
        ("surat.lahir", "a.pdf", "Berkas diunggah"),
        ("surat.foto", ["a", "b"], "2 berkas diunggah"),
        ("anak.nama", None, ""),
        ("anak.lahir", "besok", "besok"),
        ("anak.berat", "berat", "berat"),
    ],
)
def test_an_answer_is_shown_in_indonesian(path, value, text):
    assert describe(FORM, path, value, LISTS) == text


def test_an_answer_is_shown_in_english_with_translated_choices():
    texts = {"pelapor.hubungan": {"choices": {"ibu": "Mother"}}}
    assert describe(FORM, "pelapor.hubungan", "ibu", LISTS, "en", texts) == "Mother"
    assert describe(FORM, "usaha.modal", 1_500_000, LISTS, "en") == "Rp1,500,000"
    assert describe(FORM, "anak.lahir", "2026-07-13", LISTS, "en") == "13 July 2026"
    assert describe(FORM, "ayah_dicatat", True, LISTS, "en") == "Yes"


def test_a_table_becomes_a_code_list():
    assert codes([{"kode": "1", "judul": "Satu", "x": "?"}, {"kode": "2", "judul": "Dua", "x": "?"}]) == {
        "1": "Satu",
        "2": "Dua",
    }
    assert codes([{"kode": "1"}]) == {"1": "1"}


VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3) | st.floats()


@given(st.sampled_from(list(FORM.fields)), VALUES)
def test_describing_never_raises(path, value):
    assert isinstance(describe(FORM, path, value, LISTS), str)
