"""/.well-known/security.txt: whom finders of weaknesses write to, never an address that nobody gave."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from balai.lib import clock
from balai.site.checks import security_contact_is_set

URL = "/.well-known/security.txt"


def test_without_a_contact_there_is_no_page_and_a_check_says_so(db, settings):
    settings.SECURITY_CONTACT, settings.DEMO = "", False
    assert Client().get(URL).status_code == 404
    assert [one.id for one in security_contact_is_set()] == ["site.W001"]


def test_the_contact_stands_with_a_date_less_than_a_year_away(db, settings):
    settings.SECURITY_CONTACT = "mailto:keamanan@kota.example"
    answer = Client().get(URL)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:keamanan@kota.example"
    left = datetime.fromisoformat(lines["Expires"]) - clock.now()
    assert timedelta() < left < timedelta(days=365)
    assert security_contact_is_set() == []


def test_over_https_the_page_names_its_own_address(db, settings):
    settings.SECURITY_CONTACT = "https://kota.example/lapor"
    settings.SECURE, settings.BASE_URL = True, "https://balai.kota.example"
    lines = Client().get(URL).content.decode().splitlines()
    assert "Canonical: https://balai.kota.example/.well-known/security.txt" in lines


@pytest.mark.parametrize("contact", ["keamanan@kota.example", "http://kota.example", "mailto:a@b\nX: y"])
def test_what_is_no_contact_stops_the_start(settings, contact):
    settings.SECURITY_CONTACT = contact
    assert [one.id for one in security_contact_is_set()] == ["site.E001"]
