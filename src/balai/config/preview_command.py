"""`balai preview FOLDER`: a certificate of a folder, printed with the facts of a worked example."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from balai.config.folder import read_folder, read_reference, reference_near
from balai.documents import preview
from balai.documents.errors import CertificateNotRendered
from balai.kernel import calendar, case, definition, feel
from balai.kernel.case import example, printed
from balai.kernel.definition.types import Certificate, Example, Service
from balai.kernel.problem import Refused

_OFFICE = printed.Office("Pemerintah Contoh", "Instansi Contoh", "Jalan Contoh Nomor 1")
_VERIFY = "https://balai.example/verifikasi/"


class NothingToPrint(Exception):
    """The folder, or the example, comes to no certificate; the text says which."""


def command(arguments: Sequence[str]) -> int:
    """Write a certificate as a PDF marked as a preview; return 1 when there is none to print."""
    parser = argparse.ArgumentParser(prog="balai preview", description="Print a certificate with an example.")
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--example", metavar="NAME", help="default: the first that comes to a certificate")
    parser.add_argument("--out", metavar="FILE.pdf", type=Path, help="default: <folder>-<example>.pdf, here")
    parser.add_argument(
        "--reference", metavar="FOLDER", type=Path, help="default: the nearest folder `reference`"
    )
    given = parser.parse_args(arguments)
    try:
        name, body = rendered(given.folder, given.reference, given.example)
        out = given.out or Path(f"{given.folder.resolve().name}-{name}.pdf")
        out.write_bytes(body)
    except (Refused, NothingToPrint, CertificateNotRendered) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        parser.error(f"{error.strerror or 'not a folder'}: {error.filename or error}")
    print(out)
    return 0


def rendered(folder: Path, reference: Path | None, wanted: str | None) -> tuple[str, bytes]:
    """Return the name of the example that was printed, and the PDF.

    Raises Refused, NothingToPrint, CertificateNotRendered, OSError.
    """
    near = reference or reference_near(folder)
    shared = read_reference(near) if near else {}
    service = definition.load(read_folder(folder), shared, folder.resolve().name)
    named = {one.name: one for one in service.examples}
    if wanted is not None and wanted not in named:
        raise NothingToPrint(f"There is no example {wanted}; there are: {', '.join(named)}.")
    for one in [named[wanted]] if wanted is not None else service.examples:
        body = _printed(service, one, calendar.load(shared, one.calendar))
        if body is not None:
            return one.name, body
    raise NothingToPrint(f"{wanted or folder}: no certificate is issued here.")


def _printed(service: Service, one: Example, days: calendar.Calendar) -> bytes | None:
    """Return the first certificate that an example takes a number for, None when it takes none."""
    course, _mismatches = example.walk(service, one, days)
    state = course.state
    for certificate in service.certificates.values():
        if state is not None and certificate.id in state["certificates"]:
            return _pdf(service, certificate, course, state)
    return None


def _pdf(service: Service, certificate: Certificate, course: example.Course, state: case.State) -> bytes:
    facts, taken = (
        case.facts_of(service, course.calendar, state, course.at),
        state["certificates"][certificate.id],
    )
    on = cast("date", feel.decode(taken["date"]))
    data = printed.template_data(service, facts, certificate, _OFFICE, taken["number"], on)
    return preview.pdf(certificate.template, data, _VERIFY, course.at)
