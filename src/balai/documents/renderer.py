"""Turn a template and data into a PDF/A-2b with Typst.

The template sees `sys.inputs.data` (JSON), `qr.svg` and `balai.typ`, and nothing of this machine: its root is
an empty folder, and it may import no packages. The same input gives the same bytes.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst
from django.conf import settings

from balai.documents.errors import CertificateNotRendered

MEDIA_TYPE = "application/pdf"
_SCREEN = 96.0
_LIBRARY = Path(__file__).parent / "typst" / "balai.typ"
_PACKAGE = re.compile(rb"[\"']@[a-z]")
_one_at_a_time = Lock()


@cache
def _compiler() -> typst.Compiler:
    """Return the one warm compiler of this process; fonts are those inside Typst, the same on every
    machine.
    """
    nothing = (
        Path(settings.VAR) / "typst"
    )  # a folder of every process, empty for ever: nothing is left behind
    nothing.mkdir(parents=True, exist_ok=True)
    empty = str(nothing)
    return typst.Compiler(root=empty, ignore_system_fonts=True, package_path=empty, package_cache_path=empty)


@cache
def _library() -> bytes:
    return _LIBRARY.read_bytes()


def pdf(template: bytes, data: Mapping[str, Any], qr: bytes, at: datetime) -> bytes:
    """Return the rendered PDF/A-2b. Raises CertificateNotRendered with Typst's own message."""
    return cast("bytes", _made(template, data, qr, at, format="pdf", pdf_standards="a-2b"))


def picture(template: bytes, data: Mapping[str, Any], qr: bytes, at: datetime) -> bytes:
    """Return the first page as a PNG for a screen. Raises CertificateNotRendered."""
    made = _made(template, data, qr, at, format="png", ppi=_SCREEN)
    return cast("bytes", made[0] if isinstance(made, list) else made)


def _made(template: bytes, data: Mapping[str, Any], qr: bytes, at: datetime, **options: Any) -> Any:
    if _PACKAGE.search(template):
        raise CertificateNotRendered("a certificate imports no packages: they would come from the network")
    files: Any = {"main": template, "qr.svg": qr, "balai.typ": _library()}  # the stubs know one file only
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        with _one_at_a_time:
            return _compiler().compile(
                files,
                sys_inputs=inputs,
                timestamp=at.astimezone(UTC).replace(microsecond=0),
                **options,
            )
    except typst.TypstError as error:
        raise CertificateNotRendered(str(error)) from error
