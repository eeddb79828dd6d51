import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.urls import reverse

from balai.people import access
from balai.people.models import Account
from tests.people.people_factory import (
    PASSWORD,
    give_authenticator,
    make_agency,
    make_citizen,
    make_government,
    make_official,
    sign_in,
)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LOGIN, ACCOUNT = "/akun/masuk/", "/akun/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture(autouse=True)
def forget_attempts():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def agency():
    return make_agency(make_government())


@pytest.fixture
def official(agency):
    return make_official(agency, password=PASSWORD)


@pytest.fixture
def citizen(agency):
    return make_citizen(agency.government, password=PASSWORD)


def enter(client, person, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": person.account.email, "password": password, **more})


def test_a_citizen_signs_in_with_a_password_and_goes_on_where_they_were(client, citizen):
    answer = enter(client, citizen, next="/akun/telepon/")
    assert answer.headers["Location"] == "/akun/telepon/"
    assert client.get(ACCOUNT).status_code == 200


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, citizen):
    wrong = enter(client, citizen, password="salah-sekali-ini")
    unknown = client.post(LOGIN, {"login": "tidak@ada.example", "password": "salah-sekali-ini"})
    sentence = "Alamat surel atau kata sandi salah."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert "_auth_user_id" not in client.session


def test_where_to_go_on_is_never_another_site(client, citizen):
    answer = enter(client, citizen, next="https://jahat.example/")
    assert answer.headers["Location"] == "/"


def test_a_visitor_is_led_to_sign_in_and_back(client):
    answer = client.get("/akun/telepon/")
    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fakun%2Ftelepon%2F"


def test_an_official_without_an_authenticator_is_led_to_set_it_up(client, official):
    enter(client, official)
    answer = client.get(ACCOUNT)
    assert answer.headers["Location"].startswith(reverse("mfa_activate_totp"))
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200


def test_setting_up_an_authenticator_lets_the_official_in(client, official):
    enter(client, official)
    client.get(reverse("mfa_activate_totp") + "?next=/akun/telepon/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert "/akun/telepon/" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(ACCOUNT).status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_a_wrong_code_sets_nothing_up(client, official):
    enter(client, official)
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Kode salah" in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert client.get(ACCOUNT).status_code == 302


def test_an_official_signs_in_with_password_and_code(client, official):
    secret = give_authenticator(official)
    answer = enter(client, official)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(ACCOUNT).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(ACCOUNT).status_code == 200


def test_a_password_alone_is_not_enough_for_an_official(client, official):
    give_authenticator(official)
    enter(client, official)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Kode salah" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_official_cannot_take_the_authenticator_off(client, official):
    give_authenticator(official)
    sign_in(client, official)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**records[0], "at": time.time(), "reauthenticated": True}]
    session.save()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_citizen_who_becomes_an_official_needs_the_code_at_once(client, agency, citizen):
    client.force_login(citizen.account)
    assert client.get(ACCOUNT).status_code == 200
    make_official(agency, person=citizen)
    assert client.get(ACCOUNT).headers["Location"].startswith(reverse("mfa_activate_totp"))


def test_sign_up_makes_an_account_and_asks_for_the_nik_only_when_needed(client):
    form = {"email": "baru@balai.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/akun/daftar/", form)
    assert answer.status_code == 302
    assert Account.objects.get().person is None
    assert client.get(ACCOUNT).status_code == 200
    answer = client.get("/akun/telepon/")
    assert answer.headers["Location"] == "/akun/data-diri/?next=%2Fakun%2Ftelepon%2F"


def test_identifying_asks_one_thing_per_page_and_returns(client, agency):
    client.force_login(Account.objects.create_user("baru@balai.example", PASSWORD))
    client.get("/akun/data-diri/?next=/akun/telepon/")
    for name, typed in (
        ("nik", "1971 0412 0390 9901"),
        ("nama", "Sari Contoh"),
        ("telepon", "0812 3456 7890"),
    ):
        answer = client.post(f"/akun/data-diri/{name}/", {name: typed})
        assert answer.status_code == 302
    assert answer.headers["Location"] == "/akun/data-diri/periksa/"
    assert "Kota Pangkalpinang" in client.get("/akun/data-diri/periksa/").content.decode()
    assert "1971041203909901" not in str(dict(client.session))
    answer = client.post("/akun/data-diri/periksa/")
    assert answer.headers["Location"] == "/akun/telepon/"
    assert Account.objects.get().person.nik == "1971041203909901"


def test_a_nik_from_elsewhere_leads_to_the_question_where_one_lives(client, agency):
    client.force_login(Account.objects.create_user("baru@balai.example", PASSWORD))
    client.post("/akun/data-diri/nik/", {"nik": "3174010101909901"})
    answer = client.post("/akun/data-diri/nama/", {"nama": "Lina Contoh"})
    assert answer.headers["Location"] == "/akun/data-diri/daerah/"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("nik", "123", "16 angka"),
        ("nama", " ", "nama lengkap"),
        ("telepon", "nol delapan", "Ketik nomor telepon"),
    ],
)
def test_a_wrong_answer_is_kept_and_says_how_to_mend_it(client, agency, name, typed, sentence):
    client.force_login(Account.objects.create_user("baru@balai.example", PASSWORD))
    answer = client.post(f"/akun/data-diri/{name}/", {name: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed.strip() in page


def test_a_forgotten_password_is_renewed_by_a_letter(client, citizen):
    client.post("/akun/kata-sandi/lupa/", {"email": citizen.account.email})
    link = re.search(r"http://\S+(/akun/\S+)", mail.outbox[0].body).group(1)
    link = client.get(link).headers["Location"]
    renewed = "kata-sandi-lain-2026"
    client.post(link, {"password1": renewed, "password2": renewed})
    assert enter(client, citizen, password=renewed).headers["Location"] == "/"


def test_an_unknown_address_gets_the_same_page_and_no_letter(client, citizen):
    known = client.post("/akun/kata-sandi/lupa/", {"email": citizen.account.email})
    unknown = client.post("/akun/kata-sandi/lupa/", {"email": "tidak@ada.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


def test_leaving_ends_the_session(client, citizen):
    client.force_login(citizen.account)
    client.post("/akun/keluar/")
    assert client.get(ACCOUNT).status_code == 302


def test_the_one_signed_in_is_named_by_post(client, official, rf):
    from balai.people import frame

    request = rf.get("/")
    request.user = official.account
    shown = frame.identity(request)
    assert (shown.name, shown.post, shown.agency) == ("Dimas Teladan", "Petugas Verifikasi", "Dinas Contoh")


@pytest.mark.parametrize("path", ["/akun/masuk/", "/akun/daftar/", "/akun/kata-sandi/lupa/", "/akun/keluar/"])
def test_every_page_of_signing_in_stands_in_our_frame(client, citizen, path):
    if path == "/akun/keluar/":
        client.force_login(citizen.account)
    page = client.get(path).content.decode()
    assert page.count("<h1>") == 1
    assert '<html lang="id">' in page


def test_doors_are_marked():
    from balai.people.urls import urlpatterns

    doors = {pattern.callback.door for pattern in urlpatterns}
    assert doors == {"public", "signed_in", "official", "demo"}
    assert access.public(lambda _request: None).door == "public"
    assert access.official(lambda _request: None).door == "official"
