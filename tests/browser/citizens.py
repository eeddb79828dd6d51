"""What citizens do on the pages: report a birth, apply for a licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balai.config.sheets import sheet

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

GO, CONFIRM = "Simpan dan lanjutkan", "Data ini benar, lanjutkan"
NUMBER = re.compile(r"\S+")


def report_birth(citizen: Visitor) -> None:
    """Fill in every page as Sari does, whose family card is known; stop where all answers are shown."""
    citizen.press("Mulai mengisi")
    citizen.choose("Ibu")
    citizen.press(GO)
    citizen.fill("Siapa nama lengkap anak?", "Bintang Contoh")
    citizen.press(GO)
    citizen.choose("Laki-laki")
    citizen.press(GO)
    _birth(citizen)
    _parents(citizen)
    for nik, name in (("1971041708609908", "Slamet Contoh"), ("1971044202639909", "Aminah Contoh")):
        citizen.fill("NIK", nik)
        citizen.fill("Nama lengkap", name)
        citizen.press(GO)
    bring(citizen, "Pilih berkas atau ambil foto", "surat-lahir.pdf")
    citizen.press(GO)
    citizen.sees("Periksa jawaban Anda", "Bintang Contoh", "surat-lahir.pdf")


def _birth(citizen: Visitor) -> None:
    for label, text in (("Tanggal", "1"), ("Bulan", "11"), ("Tahun", "2026"), ("Pukul", "05:40")):
        citizen.fill(label, text)
    citizen.press(GO)
    citizen.choose("RS/RB")
    citizen.pick("Kabupaten/kota kelahiran", "Pangkal Pinang")
    citizen.choose("Dokter")
    citizen.press(GO)
    citizen.choose("Tunggal")
    citizen.press(GO)
    citizen.fill("Anak ini yang ke berapa?", "2")
    citizen.press(GO)
    citizen.fill("Berat lahir (boleh dikosongkan)", "3,1")
    citizen.press(GO)


def _parents(citizen: Visitor) -> None:
    """Choose mother and father from the family card; their facts are shown, not asked."""
    citizen.choose("Sari Contoh (Anda)")
    citizen.press(GO)
    citizen.sees("21 Juli 1992")
    citizen.press(CONFIRM)
    citizen.choose("Ya")
    citizen.press(GO)
    citizen.choose("Budi Contoh")
    citizen.press(GO)
    citizen.press(CONFIRM)


def bring(citizen: Visitor, label: str, name: str) -> None:
    """Upload a paper with this name."""
    citizen.upload(label, (name, sheet(name), "application/pdf"))


def begin_licence(citizen: Visitor) -> None:
    """Begin, and go on to the first page that asks anything."""
    citizen.open("/layanan/izin-usaha/ajukan/")
    citizen.sees("Ini bukan OSS")
    citizen.press("Mulai mengisi")
    citizen.press(GO)


def apply_for_licence(citizen: Visitor, activity: str, capital: str, zone: str) -> None:
    """Fill in every page but the last, the declaration that only some businesses see."""
    begin_licence(citizen)
    citizen.fill("Apa nama usaha Anda?", "Toko Contoh Agus")
    citizen.press(GO)
    citizen.pick("Apa kegiatan usaha Anda?", activity)
    citizen.press(GO)
    citizen.fill("Berapa modal usaha Anda?", capital)
    citizen.press(GO)
    citizen.pick("Kelurahan atau desa", "Air Itam, Bukit Intan")
    citizen.choose(zone)
    citizen.press(GO)


def hand_in(citizen: Visitor) -> tuple[str, str]:
    """Declare and send; return the number and the secret of the receipt."""
    citizen.page.locator("main input[name=pernyataan]").check(force=True)
    citizen.press("Kirim permohonan")
    citizen.sees("Permohonan Anda sudah kami terima")
    return citizen.reads(".panel code"), citizen.reads(".panel code", 1)
