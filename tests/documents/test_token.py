"""The signed text in the QR: it opens with our key, and no changed bit of it does."""

import base64
from datetime import UTC, datetime

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.documents import cwt, issuer, rules
from balai.documents.cwt import Claims, TokenRefused
from balai.documents.types import PublicFact

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KID = issuer.key_id(KEY.public_key())
KEYS = {KID: KEY.public_key()}
FACTS = (PublicFact("Nama", "Bintang Contoh"),)
CLAIMS = Claims(
    issuer="https://balai.pangkalpinangkota.example",
    code="7K3MQ0V9XN2TB4CD",
    number="1971-LU-14072026-0001",
    title="Kutipan akta kelahiran",
    issued_at=datetime(2026, 7, 14, 3, 0, tzinfo=UTC),
    facts=cwt.facts_hash("7K3MQ0V9XN2TB4CD", FACTS),
)


def test_what_was_signed_opens_with_the_key_that_signed_it() -> None:
    assert cwt.opened(cwt.signed(CLAIMS, KEY, KID), KEYS) == CLAIMS


def test_the_token_is_a_cose_sign1_with_a_version_inside() -> None:
    text = cwt.signed(CLAIMS, KEY, KID)
    whole = cbor2.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    assert whole.tag == 18
    assert cbor2.loads(whole.value[0]) == {1: -8, 4: KID}
    assert cbor2.loads(whole.value[2])[-65601][0] == cwt.VERSION == 1


def test_no_changed_bit_is_accepted() -> None:
    good = cwt.signed(CLAIMS, KEY, KID)
    whole = base64.urlsafe_b64decode(good + "=" * (-len(good) % 4))
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(TokenRefused):
            cwt.opened(base64.urlsafe_b64encode(bytes(changed)).rstrip(b"=").decode(), KEYS)


def test_no_added_or_lost_sign_is_accepted() -> None:
    good = cwt.signed(CLAIMS, KEY, KID)
    for changed in (
        good + "A",
        good[:-1],
        f" {good}",
        good[:9] + "%" + good[9:],
        good.swapcase(),
        good + "=",
    ):
        with pytest.raises(TokenRefused):
            cwt.opened(changed, KEYS)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_any_other_text_is_refused_quietly(text: str) -> None:
    with pytest.raises(TokenRefused):
        cwt.opened(text, KEYS)


def test_a_token_of_another_key_or_a_later_version_is_refused() -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(TokenRefused):
        cwt.opened(cwt.signed(CLAIMS, stranger, KID), KEYS)
    with pytest.raises(TokenRefused):
        cwt.opened(cwt.signed(CLAIMS, stranger, issuer.key_id(stranger.public_key())), KEYS)


def test_the_facts_of_another_person_have_another_hash() -> None:
    assert cwt.facts_hash(CLAIMS.code, (PublicFact("Nama", "Bulan Contoh"),)) != CLAIMS.facts
    assert cwt.facts_hash("0000000000000000", FACTS) != CLAIMS.facts


def test_the_qr_is_small_enough_for_paper() -> None:
    text = f"{CLAIMS.issuer}/verifikasi/{CLAIMS.code}#{cwt.signed(CLAIMS, KEY, KID)}"
    svg = rules.qr_svg(text).decode()
    width = int(svg.partition('width="')[2].partition('"')[0])
    assert width - 8 <= 65
    assert svg.startswith("<svg")


def test_the_issuers_key_is_made_once_and_is_readable_by_its_owner_only(settings, tmp_path) -> None:
    settings.ISSUER_KEY_FILE = tmp_path / "deep" / "issuer.pem"
    first = issuer.raw(issuer.signing_key().public_key())
    issuer._loaded.cache_clear()
    assert issuer.raw(issuer.signing_key().public_key()) == first
    assert settings.ISSUER_KEY_FILE.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_the_published_keys_open_what_we_sign(client: Client) -> None:
    answer = client.get("/.well-known/balai-keys.json").json()
    key = issuer.signing_key()
    mine = answer["keys"][0]
    assert bytes.fromhex(mine["kid"]) == issuer.key_id(key.public_key())
    assert base64.urlsafe_b64decode(mine["x"] + "=") == issuer.raw(key.public_key())
    assert mine["crv"] == "Ed25519"
