"""What the doors of documents read from a request."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from balai.documents import policy
from balai.lib.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Compared:
    """A file somebody dropped on the verification page."""

    body: bytes


def typed_code(request: HttpRequest) -> str:
    """Return the code as typed; a whole address from a QR is cut down to its code. Raises InvalidInput when
    empty.
    """
    typed = str(request.POST.get("kode", "")).partition("#")[0].rstrip("/").rpartition("/")[2].strip()
    if not typed:
        raise InvalidInput(fields={"kode": _("Ketik kode 16 huruf dan angka yang tercetak di dokumen.")})
    return typed


def dropped_file(request: HttpRequest) -> Compared:
    """Return the file to compare. Raises InvalidInput when there is none or it is too large."""
    file = request.FILES.get("berkas")
    if file is None or not file.size:
        raise InvalidInput(fields={"berkas": _("Pilih berkas PDF yang ingin diperiksa.")})
    largest = policy.verification().max_bytes
    if file.size > largest:
        sentence = _("Berkas terlalu besar. Dokumen terbitan tidak pernah melebihi %(megabytes)s MB.")
        raise InvalidInput(fields={"berkas": sentence % {"megabytes": largest // 1_000_000}})
    return Compared(file.read())
