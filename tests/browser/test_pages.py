"""Every kind of page, on both screens and in both languages, looked at by itself."""

import pytest

from balai.cases import actions
from balai.cases.models import Case
from tests.browser.scene import Scene
from tests.browser.visitor import SCREENS, Screen, Visitor
from tests.cases import desks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
EVERYBODY = (
    "/", "/layanan/", "/cari/?q=toko", "/layanan/akta-kelahiran/", "/layanan/izin-usaha/", "/lacak/", "/verifikasi/", "/demo/",
    "/naskah/", "/layanan/akta-kelahiran/naskah/", "/layanan/izin-usaha/naskah/",
    "/akun/masuk/", "/akun/daftar/", "/akun/kata-sandi/lupa/", "/tentang/", "/aksesibilitas/", "/keamanan/", "/komponen/",
)  # fmt: skip
CITIZENS = (
    "/permohonan/",
    "/kotak-masuk/",
    "/dokumen/",
    "/akun/",
    "/akun/telepon/",
    "/layanan/akta-kelahiran/ajukan/",
)
OFFICIALS = ("/meja/", "/meja/?whose=free", "/kotak-masuk/", "/akun/")


def walked(visitor: Visitor, paths: tuple[str, ...]) -> None:
    """Open each page in Indonesian, then in English."""
    for language in ("id", "en"):
        visitor.context.add_cookies([{"name": "balai-language", "value": language, "url": visitor.base}])
        for path in paths:
            visitor.open(path)
            assert visitor.status == 200, path
            assert visitor.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
def test_every_page_stands_on_both_screens_in_both_languages(scene: Scene, screen: Screen) -> None:
    with scene.hall.clock():
        case = desks.birth()
    walked(scene.visitor(screen), EVERYBODY)
    walked(scene.visitor(screen, "sari"), (*CITIZENS, *_of_applicant(case)))
    walked(scene.visitor(screen, "dimas"), (*OFFICIALS, f"/meja/berkas/{case.pk}/", desks.task_url(case)))


def _of_applicant(case: Case) -> tuple[str, ...]:
    return (f"/permohonan/{case.pk}/", f"/permohonan/{case.pk}/bukti/")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
def test_the_qr_of_a_receipt_fills_in_the_code_and_leaves_no_trace_of_it(
    scene: Scene, screen: Screen
) -> None:
    with scene.hall.clock():
        kept = actions.receipt(desks.birth())
    anybody = scene.visitor(screen)
    anybody.open(f"/lacak/?nomor={kept.number}#{kept.secret}")
    assert anybody.field("Nomor permohonan").input_value() == kept.number
    if not screen.scripts:  # the number is there, the code is typed
        anybody.fill("Kode rahasia", kept.secret)
    anybody.press("Lacak permohonan")
    anybody.sees(kept.number, "Sedang dikerjakan: Periksa berkas.")
    assert kept.secret not in anybody.page.url
