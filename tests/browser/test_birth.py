"""A birth, from the search on the front page to a certificate that anybody can verify, through the pages alone."""

import re

import pytest

from balai.cases.models import Case
from tests.browser.citizens import bring, hand_in, report_birth
from tests.browser.officials import sign, take_next
from tests.browser.scene import Scene
from tests.browser.visitor import SCREENS, Screen, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
BIRTH = "/layanan/akta-kelahiran/"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
def test_a_birth_is_reported_corrected_signed_and_verified(scene: Scene, screen: Screen) -> None:
    sari = scene.visitor(screen, "sari")
    _find_the_service(sari)
    report_birth(sari)
    number, secret = hand_in(sari)
    scene.work()
    _track(scene.visitor(screen), number, secret)
    dimas = scene.visitor(screen, "dimas")
    _send_back(dimas, number)
    _correct(sari, number)
    scene.work()
    _verify(dimas, number)
    ratna = scene.visitor(screen, "ratna")
    sign(ratna, number)
    scene.work()
    certificate = _collect(sari, number)
    _check_code(scene.visitor(screen))
    _check_file(scene.visitor(screen), certificate)


def _find_the_service(sari: Visitor) -> None:
    sari.open("/")
    with sari.leaving():
        sari.main.get_by_role("searchbox").fill("anak lahir")
        sari.main.get_by_role("searchbox").press("Enter")
    sari.follow("Akta kelahiran")
    sari.sees("Persyaratan", "3 hari kerja", "Gratis", "Pengaduan", "UU 24/2013")
    sari.follow(re.compile("Ajukan sekarang"))


def _track(anybody: Visitor, number: str, secret: str) -> None:
    """Number and secret show where the case is, and nothing of what was answered."""
    anybody.open("/lacak/")
    anybody.fill("Nomor permohonan", number)
    anybody.fill("Kode rahasia", secret)
    anybody.press("Lacak permohonan")
    anybody.sees(number, "Petugas verifikasi", "Sisa 3 hari kerja", "Semua yang terjadi")
    anybody.misses("Bintang Contoh", "Sari Contoh")


def _send_back(dimas: Visitor, number: str) -> None:
    take_next(dimas, number)
    dimas.sees(
        "Bintang Contoh", "Dikenal register", "Tepat waktu", "surat-lahir.pdf", "UU 24/2013 pasal 27 ayat (1)"
    )
    dimas.choose("Minta perbaikan")
    dimas.press("Simpan putusan")
    dimas.sees("Pilih alasannya.", "Centang sedikitnya satu isian.")
    dimas.choose("Dokumen tidak terbaca")
    dimas.choose("Surat keterangan lahir (Dokumen)")
    dimas.choose("Ya")
    dimas.fill("Catatan (boleh dikosongkan)", "Foto terpotong.")
    dimas.press("Simpan putusan")
    dimas.sees("Minta perbaikan. Tersimpan.")


def _correct(sari: Visitor, number: str) -> None:
    """The clock stands still; only the paper that was pointed at is asked for."""
    sari.open("/permohonan/")
    sari.follow("Akta kelahiran")
    sari.sees("Menunggu Anda", "Berhenti", "Dokumen tidak terbaca")
    sari.press("Perbaiki sekarang")
    sari.sees("Foto terpotong.", "Waktu layanan berhenti")
    sari.misses("Nama lengkap anak")
    bring(sari, "Pilih berkas atau ambil foto", "surat-lahir-utuh.pdf")
    sari.press("Kirim perbaikan")
    sari.sees("Permohonan Anda berjalan lagi.", "Sisa 3 hari kerja")


def _verify(dimas: Visitor, number: str) -> None:
    take_next(dimas, number)
    dimas.sees("surat-lahir-utuh.pdf")
    dimas.choose("Sesuai")
    dimas.choose("Ya")
    dimas.press("Simpan putusan")
    dimas.sees("Sesuai. Tersimpan.")


def _collect(sari: Visitor, number: str) -> bytes:
    sari.open("/permohonan/")
    sari.follow("Akta kelahiran")
    sari.sees("Selesai", "1971-LU-24112026-0001")
    return sari.download("Unduh PDF")


def _check_code(anybody: Visitor) -> None:
    """The code says what it is, when and by whom it was issued; names are masked."""
    code = Case.objects.get().open_state()["certificates"]["kutipan"]["code"]
    for typed, verdict in ((code, "Berlaku"), ("7K3M-Q0V9-XN2T-B4CD", "Tidak ditemukan")):
        anybody.open("/verifikasi/")
        anybody.fill("Kode dokumen", typed)
        anybody.press("Periksa kode")
        anybody.sees(verdict)
        anybody.misses("Bintang Contoh")


def _check_file(anybody: Visitor, certificate: bytes) -> None:
    """The very bytes are valid; a byte more, and they are not."""
    for pdf, verdict in ((certificate, "Berlaku"), (certificate + b"\n", "Tidak ditemukan")):
        anybody.open("/verifikasi/")
        anybody.field("Berkas PDF").set_input_files(
            {"name": "akta.pdf", "mimeType": "application/pdf", "buffer": pdf}
        )
        anybody.press("Periksa berkas")
        anybody.sees(verdict)
        anybody.misses("Bintang Contoh")
