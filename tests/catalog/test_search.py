import pytest

from balai.catalog.rules import marked, nearest, rank

KNOWN = ["Akta kelahiran", "anak lahir", "bayi", "Izin usaha", "buka toko", "memulai usaha"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("anak lahir", "akta-kelahiran"),
        ("saya baru melahirkan", "akta-kelahiran"),
        ("BUKA TOKO", "izin-usaha"),
        ("perizinan", "izin-usaha"),
        ("usah", "izin-usaha"),
    ],
)
def test_everyday_words_find_the_service_whatever_their_endings(words, query, first):
    offers = [(name, words(name).service) for name in ("izin-usaha", "akta-kelahiran")]
    assert rank(query, offers, "id")[0].offer == first


@pytest.mark.parametrize("query", ["", "a", "xyzzy", "!?"])
def test_words_that_nobody_uses_find_nothing(words, query):
    offers = [(name, words(name).service) for name in ("izin-usaha", "akta-kelahiran")]
    assert rank(query, offers, "id") == []


def test_words_of_the_same_stem_are_marked_and_nothing_is_lost():
    pieces = marked("Akta kelahiran, untuk anak.", "lahir")
    assert [piece.text for piece in pieces if piece.hit] == ["kelahiran"]
    assert "".join(piece.text for piece in pieces) == "Akta kelahiran, untuk anak."


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("kelahirn", "kelahiran"),
        ("bka toko", ""),
        ("ank lahir", ""),
        ("izin ushaa", "izin usaha"),
        ("anak lahir", ""),
    ],
)
def test_a_word_unlike_all_others_is_replaced_by_the_nearest(query, meant):
    assert nearest(query, KNOWN) == meant
