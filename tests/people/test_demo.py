from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from balai.lib import clock
from balai.people import checks, demo, selectors
from balai.people.models import Account, Government, Person

FILE = Path(configured.ROOT) / "demo" / "people.toml"


@pytest.fixture
def demonstration(settings, db_both):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return demo.load(FILE)


@pytest.fixture
def client():
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def db_both(request):
    request.applymarker(pytest.mark.django_db(databases=["default", "keys"]))
    return request.getfixturevalue("db")


@pytest.mark.django_db(databases=["default", "keys"])
class TestPersonas:
    @pytest.mark.usefixtures("demonstration")
    def test_choosing_somebody_signs_in_as_them_officials_included(self, client):
        answer = client.post("/demo/", {"persona": "ratna"})
        assert answer.headers["Location"] == "/meja/"
        page = client.get("/akun/").content.decode()
        assert "Ratna Teladan" in page
        assert "Kepala Dinas Kependudukan" in page

    @pytest.mark.usefixtures("demonstration")
    def test_the_page_lists_people_with_their_posts(self, client):
        page = client.get("/demo/").content.decode()
        assert "Masuk sebagai Sari" in page
        assert "Plt. Kepala Dinas Penanaman Modal" in page
        assert "Bram" not in page

    @pytest.mark.usefixtures("demonstration")
    def test_an_english_page_says_who_everybody_is_in_english(self, client):
        client.cookies["balai-language"] = "en"
        page = client.get("/demo/").content.decode()
        assert "<h2>Citizens</h2>" in page
        assert "Report the birth of a second child" in page
        assert "Laporkan kelahiran" not in page

    @pytest.mark.usefixtures("demonstration")
    def test_only_listed_people_can_be_chosen(self, client):
        assert client.post("/demo/", {"persona": "bram"}).status_code == 404
        assert client.post("/demo/", {"persona": ""}).status_code == 404
        assert "_auth_user_id" not in client.session

    @pytest.mark.usefixtures("demonstration")
    def test_outside_the_demo_there_is_no_such_page(self, client, settings):
        settings.DEMO = False
        assert client.get("/demo/").status_code == 404
        assert client.post("/demo/", {"persona": "ratna"}).status_code == 404
        assert "_auth_user_id" not in client.session

    @pytest.mark.usefixtures("demonstration")
    def test_a_public_name_has_no_such_page(self, client, settings):
        settings.ALLOWED_HOSTS = ["balai.go.id"]
        assert client.get("/demo/", headers={"host": "balai.go.id"}).status_code == 404

    @pytest.mark.usefixtures("demonstration")
    def test_a_persona_proves_nothing_once_the_demo_is_over(self, client, settings):
        client.post("/demo/", {"persona": "ratna"})
        settings.DEMO = False
        assert client.get("/akun/").status_code == 302

    def test_the_demo_has_two_governments_an_acting_head_and_families(self, demonstration):
        agency = demonstration.agencies["1971", "dpmptsp"]
        (head,) = selectors.holders(agency, "kepala_instansi", clock.now())
        assert Government.objects.count() == 2
        assert selectors.title_of(head).startswith("Plt. ")
        assert Person.objects.count() == 30
        assert Account.objects.filter(person__isnull=False).count() == 30

    def test_people_with_known_passwords_are_not_loaded_outside_the_demo(self, settings):
        settings.DEMO = False
        with pytest.raises(ImproperlyConfigured):
            demo.load(FILE)
        assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("https://balai.pangkalpinang.go.id", ["127.0.0.1"]),
        ("http://127.0.0.1:8000", ["*"]),
        ("http://8.8.8.8", ["localhost"]),
    ],
)
def test_a_demo_on_a_public_address_is_an_error_at_start(settings, base_url, hosts):
    settings.DEMO, settings.BASE_URL, settings.ALLOWED_HOSTS = True, base_url, hosts
    assert [problem.id for problem in checks.demo_stays_private()] == ["people.E001"]
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_public_demo("127.0.0.1")


def test_a_demo_is_not_served_on_every_address(settings):
    settings.DEMO, settings.BASE_URL, settings.ALLOWED_HOSTS = True, "http://127.0.0.1:8000", ["127.0.0.1"]
    checks.refuse_public_demo("127.0.0.1")
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_public_demo("0.0.0.0")  # noqa: S104 - refused


def test_without_demo_mode_every_address_will_do(settings):
    settings.DEMO, settings.BASE_URL = False, "https://balai.pangkalpinang.go.id"
    assert checks.demo_stays_private() == []
    checks.refuse_public_demo("0.0.0.0")  # noqa: S104 - allowed
