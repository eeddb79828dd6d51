"""The script of the verification page, in a real browser: it trusts what we signed and nothing else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from balai.documents import actions, cwt, issuer
from balai.documents.cwt import Claims
from balai.documents.types import VerificationCode
from tests.chromium import started
from tests.documents.conftest import AT, Town, order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]


@pytest.fixture
def browser_page() -> Iterator[Page]:
    with started() as browser:
        yield browser.new_page()


def token(code: str) -> str:
    key = issuer.signing_key()
    claims = Claims("https://balai.example", code, "1971-LU-1", "Kutipan contoh", AT, b"0" * 16)
    return cwt.signed(claims, key, issuer.key_id(key.public_key()))


def test_the_signature_in_the_address_is_checked_with_the_published_keys(
    town: Town, live_server: LiveServer, browser_page: Page, settings: Settings
) -> None:
    settings.BASE_URL = live_server.url
    wanted = order()
    actions.issue(order=wanted, agency=town.agency, owner=None, actor=town.system, at=AT)
    address = f"{live_server.url}/verifikasi/{wanted.code.text}"
    good, other = token(wanted.code.text), token(VerificationCode.new().text)
    forged = good[:-20] + ("A" if good[-20] != "A" else "B") + good[-19:]
    for text, sentence in (
        (good, "asli"),
        (other, "milik dokumen lain"),
        (forged, "tidak cocok"),
        ("x", "tidak cocok"),
    ):
        browser_page.goto("about:blank")
        browser_page.goto(f"{address}#{text}")
        expect(browser_page.locator("#tanda-tangan")).to_contain_text(sentence)
