"""Every certificate of every folder renders as PDF/A-2b, on one page, from what its own examples say."""

import json
from functools import cache

import pytest
import segno
import typst

from tests.kernel.definition.folders import ROOT, service

NAMES = sorted(path.name for path in (ROOT / "services").iterdir() if (path / "service.toml").is_file())
LIBRARY = ROOT / "src" / "balai" / "documents" / "typst" / "balai.typ"
LETTERHEAD = {
    "title": "Dokumen Contoh", "number": "1971-LU-14072026-0001", "code": "K7QM-2XWP-9RTA-4HNC", "date": "14 Juli 2026",
    "place": "Contoh", "government": "Kota Contoh", "agency": "Dinas Contoh", "basis": "", "law": "",
    "address": "Jalan Contoh 1", "signature_block": "Kepala Dinas\nContoh",
    "verify_page": "https://contoh.example/verifikasi/",
}  # fmt: skip


@cache
def _qr():
    return segno.make("https://contoh.example/verifikasi/K7QM#x", error="m").svg_inline().encode()


def _render(name, kind, **extra):
    loaded = service(name)
    certificate = next(iter(loaded.certificates.values()))
    facts = {"form": loaded.examples[0].form, "task": {}, "certificate": LETTERHEAD | extra}
    inputs = {"data": json.dumps(facts)}
    files = {"main": certificate.template, "qr.svg": _qr(), "balai.typ": LIBRARY.read_bytes()}
    standard = "a-2b" if kind == "pdf" else []
    return typst.Compiler(ignore_system_fonts=True).compile(files, None, kind, None, inputs, standard)


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_renders_as_pdf_a(name):
    pdf = _render(name, "pdf", demo=True, granted_by_law=False)

    assert pdf.startswith(b"%PDF-")
    assert b"pdfaid:part>2" in pdf


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by_law", [True, False])
def test_a_certificate_fits_on_one_page_whatever_it_has_to_say(name, by_law):
    pages = _render(name, "svg", demo=True, granted_by_law=by_law, law="UU 30/2014 pasal 53")

    assert isinstance(pages, bytes)


@pytest.mark.parametrize("name", NAMES)
def test_a_certificate_of_a_demonstration_says_so(name):
    assert _render(name, "svg", demo=True) != _render(name, "svg", demo=False)
