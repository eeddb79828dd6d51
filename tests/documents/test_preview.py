"""A certificate before it is signed: marked, and with nothing on it that anybody could verify."""

from io import BytesIO
from typing import Any

import pikepdf

from balai.documents import preview, renderer
from balai.documents.rules import qr_svg
from tests.documents.conftest import AT, TEMPLATE

PAGE = "https://balai.example/verifikasi/"
DATA: dict[str, dict[str, Any]] = {
    "certificate": {"title": "Kutipan", "number": "1971-LU-••••", "demo": True},
    "form": {"nama": "Bintang", "lahir": "2026-07-01"},
}


def drawn(body: bytes) -> bytes:
    with pikepdf.open(BytesIO(body)) as made:
        return bytes(made.pages[0].Contents.read_bytes())


def test_a_preview_is_the_document_with_a_mark_laid_over_it() -> None:
    made = preview.pdf(TEMPLATE, DATA, PAGE, AT)
    known = {"code": "PRATINJAU", "signature_block": "BELUM DITANDATANGANI", "demo": False}
    data = {**DATA, "certificate": {**DATA["certificate"], **known, "verify_page": PAGE, "verify_url": PAGE}}
    plain = renderer.pdf(TEMPLATE, data, qr_svg("PRATINJAU, BELUM BERLAKU"), AT)
    assert made[:5] == plain[:5] == b"%PDF-"
    assert len(drawn(made)) > len(drawn(plain))


def test_a_template_cannot_put_a_code_into_its_preview() -> None:
    known = {**DATA["certificate"], "code": "7K3M-Q0V9-XN2T-B4CD", "signature_block": "Kepala Dinas"}
    assert preview.pdf(TEMPLATE, {**DATA, "certificate": known}, PAGE, AT) == preview.pdf(
        TEMPLATE, DATA, PAGE, AT
    )


def test_a_picture_shows_the_first_page() -> None:
    assert preview.picture(TEMPLATE, DATA, PAGE, AT)[:4] == b"\x89PNG"
