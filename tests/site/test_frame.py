import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from balai.site import navigation
from balai.site.headers import Headers
from tests.pages import PageClient

pytestmark = pytest.mark.urls("tests.site.raising")


@pytest.fixture
def client():
    return PageClient()


@pytest.fixture
def signed_in(monkeypatch):
    person = navigation.Identity("Siti Contoh", "Petugas verifikasi", "Dinas Contoh")
    monkeypatch.setattr(navigation, "_identify", [lambda _: person])
    return person


@pytest.fixture
def items(monkeypatch):
    monkeypatch.setattr(navigation, "_items", [])


@pytest.mark.parametrize(
    "address", ["/tentang/", "/aksesibilitas/", "/keamanan/", "/komponen/", "/komponen/?hal=7"]
)
def test_the_pages_about_the_site_are_whole(client, address):
    assert client.get(address).status == 200


@pytest.mark.parametrize("address", ["/tentang/", "/aksesibilitas/", "/keamanan/", "/komponen/"])
def test_the_pages_about_the_site_are_whole_in_english(client, address):
    client.cookies["balai-language"] = "en"
    page = client.get(address)
    assert page.select_one("html")["lang"] == "en"


def test_a_module_adds_its_entry_with_what_waits(client, items, signed_in):
    navigation.add(area="public", label="Tentang kami", url_name="about", badge=lambda _: 3)
    entry = client.get("/tentang/").select_one(".nav a")
    assert (entry["href"], entry["aria-current"]) == ("/tentang/", "page")
    assert entry.select_one(".badge").get_text(" ").split() == ["3", "menunggu"]


def test_entries_that_are_not_for_somebody_or_lead_nowhere_are_not_shown(client, items):
    navigation.add(area="public", label="Rahasia", url_name="about", visible=lambda _: False)
    navigation.add(area="public", label="Nanti", url_name="no-such-page")
    navigation.add(area="citizen", label="Kotak masuk", url_name="about")
    assert not client.get("/tentang/").select(".nav")


def test_a_narrow_screen_keeps_two_entries_and_folds_the_rest_without_a_script(client, items, signed_in):
    for order, name in enumerate(("about", "security", "accessibility"), start=1):
        navigation.add(area="citizen", label=name, url_name=name, order=order, badge=lambda _: 2)
    few = client.get("/tentang/").select_one(".nav .few")
    assert [entry.contents[0].strip() for entry in few.select(":scope > ul a")] == ["about", "security"]
    menu = few.select_one("details")
    assert menu.select_one("summary .badge").get_text(" ").split() == ["2", "menunggu"]
    assert [entry["href"] for entry in menu.select("li a")] == ["/aksesibilitas/"]


def test_where_all_entries_fit_a_narrow_screen_folds_none(client, items):
    for order, name in enumerate(("about", "security", "accessibility"), start=1):
        navigation.add(area="public", label=name, url_name=name, order=order)
    nav = client.get("/tentang/").select_one(".nav")
    assert len(nav.select("a")) == 3
    assert not nav.select("details")


def test_entries_stand_in_order_and_are_added_once(client, items):
    navigation.add(area="footer", label="Kedua", url_name="security", order=2)
    navigation.add(area="footer", label="Pertama", url_name="about", order=1)
    navigation.add(area="footer", label="Pertama", url_name="about", order=1)
    assert [a.get_text() for a in client.get("/tentang/").select(".foot nav a")] == ["Pertama", "Kedua"]


def test_the_header_says_who_is_signed_in_and_for_which_office(client, signed_in):
    menu = client.get("/tentang/").select_one(".menu").get_text(" ")
    assert all(word in menu for word in (signed_in.name, signed_in.post, signed_in.agency))


def test_somebody_unknown_is_led_to_sign_in_and_back(client):
    assert client.get("/tentang/?a=1").select_one(".enter")["href"] == "/masuk/?next=/tentang/%3Fa%3D1"


def test_the_language_is_changed_and_one_stays_on_the_page(client):
    page = client.get("/tentang/?a=1")
    answer = client.submit(page, form=".languages")
    assert answer.location == "/tentang/?a=1"
    assert client.get("/tentang/").select_one("html")["lang"] == "en"


@pytest.mark.parametrize(("demo", "shown"), [(True, 1), (False, 0)])
def test_a_demo_says_so_on_every_page(client, settings, demo, shown):
    settings.DEMO = demo
    assert len(client.get("/aksesibilitas/").select(".demo")) == shown


def test_every_answer_refuses_devices_and_foreign_embedding(client):
    headers = client.get("/tentang/").response.headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_pages_of_somebody_with_a_session_are_kept_by_no_cache(settings):
    request = RequestFactory().get("/")
    answer = Headers(lambda _: HttpResponse())
    assert "Cache-Control" not in answer(request).headers
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert answer(request).headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_session_is_extended_only_where_there_is_one(client):
    assert client.post("/sesi/").status == 401
    session = client.session
    session["there"] = True
    session.save()
    assert client.post("/sesi/").status == 204
