"""Refusals that a person or a program may see. Each carries a stable code, a status and a sentence that says how to mend it.

One place turns them into answers: `site.errors` (a plain page, or RFC 9457 problem details under /api/).
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class DomainError(Exception):
    """A refusal. `code` is stable, `status` is the HTTP status, `message` is what the person reads."""

    code = "refused"
    status = 400
    message: str | Promise = gettext_lazy("Permintaan ini tidak dapat dijalankan.")

    def __init__(self, message: str | Promise | None = None, **details: Any) -> None:
        self.details = details
        self.text = message if message is not None else self.message
        super().__init__(str(self.code))


class InvalidInput(DomainError):
    """Something typed is wrong; `details["fields"]` maps a field to its message."""

    code = "invalid_input"
    status = 422
    message = gettext_lazy("Ada isian yang perlu diperbaiki.")


class NotFound(DomainError):
    """There is no such thing, or the person may not know that it exists: same text, same status."""

    code = "not_found"
    status = 404
    message = gettext_lazy("Halaman atau berkas itu tidak ada. Periksa alamat atau nomornya.")


class Forbidden(DomainError):
    """The person is known but may not do this."""

    code = "forbidden"
    status = 403
    message = gettext_lazy("Anda tidak berwenang melakukan ini.")


class Conflict(DomainError):
    """Somebody or something was faster."""

    code = "conflict"
    status = 409
    message = gettext_lazy("Data ini baru saja berubah. Muat ulang halaman lalu coba lagi.")


class TooMany(DomainError):
    """Too many attempts; wait."""

    code = "too_many_attempts"
    status = 429
    message = gettext_lazy("Terlalu banyak percobaan. Tunggu beberapa menit lalu coba lagi.")


class Unavailable(DomainError):
    """Nothing was saved because the storage refused (full, locked). What was saved before is safe."""

    code = "not_saved"
    status = 503
    message = gettext_lazy("Belum tersimpan. Isian Anda sebelumnya aman; coba lagi sebentar.")
