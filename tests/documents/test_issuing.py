"""Certificates: rendered as PDF/A, with a signed QR, once per case, entered in the log."""

import tempfile
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from pytest_django import Settings

from balai.documents import access, actions, renderer, selectors
from balai.documents.errors import CertificateNotRendered
from balai.documents.models import IssuedDocument
from balai.documents.types import Order, Signature
from balai.ledger.models import Entry
from tests.documents.conftest import AT, TEMPLATE, Town, order

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def issue(town: Town, wanted: Order) -> IssuedDocument:
    return actions.issue(order=wanted, agency=town.agency, owner=town.citizen, actor=town.system, at=AT)


def test_a_certificate_is_a_pdf_for_the_archive(town: Town) -> None:
    body = access.read(issue(town, order()))
    with pikepdf.open(BytesIO(body)) as made, made.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "B"
        assert len(made.Root.OutputIntents) == 1
        assert str(made.Root.Lang) == "id"


def test_issuing_twice_for_the_same_case_gives_the_same_document(town: Town, settings: Settings) -> None:
    wanted = order()
    first = issue(town, wanted)
    entries = Entry.objects.count()
    assert issue(town, wanted) == first
    assert IssuedDocument.objects.count() == 1
    assert Entry.objects.count() == entries
    assert len([path for path in Path(settings.DOCUMENTS).rglob("*") if path.is_file()]) == 1


def test_the_same_order_renders_to_the_same_bytes(town: Town) -> None:
    wanted = order()
    first = issue(town, wanted).sha256
    IssuedDocument.objects.all().delete()
    assert issue(town, wanted).sha256 == first


@pytest.mark.parametrize(
    "template",
    [
        b"#unknown_function()",
        b'#read("/etc/passwd")',
        b'#read("pyproject.toml")',
        b'#image("../../../../etc/hostname")',
        b'#import "@preview/cetz:0.3.0"',
        b"#import '@local/x:1.0.0'",
    ],
)
def test_a_template_that_fails_or_looks_around_issues_nothing(town: Town, template: bytes) -> None:
    wanted = order(template=template)
    with pytest.raises(CertificateNotRendered):
        issue(town, wanted)
    assert IssuedDocument.objects.count() == 0
    assert issue(town, order(wanted.case_ref, code=wanted.code)).number == wanted.number


def test_the_row_says_who_answers_for_it_and_by_which_law(town: Town) -> None:
    seal = Signature("Dinas Contoh", "SK 7/2026", "Segel elektronik", "seal")
    issued = issue(town, order(signature=seal, granted_by_law="UU 30/2014 pasal 53"))
    assert (issued.position, issued.mandate, issued.capacity) == ("Dinas Contoh", "SK 7/2026", "seal")
    assert issued.granted_by_law == "UU 30/2014 pasal 53"
    assert issued.issued_at == AT


def test_one_number_is_never_given_to_two_documents(town: Town) -> None:
    issue(town, order())
    with pytest.raises(Exception, match=r"(?i)unique"):
        issue(town, order())
    assert IssuedDocument.objects.count() == 1


def test_issuing_and_revoking_are_entries_of_the_log(town: Town) -> None:
    issued = issue(town, order())
    revoked = actions.revoke(issued=issued, reason="Salah nama", actor=town.system)
    again = actions.revoke(issued=issued, reason="Lain", actor=town.system)
    assert Entry.objects.filter(subject=f"issued:{issued.ref}", key=issued.key).count() == 2
    assert again.revoked_reason == revoked.revoked_reason == "Salah nama"


def test_what_was_issued_is_found_by_owner_and_by_case(town: Town) -> None:
    issued = issue(town, order())
    assert selectors.issued_to(town.citizen) == [issued]
    assert selectors.issued_to(town.neighbour) == []
    assert selectors.issued_in(issued.case_ref, "kutipan") == [issued]
    assert selectors.issued_in(uuid4()) == []


def test_rendering_leaves_nothing_behind_on_this_machine(
    town: Town, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (temporary := tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings.VAR = tmp_path / "var"
    renderer._compiler.cache_clear()
    issue(town, order())
    renderer._compiler.cache_clear()
    assert list(temporary.iterdir()) == []
    assert list((settings.VAR / "typst").iterdir()) == []


def test_a_template_needs_nothing_of_the_shared_library(town: Town) -> None:
    plain = b'#set document(title: "x")\n#image("qr.svg", width: 3cm, alt: "QR")'
    assert access.read(issue(town, order(template=plain))).startswith(b"%PDF-1.7")
    assert b"balai.typ" in TEMPLATE
