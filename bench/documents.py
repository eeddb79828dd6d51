"""Certificates issued a second, everything on, beside bare Typst.

`issued`: QR with its signature, Typst to PDF/A-2b, sealed, fsynced, row and log entry committed: one
transaction each, as the worker does it. `bare`: the same template and data, compiled by Typst into a plain
PDF and thrown away. Every document is different, or Typst would answer from its memory.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import count
from uuid import uuid4

import typst

TEMPLATE = b"""#import "balai.typ": *
#let d = json(bytes(sys.inputs.data))
#set document(title: d.certificate.title + " " + d.certificate.number)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "id", size: 11pt)
#align(center)[*REPUBLIK INDONESIA* \\ #upper(d.certificate.agency) #v(4mm)]
= Kutipan akta kelahiran
Nomor #d.certificate.number. Telah lahir di #d.form.kota pada #tanggal(d.form.lahir):
#align(center)[#v(3mm) *#upper(d.form.nama)* \\ NIK #d.form.nik #v(3mm)]
anak ke-#d.form.ke dari ayah #d.form.ayah dan ibu #d.form.ibu.
#v(12mm)
#grid(columns: (1fr, 1fr), verifikasi(d.certificate), d.certificate.signature_block)
"""
BARE = TEMPLATE.replace(b'#import "balai.typ": *\n', b"#let tanggal(x) = x\n").replace(
    b"verifikasi(d.certificate)", b"d.certificate.code"
)
_serial = count(1)


def rate(run: Callable[[], object], seconds: float, rounds: int = 5) -> float:
    """Return the median over some rounds of how often `run` runs a second."""
    figures = []
    for _ in range(rounds):
        done, begin = 0, time.perf_counter()
        while (spent := time.perf_counter() - begin) < seconds / rounds:
            run()
            done += 1
        figures.append(done / spent)
    return statistics.median(figures)


def prepare() -> None:
    """Set Django up on databases of its own, unless whoever measures has done so."""
    from django.apps import apps

    if apps.ready:
        return
    os.environ["BALAI_VAR"] = tempfile.mkdtemp(prefix="balai-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    for name in ("default", "keys"):
        call_command("migrate", database=name, verbosity=0)


def _data(number: int) -> dict[str, object]:
    """Return the facts of one certificate, another each time."""
    form = {
        "nama": f"Bintang Contoh {number}",
        "nik": f"{1971010107260000 + number}",
        "kota": "Pangkalpinang",
    }
    return {"form": {**form, "lahir": "2026-07-01", "ke": "1", "ayah": "Dedi Contoh", "ibu": "Ani Contoh"}}


def issuing() -> Callable[[], object]:
    """Return what issues one certificate, with everything that belongs to it."""
    from balai.documents import actions
    from balai.documents.types import Order, PublicFact, Signature, VerificationCode
    from balai.lib import clock
    from balai.people import actions as people
    from balai.people.types import Actor

    actor = Actor.system()
    code = f"bench{uuid4().hex[:4]}"
    town = people.create_government(
        code=code, name="Kota Ukur", region=code, zone="Asia/Jakarta", actor=actor
    )
    office = people.create_agency(
        government=town, kind="dukcapil", name="Dinas Ukur", address="-", actor=actor
    )

    def run() -> object:
        number = next(_serial)
        order = Order(
            case_ref=uuid4(),
            call="terbitkan/1",
            certificate="kutipan",
            title="Kutipan akta kelahiran",
            template=TEMPLATE,
            number=f"1971-LU-14072026-{number:06d}",
            code=VerificationCode.new(),
            signature=Signature("Kepala Dinas", "SK 1/2026", "Kepala Dinas\nRina Contoh"),
            public=(PublicFact("Nama", f"Bintang Contoh {number}"),),
            data=_data(number),
        )
        return actions.issue(order=order, agency=office, owner=None, actor=actor, at=clock.now())

    return run


def bare() -> Callable[[], object]:
    """Return what compiles one certificate with Typst alone."""
    import json

    compiler = typst.Compiler(root=tempfile.mkdtemp(), ignore_system_fonts=True)

    def run() -> object:
        number = next(_serial)
        certificate = {"number": str(number), "title": "Kutipan", "code": "0", "agency": "Dinas Ukur"}
        data = {**_data(number), "certificate": {**certificate, "signature_block": "Rina Contoh"}}
        return compiler.compile(BARE, format="pdf", sys_inputs={"data": json.dumps(data)})

    return run


def measure(seconds: float = 10) -> dict[str, float]:
    """Return certificates a second, issued and bare, and issued as a share of bare."""
    prepare()
    everything, alone = issuing(), bare()
    everything(), alone()
    issued, plain = rate(everything, seconds / 2), rate(alone, seconds / 2)
    return {"issued": issued, "bare": plain, "issued of bare": issued / plain}


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:16}{figure:10.2f}")
