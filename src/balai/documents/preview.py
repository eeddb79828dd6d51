"""A certificate before it is signed: the same template and renderer, marked across the page, without number, code and QR.

Nothing of it is stored, and nothing on it can be taken for the document: the marks are laid over whatever the folder's
template draws.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from balai.documents import renderer
from balai.documents.rules import qr_svg

_MARK = Path(__file__).parent / "typst" / "pratinjau.typ"
_UNSIGNED = {"code": "PRATINJAU", "signature_block": "BELUM DITANDATANGANI"}
_QR = "PRATINJAU, BELUM BERLAKU"


def pdf(template: bytes, data: Mapping[str, Any], page: str, at: datetime) -> bytes:
    """Return the preview as a PDF; `page` is where certificates are verified. Raises CertificateNotRendered."""
    return renderer.pdf(_MARK.read_bytes() + template, _marked(data, page), qr_svg(_QR), at)


def picture(template: bytes, data: Mapping[str, Any], page: str, at: datetime) -> bytes:
    """Return the first page of the preview as a PNG. Raises CertificateNotRendered."""
    return renderer.picture(_MARK.read_bytes() + template, _marked(data, page), qr_svg(_QR), at)


def _marked(data: Mapping[str, Any], page: str) -> dict[str, Any]:
    known = dict(data.get("certificate", {}))
    return {
        **data,
        "certificate": {**known, **_UNSIGNED, "verify_page": page, "verify_url": page, "demo": False},
    }
