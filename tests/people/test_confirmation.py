import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import RequestFactory

from balai.lib import clock
from balai.people import access
from balai.people.models import Account
from tests.people.people_factory import (
    PASSWORD,
    give_authenticator,
    make_agency,
    make_government,
    make_official,
    sign_in,
)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/meja/tugas/1/"
CONFIRM = f"/akun/konfirmasi/?next={PAGE}"


@pytest.fixture
def head():
    return make_official(make_agency(make_government()), acts=["sign"], password=PASSWORD)


def asking(client, head, path=PAGE):
    request = RequestFactory().get(path)
    request.session, request.user = client.session, Account.objects.get(pk=head.account.pk)
    return request


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_password_and_code_confirm_one_page_for_five_minutes(client, head):
    secret = give_authenticator(head)
    sign_in(client, head)
    answer = client.post(CONFIRM, {"password": PASSWORD, "code": code_of(secret), "next": PAGE})
    assert answer.headers["Location"] == PAGE
    assert access.confirmed_recently(asking(client, head))
    assert not access.confirmed_recently(asking(client, head, "/meja/tugas/2/"))
    with clock.at(clock.now() + timedelta(seconds=301)):
        assert not access.confirmed_recently(asking(client, head))


def test_a_confirmation_is_used_up(client, head):
    secret = give_authenticator(head)
    sign_in(client, head)
    client.post(CONFIRM, {"password": PASSWORD, "code": code_of(secret), "next": PAGE})
    request = asking(client, head)
    assert access.spend_confirmation(request) == "password+totp"
    assert not access.confirmed_recently(request)
    assert access.spend_confirmation(request) == ""


@pytest.mark.parametrize(("password", "code"), [("salah", None), (PASSWORD, "000000"), ("", "")])
def test_half_a_proof_confirms_nothing(client, head, password, code):
    secret = give_authenticator(head)
    sign_in(client, head)
    posted = {"password": password, "code": code_of(secret) if code is None else code, "next": PAGE}
    answer = client.post(CONFIRM, posted)
    assert answer.status_code == 422
    assert not access.confirmed_recently(asking(client, head))


def test_guessing_is_slow(client, head):
    give_authenticator(head)
    sign_in(client, head)
    answers = [client.post(CONFIRM, {"password": "salah"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_persona_confirms_visibly_simulated_and_only_in_the_demo(client, head, settings):
    settings.DEMO = True
    client.force_login(head.account)
    session = client.session
    session["persona"] = str(head.account.ref)
    session.save()
    assert "Simulasi" in client.get(CONFIRM).content.decode()
    client.post(CONFIRM, {"next": PAGE})
    assert access.spend_confirmation(asking(client, head)) == "simulasi"
    settings.DEMO = False
    assert client.get(CONFIRM).status_code == 302
