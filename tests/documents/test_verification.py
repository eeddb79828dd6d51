"""The public page: what anyone learns from a code or a file, and what nobody learns by guessing."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balai.documents import access, actions, policy
from balai.documents.models import IssuedDocument
from balai.documents.types import PublicFact, VerificationCode
from balai.lib import clock
from balai.lib.errors import TooMany
from balai.lib.keys.models import SubjectKey
from balai.lib.keys.sealing import forget_keys
from balai.lib.limits.models import AttemptWindow
from balai.people import actions as people
from tests.documents import samples
from tests.documents.conftest import AT, Town, order

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def issued(town: Town, **changes: object) -> tuple[IssuedDocument, VerificationCode]:
    wanted = order(**changes)  # type: ignore[arg-type]
    made = actions.issue(order=wanted, agency=town.agency, owner=town.citizen, actor=town.system, at=AT)
    return made, wanted.code


def page(client: Client, code: str) -> str:
    return client.get(f"/verifikasi/{code}").content.decode()


def test_a_code_shows_what_when_and_by_which_post_and_masks_the_rest(town: Town, client: Client) -> None:
    _, code = issued(town)
    text = page(client, code.text)
    for shown in (
        "Berlaku",
        "Kutipan contoh",
        "Dinas Contoh",
        "Kepala Dinas Contoh",
        "14 Juli 2026",
        "SK 1/2026",
    ):
        assert shown in text
    assert "B•••••• C•••••" in text
    for hidden in ("Bintang", "Rina", town.citizen.name, town.citizen.nik):
        assert hidden not in text


def test_a_code_may_be_typed_in_any_manner(town: Town, client: Client) -> None:
    _, code = issued(town, code=VerificationCode("7K3M00V9XN2TB41D"))
    for typed in (
        code.shown,
        code.shown.lower(),
        "7k3m oov9 xn2t b4ld",
        f"https://x.example/verifikasi/{code.text}#abc",
    ):
        answer = client.post("/verifikasi/", {"kode": typed})
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/verifikasi/{code.text}"


def test_an_unknown_code_gets_the_same_page_and_status(town: Town, client: Client) -> None:
    _, code = issued(town)
    known, unknown = client.get(f"/verifikasi/{code.text}"), client.get("/verifikasi/0000000000000000")
    assert known.status_code == unknown.status_code == 200
    assert "Tidak ditemukan" in unknown.content.decode()
    assert "Kutipan" not in unknown.content.decode()


def test_a_revoked_document_says_so_and_why(town: Town, client: Client) -> None:
    made, code = issued(town)
    actions.revoke(issued=made, reason="Data orang tua keliru", actor=town.system)
    text = page(client, code.text)
    assert "Tidak berlaku lagi" in text
    assert "Data orang tua keliru" in text


def test_a_seal_and_a_grant_by_law_are_told(town: Town, client: Client) -> None:
    _, code = issued(town, granted_by_law="UU 30/2014 pasal 53")
    assert "UU 30/2014 pasal 53" in page(client, code.text)


def test_the_very_bytes_are_recognised_and_any_other_are_not(town: Town, client: Client) -> None:
    made, _ = issued(town)
    body = access.read(made)
    for data, sentence in (
        (body, "sama persis"),
        (body + b"\n", "tidak sama"),
        (samples.pdf(), "tidak sama"),
    ):
        file = SimpleUploadedFile("akta.pdf", data, "application/pdf")
        assert sentence in client.post("/verifikasi/berkas/", {"berkas": file}).content.decode()


def test_no_mutated_pdf_is_recognised(town: Town) -> None:
    made, _ = issued(town)
    body = access.read(made)
    for at in range(0, len(body), max(1, len(body) // 20)):
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        assert access.verify_file(changed, f"10.0.0.{at % 250}") is None
    assert access.verify_file(body, "10.0.1.1") is not None


@pytest.mark.parametrize("data", [b"", b"x" * (policy.verification().max_bytes + 1)])
def test_a_missing_or_huge_file_is_a_named_mistake(client: Client, data: bytes) -> None:
    answer = client.post("/verifikasi/berkas/", {"berkas": SimpleUploadedFile("a.pdf", data)})
    assert answer.status_code == 422
    assert 'href="#f-berkas"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "abc", "7K3M-Q0V9-XN2T-B4C!", "7" * 400])
def test_a_code_that_cannot_be_one_is_a_mistake_and_kept_in_the_field(client: Client, typed: str) -> None:
    answer = client.post("/verifikasi/", {"kode": typed})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Kode" in text
    assert typed.strip() in text


def test_guessing_from_one_address_ends_and_begins_again_later(town: Town, client: Client) -> None:
    _, code = issued(town)
    limit = policy.verification().address[0]
    with clock.at(AT):
        answers = [client.get("/verifikasi/0000000000000000").status_code for _ in range(limit.count)]
        refused = client.get(f"/verifikasi/{code.text}")
        elsewhere = client.get(f"/verifikasi/{code.text}", REMOTE_ADDR="10.9.9.9")
    assert set(answers) == {200}
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Kutipan" not in refused.content.decode()
    assert elsewhere.status_code == 200
    with clock.at(AT + timedelta(seconds=limit.seconds)):
        assert client.get(f"/verifikasi/{code.text}").status_code == 200


def test_guessing_from_many_addresses_ends_too(town: Town) -> None:
    limit = policy.verification().everybody[0]
    with clock.at(AT):
        for number in range(limit.count):
            access.verify_code("0000000000000000", f"address {number}")
        with pytest.raises(TooMany):
            access.verify_code("0000000000000000", "one more address")


def test_over_windows_are_deleted_and_hold_no_address(client: Client) -> None:
    with clock.at(AT):
        client.get("/verifikasi/0000000000000000", REMOTE_ADDR="203.0.113.7")
    assert "203.0.113.7" not in repr(list(AttemptWindow.objects.values_list()))
    with clock.at(AT + timedelta(days=2)):
        client.get("/verifikasi/0000000000000000")
    assert not AttemptWindow.objects.filter(ends_at__lt=AT + timedelta(days=1)).exists()


def test_a_document_whose_key_was_destroyed_is_no_longer_found(town: Town, client: Client) -> None:
    made, code = issued(town)
    SubjectKey.objects.using("keys").filter(pk=made.key).update(secret=None)
    forget_keys()
    assert "Tidak ditemukan" in page(client, code.text)


def test_a_demo_says_that_its_documents_are_examples(town: Town, client: Client, settings) -> None:
    settings.DEMO = True
    _, code = issued(town)
    settings.DEMO = False
    assert "tidak berlaku sebagai dokumen resmi" in page(client, code.text)


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("Bintang Contoh", "B•••••• C•••••"),
        ("2026-07-01", "••-••-2026"),
        ("1971015505950003", "••••0003"),
        ("Al", "A•"),
        ("", ""),
        ("19.71", "1••••"),
    ],
)
def test_a_personal_value_is_masked_by_its_shape(value: str, masked: str) -> None:
    assert PublicFact("x", value).shown == masked
    assert PublicFact("x", value, personal=False).shown == value


def test_a_code_has_eighty_bits_and_reads_back() -> None:
    codes = {VerificationCode.new() for _ in range(200)}
    assert len(codes) == 200
    assert all(VerificationCode.parse(code.shown) == code for code in codes)
    assert all(
        re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code.shown) for code in codes
    )


def signed_in(client: Client, town: Town, email: str) -> Client:
    person = town.citizen if email.startswith("ani") else town.neighbour
    client.force_login(people.open_account(person=person, email=email, password=None, actor=town.system))
    return client


def test_the_owner_opens_their_document_in_a_sandbox_and_nobody_else_does(town: Town) -> None:
    document = actions.accept(
        file=BytesIO(samples.jpeg()),
        name="surat.jpg",
        kind="birth.letter",
        owner=town.citizen,
        government=town.government,
        actor=town.system,
    )
    made, _ = issued(town)
    mine, theirs = signed_in(Client(), town, "ani@x.test"), signed_in(Client(), town, "budi@x.test")
    answer = mine.get(f"/dokumen/{document.ref}/")
    assert answer.content == access.read(document)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert mine.get(f"/dokumen/terbit/{made.ref}/").headers["Content-Disposition"].startswith("attachment")
    for address in (f"/dokumen/{document.ref}/", f"/dokumen/terbit/{made.ref}/"):
        assert theirs.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_the_vault_page_lists_ones_own_documents(town: Town) -> None:
    issued(town)
    text = signed_in(Client(), town, "ani@x.test").get("/dokumen/").content.decode()
    assert "Kutipan contoh" in text
    assert "1971-LU-14072026-0001" in text
    assert "Kutipan contoh" not in signed_in(Client(), town, "budi@x.test").get("/dokumen/").content.decode()
