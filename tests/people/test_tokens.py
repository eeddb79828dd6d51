"""Access tokens: made on the account page, shown once, good for what they were made for, until they end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from balai.lib import clock
from balai.people import selectors
from balai.people.models import AccessToken
from tests.pages import PageClient
from tests.people.people_factory import make_citizen, make_government, sign_in

WANTED = {"nama": "Aplikasi loket", "guna": ["apply"], "lama": "30"}


@pytest.fixture
def citizen(db):
    return make_citizen(make_government())


def made(client, **changes):
    return client.submit(client.get(reverse("tokens")), WANTED | changes)


def test_the_secret_is_shown_once_and_stored_hashed(citizen):
    client = sign_in(PageClient(), citizen)
    page = made(client)
    secret = page.select_one("main .copyable code").get_text()
    assert selectors.token_by_secret(secret, clock.now()).person == citizen
    assert secret not in str(AccessToken.objects.values())
    assert secret not in client.get(reverse("tokens")).words


def test_a_token_that_is_not_described_is_not_made(citizen):
    client = sign_in(PageClient(), citizen)
    page = client.submit(client.get(reverse("tokens")), {"nama": " "})
    assert page.wrong == [
        "Tulis nama program, paling banyak 80 karakter.",
        "Pilih sedikitnya satu.",
        "Pilih lamanya.",
    ]
    assert not AccessToken.objects.exists()


def test_who_holds_no_post_gets_no_token_for_work(citizen):
    client = sign_in(PageClient(), citizen)
    assert not client.get(reverse("tokens")).select('[value="work"]')
    assert made(client, guna=["work"]).status == 422
    assert not AccessToken.objects.exists()


def test_a_token_ends_by_itself_and_when_it_is_revoked(citizen):
    client = sign_in(PageClient(), citizen)
    secret = made(client).select_one("main .copyable code").get_text()
    assert selectors.token_by_secret(secret, clock.now() + timedelta(days=31)) is None
    page = client.get(reverse("tokens"))
    client.submit(page, form="main .box form")
    assert selectors.token_by_secret(secret, clock.now()) is None


def test_nobody_revokes_the_token_of_another(citizen):
    client = sign_in(PageClient(), citizen)
    made(client)
    other = sign_in(PageClient(), make_citizen(citizen.government, name="Maya Contoh"))
    assert other.post(reverse("revoke_token", args=[AccessToken.objects.get().ref])).status == 404
    assert AccessToken.objects.get().revoked_at is None
