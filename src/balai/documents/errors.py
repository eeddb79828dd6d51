"""Refusals of documents. Each says how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balai.lib.errors import DomainError


class DocumentRefused(DomainError):
    """A file was not accepted. `reason` is the stable code of the check that failed; it is one of REASONS."""

    code = "document_refused"
    status = 422

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(REASONS[reason] % details if details else REASONS[reason], reason=reason, **details)
        self.reason = reason


class CertificateNotRendered(Exception):
    """The template did not compile. The message is Typst's own, for the author of the folder."""


REASONS: dict[str, str | Promise] = {
    "empty": _("Berkas ini kosong. Pilih berkas lain."),
    "too_large": _(
        "Berkas ini terlalu besar. Ukuran terbesar %(megabytes)s MB; perkecil atau foto ulang dokumennya."
    ),
    "type_not_accepted": _("Jenis berkas ini tidak diterima. Unggah foto (JPG, PNG, WebP) atau PDF."),
    "not_what_it_says": _(
        "Isi berkas tidak sesuai dengan namanya. Simpan ulang sebagai JPG, PNG, WebP, atau PDF."
    ),
    "two_kinds_in_one": _(
        "Berkas ini berisi dua jenis berkas sekaligus. Foto ulang dokumennya lalu unggah fotonya."
    ),
    "damaged": _("Berkas ini rusak atau terpotong. Buka di perangkat Anda, simpan ulang, lalu unggah lagi."),
    "encrypted": _("PDF ini terkunci sandi. Simpan tanpa sandi, lalu unggah lagi."),
    "too_many_pages": _("PDF ini terlalu tebal. Unggah paling banyak %(pages)s halaman."),
    "unpacks_too_large": _("Isi PDF ini mengembang tidak wajar. Foto dokumennya lalu unggah fotonya."),
    "too_many_pixels": _("Gambar ini terlalu besar untuk dibuka. Foto ulang dengan kamera biasa."),
    "too_small": _(
        "Gambar ini terlalu kecil untuk dibaca. Foto ulang, sisi panjang paling sedikit %(edge)s piksel."
    ),
    "blank": _("Gambar ini tampak kosong. Foto ulang dokumennya di tempat yang terang."),
    "blurred": _("Gambar ini buram. Pegang kamera dengan tenang dan foto ulang dokumennya."),
    "heic_not_readable": _(
        "Foto HEIC belum dapat dibuka di sini. Kirim sebagai JPG (di iPhone: Pengaturan, Kamera, Format)."
    ),
}
