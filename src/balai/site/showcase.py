"""Sample values for /komponen/, the page that shows every component. All of it is invented."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from balai.site.fields import Choice, FieldView, FileShown
from balai.site.types import Action, Cell, Column, Crumb, Event, Row, Step, Table


def everything(page: str) -> dict[str, Any]:
    """Return the context of the page; `page` is the number asked of the pagination."""
    fields = _fields()
    wrong = [replace(field, name=f"salah-{field.name}", error=error) for field, error in _wrong(fields)]
    return {
        "fields": list(fields.values()),
        "wrong": wrong,
        "rows": _rows(),
        "events": _events(),
        "steps": _steps(),
        "table": _table(),
        "pages": Paginator(range(240), 20).get_page(page),
        "crumbs": [Crumb(_("Layanan"), "/"), Crumb(_("Kependudukan"), "/")],
    }


def _fields() -> dict[str, FieldView]:
    listed = [
        FieldView("nama", _("Nama lengkap anak"), hint=_("Seperti akan tertulis di akta.")),
        FieldView("nik", _("NIK saksi"), "nik", ("1971010101900001",), hint=_("16 angka, ada di KTP.")),
        FieldView("berat", _("Berat lahir"), "number", ("3,1",), suffix="kg"),
        FieldView("modal", _("Modal usaha"), "rupiah", ("1.500.000",), optional=True),
        FieldView(
            "lahir", _("Tanggal lahir anak"), "date", ("13", "7", "2026"), hint=_("Misalnya 13 7 2026.")
        ),
        FieldView("penolong", _("Siapa yang menolong kelahiran?"), "choice", ("bidan",), _helpers()),
        FieldView("kembar", _("Apakah anak ini lahir kembar?"), "boolean", ("tidak",)),
        FieldView(
            "bahasa", _("Bahasa yang dipakai di rumah"), "choices", ("melayu",), _languages(), optional=True
        ),
        FieldView("wilayah", _("Kelurahan"), "region", (), _districts()),
        FieldView("alasan", _("Alasan terlambat"), "textarea", rows=3),
        FieldView("surat", _("Surat keterangan lahir"), "document", max_bytes=10_000_000),
        FieldView("nikah", _("Buku nikah orang tua"), "document", vault=_vault(), present=_vault()[:1]),
        FieldView("foto", _("Foto tempat usaha"), "documents", optional=True),
        FieldView("tanda", _("Tanda tangan pemeriksa"), "signature"),
    ]
    return {field.name: field for field in listed}


def _wrong(fields: dict[str, FieldView]) -> list[tuple[FieldView, str]]:
    return [
        (replace(fields["nik"], values=("19710101",)), _("NIK harus 16 angka. Anda menulis 8 angka.")),
        (
            replace(fields["lahir"], values=("31", "6", "2026")),
            _("Tanggal 31 Juni tidak ada. Periksa harinya."),
        ),
        (replace(fields["kembar"], values=()), _("Pilih Ya atau Tidak.")),
        (
            fields["surat"],
            _("Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."),
        ),
    ]


def _helpers() -> tuple[Choice, ...]:
    return (
        Choice("dokter", _("Dokter")),
        Choice("bidan", _("Bidan atau perawat"), _("Termasuk bidan desa dan puskesmas.")),
        Choice("lain", _("Orang lain")),
    )


def _languages() -> tuple[Choice, ...]:
    return Choice("melayu", _("Melayu Bangka")), Choice("hakka", _("Hakka")), Choice("jawa", _("Jawa"))


def _districts() -> tuple[Choice, ...]:
    named = (("Bukit Intan", ("Air Itam", "Bacang")), ("Gerunggang", ("Kacang Pedang", "Taman Bunga")))
    return tuple(Choice(f"{group}-{name}", name, group=group) for group, names in named for name in names)


def _vault() -> tuple[FileShown, ...]:
    return (
        FileShown("contoh-1", "buku-nikah.pdf", _("PDF, 240 kB, diunggah 3 Juli 2026."), "#f-nikah"),
        FileShown("contoh-2", "buku-nikah-halaman-2.jpg", _("Foto, 480 kB, diunggah 3 Juli 2026.")),
    )


def _rows() -> list[Row]:
    change = _("Ubah")
    return [
        Row(_("Nama anak"), "Contoh Putri Laut", (Action(change, "#f-nama", _("nama anak")),)),
        Row(_("Tanggal lahir"), "13 Juli 2026", (Action(change, "#f-lahir", _("tanggal lahir")),)),
        Row(_("Alamat"), ("Jalan Contoh 1", "Pangkalpinang"), note=_("Dari data kependudukan.")),
        Row(_("Alasan terlambat"), "", (Action(change, "#f-alasan", _("alasan terlambat")),)),
    ]


def _events() -> list[Event]:
    return [
        Event(_("Akta terbit"), datetime(2026, 7, 16, 3, 40, tzinfo=UTC), _("Kepala Dinas"), tone="success"),
        Event(_("Berkas diperiksa"), datetime(2026, 7, 15, 2, 15, tzinfo=UTC), _("Petugas verifikasi")),
        Event(
            _("Dikembalikan untuk diperbaiki"),
            datetime(2026, 7, 14, 7, 5, tzinfo=UTC),
            _("Petugas verifikasi"),
            _("Foto buku nikah tidak terbaca. Jam layanan berhenti sampai Anda memperbaikinya."),
            "warning",
        ),
        Event(_("Permohonan diterima"), datetime(2026, 7, 13, 1, 30, tzinfo=UTC), _("Anda")),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("Permohonan diterima"), state="done", when=_("13 Juli 2026")),
        Step(_("Pemeriksaan berkas"), _("Ada di Petugas verifikasi. Sisa 2 hari kerja."), "current"),
        Step(_("Tanda tangan kepala dinas")),
        Step(_("Akta terbit dan dikirim ke kotak masuk Anda")),
    ]


def _table() -> Table:
    return Table(
        _("Berkas yang menunggu"),
        (
            Column(_("Nomor")),
            Column(_("Layanan")),
            Column(_("Status")),
            Column(_("Sisa waktu"), numeric=True, sort_url="#berkas", sorted="ascending"),
        ),
        (
            _line("1971-2026-000418-K", _("Akta kelahiran"), Cell(_("Lewat batas"), tag="danger"), -1),
            _line("1971-2026-000431-M", _("Izin usaha"), Cell(_("Segera"), tag="warning"), 1),
            _line("1971-2026-000440-T", _("Akta kelahiran"), Cell(_("Baru"), tag="info"), 3),
        ),
    )


def _line(number: str, service: str, status: Cell, days: int) -> tuple[Cell | str, ...]:
    return Cell(number, "#berkas"), service, status, _("%(days)s hari kerja") % {"days": days}
