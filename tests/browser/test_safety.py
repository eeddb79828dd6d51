"""Nothing typed is lost, nothing is sent twice, nobody sees what is not theirs."""

import re
import uuid

import pytest
from django.contrib.sessions.models import Session

from balai.cases.models import Case
from tests.browser.citizens import GO, apply_for_licence, begin_licence, hand_in
from tests.browser.scene import Scene
from tests.browser.visitor import NARROW, SCREENS, WIDE, Screen, Visitor
from tests.cases import desks
from tests.documents.samples import blurred, locked_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
PASSWORD = "balai-contoh-2026"
BIRTH = "/layanan/akta-kelahiran/ajukan/"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
def test_who_signs_in_again_in_the_middle_goes_on_with_all_that_was_typed(
    scene: Scene, screen: Screen
) -> None:
    sari = scene.visitor(screen)
    sari.open(BIRTH)
    sari.sign_in("sari@balai.example", PASSWORD)
    sari.press("Mulai mengisi")
    sari.choose("Ibu")
    sari.press(GO)
    here = sari.path
    sari.fill("Siapa nama lengkap anak?", "Bintang Contoh")
    Session.objects.all().delete()
    sari.press(GO)
    assert sari.path.startswith("/akun/masuk/")
    sari.sign_in("sari@balai.example", PASSWORD)
    assert sari.path == here
    sari.sees("Isian Anda masih ada")
    assert sari.field("Siapa nama lengkap anak?").input_value() == "Bintang Contoh"
    sari.press(GO)
    sari.sees("Apa jenis kelamin anak?")


def test_the_same_application_sent_from_two_tabs_is_one_case(scene: Scene) -> None:
    agus = scene.visitor(WIDE, "agus")
    apply_for_licence(agus, "95111", "1.000.000", "Permukiman")
    first, check = agus.page, agus.path
    agus.tab()
    agus.open(check)
    receipt = hand_in(agus)
    agus.page = first
    assert hand_in(agus) == receipt
    agus.open(check)
    agus.sees("Permohonan Anda sudah kami terima")
    assert Case.objects.count() == 1


def test_an_answer_that_two_tabs_gave_differently_is_asked_again(scene: Scene) -> None:
    agus = scene.visitor(NARROW, "agus")
    begin_licence(agus)
    first, here = agus.page, agus.path
    agus.tab()
    agus.open(here)
    agus.fill("Apa nama usaha Anda?", "Kedai Contoh")
    agus.press(GO)
    agus.page = first
    agus.fill("Apa nama usaha Anda?", "Warung Contoh")
    agus.press(GO)
    agus.sees("Pilih jawaban yang benar", "Kedai Contoh", "Warung Contoh")
    agus.choose("Kedai Contoh")
    agus.press("Pakai pilihan ini")
    agus.sees("Apa kegiatan usaha Anda?")


def test_a_case_of_somebody_else_is_not_found_like_one_that_never_was(scene: Scene) -> None:
    agus = scene.visitor(WIDE, "agus")
    begin_licence(agus)
    own = agus.path
    other = scene.visitor(NARROW, "budi")
    told = []
    for path in (own, re.sub(r"[0-9a-f-]{36}", str(uuid.uuid4()), own)):
        other.open(path)
        assert other.status == 404
        told.append(other.main.inner_text())
    assert told[0] == told[1]
    other.open("/meja/")
    assert other.status == 403


def test_a_file_that_nobody_could_use_is_refused_with_what_to_do(scene: Scene) -> None:
    for screen in SCREENS:
        sari = scene.visitor(screen, "sari")
        sari.open("/permohonan/") if screen is NARROW else None
        sari.open(BIRTH)
        sari.press("Mulai mengisi" if screen is WIDE else "Lanjutkan mengisi")
        sari.open(sari.path.partition("isi/")[0] + "isi/surat_lahir/")
        for name, data, said in (
            ("kunci.pdf", locked_pdf("rahasia"), "sandi"),
            ("buram.jpg", blurred(), "buram"),
        ):
            _try(sari, name, data)
            sari.sees(said)


def _try(sari: Visitor, name: str, data: bytes) -> None:
    kind = "application/pdf" if name.endswith("pdf") else "image/jpeg"
    picker = sari.main.locator("input[type=file]").first
    if sari.screen.scripts:
        with sari.page.expect_response(lambda answer: answer.url.endswith("/unggah/")):
            picker.set_input_files({"name": name, "mimeType": kind, "buffer": data})
        sari.main.locator(".outcome.bad").wait_for()
        sari.complaints.clear()
    else:
        picker.set_input_files({"name": name, "mimeType": kind, "buffer": data})
        sari.press(GO)


def test_of_two_officials_with_one_task_the_second_learns_who_has_it(scene: Scene) -> None:
    with scene.hall.clock():
        number = desks.birth().number
    dimas, lestari = scene.visitor(WIDE, "dimas"), scene.visitor(NARROW, "lestari")
    for official in (dimas, lestari):
        official.open("/meja/")
        official.follow(number)
    dimas.press("Ambil tugas ini")
    dimas.sees("Anda kerjakan")
    lestari.press("Ambil tugas ini")
    lestari.sees("Dimas Teladan")


def test_a_number_with_a_wrong_secret_is_as_unknown_as_any_other(scene: Scene) -> None:
    anybody = scene.visitor(NARROW)
    anybody.open("/lacak/")
    anybody.fill("Nomor permohonan", "1971-2026-000001-D")
    anybody.fill("Kode rahasia", "ABCD-EFGH-JKMN")
    anybody.press("Lacak permohonan")
    anybody.sees("Ada yang perlu diperbaiki")


def test_the_whole_way_to_the_second_page_goes_by_keyboard(scene: Scene) -> None:
    sari = scene.visitor(WIDE)
    sari.open(BIRTH)
    keys = sari.page.keyboard
    sari.field("Alamat surel").focus()
    keys.type("sari@balai.example")
    keys.press("Tab")
    keys.type(PASSWORD)
    with sari.leaving():
        keys.press("Enter")
    _tab_to(sari, "Mulai mengisi")
    with sari.leaving():
        keys.press("Enter")
    _tab_to(sari, "hubungan")
    keys.press("Space")
    _tab_to(sari, GO)
    with sari.leaving():
        keys.press("Enter")
    sari.sees("Siapa nama lengkap anak?")


def _tab_to(sari: Visitor, name: str) -> None:
    """Press the tab key until the control with this text, or whose field has this name, is reached and seen to be."""
    told = "() => [document.activeElement.textContent.trim(), document.activeElement.name ?? '']"
    for _press in range(40):
        sari.page.keyboard.press("Tab")
        text, field = sari.page.evaluate(told)
        if text == name or name in field.split("."):
            outline = sari.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    pytest.fail(f"no way to {name} by keyboard")
