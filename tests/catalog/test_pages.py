import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from balai.catalog import actions, selectors
from balai.config import hall as demo
from balai.config.folder import read_folder
from balai.people import selectors as people
from balai.people.types import Actor
from tests.hall import SERVICES as EVERY
from tests.pages import words

NOTICE = "Ini bukan OSS. Perizinan resmi tetap di oss.go.id."


def test_the_front_leads_to_services_search_tracking_and_verification(hall, client):
    page = client.get("/")
    links = {a["href"] for a in page.select("main a")}
    assert {f"/layanan/{name}/" for name in EVERY} | {"/lacak/", "/verifikasi/"} <= links
    assert page.select_one("main form[role=search]")["action"] == "/cari/"
    assert "Kota Pangkalpinang" in page.words


def test_a_hall_without_services_says_so(db, client):
    for address in ("/", "/layanan/"):
        assert "Belum ada layanan" in client.get(address).words


def test_the_first_visit_is_light(hall, client):
    page = client.get("/")
    sources = {tag.get("src") or tag.get("href") for tag in page.select("link[href], script[src], img[src]")}
    css = Path(finders.find("site/balai.css")).read_text()
    names = [source.removeprefix(settings.STATIC_URL) for source in sources]
    names += [f"site/{name}" for name in re.findall(r'url\("([^"]*)"\)', css)]
    names.append("site/icons.svg")
    files = [Path(finders.find(name)).read_bytes() for name in names]
    assert sum(len(gzip.compress(data)) for data in [page.response.content, *files]) <= 40_000


def test_typing_what_happened_finds_the_service(hall, client):
    page = client.get("/cari/", {"q": "anak lahir"})
    first = page.select_one(".results a")
    assert (words(first), first["href"]) == ("Akta kelahiran", "/layanan/akta-kelahiran/")
    assert {words(mark) for mark in page.select(".results mark")} >= {"anak", "lahir", "kelahiran"}
    assert page.select_one("main input[name=q]")["value"] == "anak lahir"


def test_english_words_find_the_service_in_english(hall, english):
    page = english.get("/cari/", {"q": "newborn"})
    assert words(page.select_one(".results a")) == "Birth certificate"


def test_a_misspelt_word_is_put_right(hall, client):
    page = client.get("/cari/", {"q": "kelahirn"})
    assert not page.select(".results")
    assert page.select_one('a[href="/cari/?q=kelahiran"]')


def test_a_search_that_finds_nothing_offers_ways_on_and_repeats_no_markup(hall, client):
    page = client.get("/cari/", {"q": "<b>xyzzy</b>"})
    assert "Belum ada layanan yang cocok dengan “<b>xyzzy</b>”" in page.words
    assert not page.select("main b")
    assert page.select('main a[href="/layanan/"]')
    assert page.select("main .ways a")


def test_an_empty_search_is_a_page_to_search_on(hall, client):
    page = client.get("/cari/")
    assert page.status == 200
    assert page.select("main .ways a")
    assert not page.select("[role=status]")


@pytest.mark.parametrize(
    ("query", "heading"), [("", "Punya anak"), ("?menurut=instansi", "Dinas Kependudukan")]
)
def test_all_services_stand_under_life_events_or_offices(hall, client, query, heading):
    page = client.get(f"/layanan/{query}")
    assert any(words(h2).startswith(heading) for h2 in page.select("main h2"))
    assert {a["href"] for a in page.select("main h3 a")} == {f"/layanan/{name}/" for name in EVERY}


@pytest.mark.parametrize("address", ["/layanan/izin-usaha/", "/layanan/", "/cari/?q=izin", "/"])
def test_the_notice_of_a_service_stands_wherever_it_is_shown(hall, client, address):
    assert NOTICE in client.get(address).words


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_service_publishes_its_fourteen_components(hall, client, name, language):
    client.cookies["balai-language"] = language
    page = client.get(f"/layanan/{name}/")
    numbers = [words(h3.select_one("span")) for h3 in page.select(".component h3")]
    assert numbers == [str(n) for n in range(1, 15)]
    empty = [
        words(part.select_one("h3"))
        for part in page.select(".component")
        if not words(part.select_one("div"))
    ]
    assert not empty


def test_a_service_shows_its_rules_as_tables_and_leads_to_the_application(hall, client):
    page = client.get("/layanan/akta-kelahiran/")
    assert page.select_one("a.button.start")["href"] == "/layanan/akta-kelahiran/ajukan/"
    assert "lebih dari 60" in page.words
    assert "16 data tidak perlu Anda bawa" in page.words
    version = selectors.offers_of("akta-kelahiran")[0].version_id
    assert version in page.words


def test_an_unknown_service_is_not_found(hall, client):
    assert client.get("/layanan/tidak-ada/").status == 404


def test_a_service_of_two_governments_names_the_other_and_lets_one_choose(hall, client):
    name, other = "akta-kelahiran", people.government_by_code("19")
    known = selectors.offers_of(name)[0]
    actions.publish(
        name=name, files=read_folder(settings.SERVICES / name), shared=demo.reference(), government=other,
        calendar=known.calendar, actor=Actor.system(),
    )  # fmt: skip
    page = client.get(f"/layanan/{name}/")
    assert page.select_one('main a[href="?daerah=19"]').get_text() == other.name
    chosen = client.get(f"/layanan/{name}/?daerah=19")
    assert chosen.select_one("a.button.start")["href"].endswith("/ajukan/?daerah=19")
    assert other.name in words(chosen.select_one("main .box"))


def test_a_page_that_was_made_before_asks_the_database_little(hall, client, django_assert_max_num_queries):
    client.get("/layanan/akta-kelahiran/")
    with django_assert_max_num_queries(4):
        client.get("/layanan/akta-kelahiran/")


def test_official_names_stay_and_are_explained_in_english(hall, english):
    page = english.get("/layanan/akta-kelahiran/")
    laws = words(page.select_one(".component:has(#dasar)"))
    assert "Undang-Undang Nomor 24 Tahun 2013" in laws
    assert "Law 24 of 2013 amending" in laws
    assert "A birth is reported within 60 days." in laws
    box = words(page.select_one("main .box"))
    assert "Dinas Kependudukan dan Pencatatan Sipil Population and Civil Registration Agency" in box


def test_indonesian_pages_carry_no_english_names(hall, client):
    page = client.get("/layanan/akta-kelahiran/")
    assert "Law 24" not in page.words
    assert "Population and Civil" not in page.words
