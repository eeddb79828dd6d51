import pytest

from balai.lib import clock
from balai.lib.db import rows, writing
from balai.notices import access, actions, selectors
from balai.notices.models import Notice
from balai.people.models import Account
from tests.people.people_factory import make_citizen, make_government

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BODY = "Surat keterangan lahir tidak terbaca.\n\nUnggah foto yang lebih jelas."


@pytest.fixture
def government():
    return make_government()


@pytest.fixture
def sari(government):
    return make_citizen(government)


def send(person, subject="Perbaiki satu isian", about=None):
    letter = actions.letter(
        person=person,
        subject=subject,
        body=BODY,
        about=about,
        government=person.government,
        at=clock.now(),
    )
    with writing():
        rows.insert([letter])
    return letter


def test_a_letter_is_sealed_and_read_by_its_addressee(client, sari):
    notice = send(sari)
    assert b"terbaca" not in bytes(Notice.objects.get().sealed)
    client.force_login(sari.account)
    assert "Perbaiki satu isian" in client.get("/kotak-masuk/").content.decode()
    page = client.get(f"/kotak-masuk/{notice.ref}/").content.decode()
    assert "<p>Unggah foto yang lebih jelas.</p>" in page


def test_opening_a_letter_marks_it_read_once(client, sari):
    notice = send(sari)
    assert selectors.unread_count(sari) == 1
    client.force_login(sari.account)
    client.get(f"/kotak-masuk/{notice.ref}/")
    first = Notice.objects.get().read_at
    client.get(f"/kotak-masuk/{notice.ref}/")
    assert first is not None
    assert Notice.objects.get().read_at == first
    assert selectors.unread_count(sari) == 0


def test_an_inbox_shows_own_letters_only(client, government, sari):
    other = make_citizen(government, name="Rina Contoh")
    letter = send(other, subject="Rahasia Rina")
    client.force_login(sari.account)
    assert "Rahasia Rina" not in client.get("/kotak-masuk/").content.decode()
    assert client.get(f"/kotak-masuk/{letter.ref}/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_an_empty_inbox_says_so(client, sari):
    client.force_login(sari.account)
    assert "Belum ada surat" in client.get("/kotak-masuk/").content.decode()


def test_a_visitor_is_led_to_sign_in(client):
    assert client.get("/kotak-masuk/").headers["Location"] == "/akun/masuk/?next=%2Fkotak-masuk%2F"


def test_a_long_inbox_is_shown_page_by_page(client, sari):
    for number in range(21):
        send(sari, subject=f"Surat ke-{number}")
    client.force_login(sari.account)
    assert client.get("/kotak-masuk/").content.decode().count("Surat ke-") == 20
    assert "Surat ke-0" in client.get("/kotak-masuk/?hal=2").content.decode()


def test_a_letter_leads_to_what_it_is_about(client, sari, monkeypatch):
    monkeypatch.setattr(access, "_ways", [])
    access.lead_to(lambda case: f"/permohonan/{case}/")
    notice = send(sari, about=sari.ref)
    client.force_login(sari.account)
    assert f"/permohonan/{sari.ref}/" in client.get(f"/kotak-masuk/{notice.ref}/").content.decode()


def test_who_gave_no_nik_yet_has_an_empty_inbox(client):
    client.force_login(Account.objects.create_user("baru@balai.example", None))
    assert "Belum ada surat" in client.get("/kotak-masuk/").content.decode()
