"""A business licence at each of its four risks: issued at once, declared, recommended in parallel, inspected."""

import re
from datetime import timedelta

import pytest

from tests.browser.citizens import GO, apply_for_licence, hand_in
from tests.browser.officials import inspect, sign, take_next
from tests.browser.scene import Scene
from tests.browser.visitor import SCREENS, Screen, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]
on_each_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
RESTAURANT, CHEMISTRY = "56101", "20117"
SHOPS, HOMES = "Perdagangan atau industri", "Permukiman"


def collected(agus: Visitor) -> bytes:
    agus.open("/permohonan/")
    agus.follow("Izin usaha")
    agus.sees("Selesai", "0000000000001")
    return agus.download("Unduh PDF")


@on_each_screen
def test_a_low_risk_is_licensed_at_once_and_a_higher_one_after_a_declaration(
    scene: Scene, screen: Screen
) -> None:
    agus = scene.visitor(screen, "agus")
    apply_for_licence(agus, RESTAURANT, "50.000.000", SHOPS)
    hand_in(agus)
    scene.work()
    assert collected(agus).startswith(b"%PDF-")
    apply_for_licence(agus, RESTAURANT, "1.500.000.000", SHOPS)
    agus.choose("Saya menyatakan usaha ini memenuhi standar usaha yang berlaku")
    agus.press(GO)
    hand_in(agus)
    scene.work()
    agus.press("Lihat permohonan")
    agus.main.get_by_text("Putusan aturan dan dasarnya").click()
    agus.sees("0000000000002", "Menengah rendah")


@on_each_screen
def test_two_offices_advise_at_once_and_one_that_stays_silent_agrees_by_law(
    scene: Scene, screen: Screen
) -> None:
    agus = scene.visitor(screen, "agus")
    apply_for_licence(agus, RESTAURANT, "6.000.000.000", SHOPS)
    number, _secret = hand_in(agus)
    agus.press("Lihat permohonan")
    agus.sees("Dinas Lingkungan Hidup", "Dinas Pekerjaan Umum dan Penataan Ruang")
    gilang = scene.visitor(screen, "gilang")
    take_next(gilang, number)
    gilang.choose("Rekomendasikan")
    gilang.press("Simpan putusan")
    scene.until(scene.hall.now + timedelta(days=8))
    agus.page.reload()
    agus.sees("Rekomendasikan, menurut hukum", "Batas waktunya lewat. PP 28/2025 lampiran I")
    hendra = scene.visitor(screen, "hendra")
    sign(hendra, number)
    scene.work()
    assert collected(agus).startswith(b"%PDF-")


def inspected(scene: Scene, screen: Screen) -> tuple[Visitor, Visitor, str]:
    """Apply for a business of high risk and look at it; return the applicant, the inspector and the number."""
    agus = scene.visitor(screen, "agus")
    apply_for_licence(agus, CHEMISTRY, "800.000.000", HOMES)
    number, _secret = hand_in(agus)
    wawan = scene.visitor(screen, "wawan")
    inspect(wawan, number)
    return agus, wawan, number


@on_each_screen
def test_a_high_risk_that_meets_the_standards_is_licensed_by_another_person(
    scene: Scene, screen: Screen
) -> None:
    agus, wawan, number = inspected(scene, screen)
    wawan.choose("Memenuhi standar")
    wawan.press("Simpan putusan")
    sign(scene.visitor(screen, "hendra"), number)
    scene.work()
    assert collected(agus).startswith(b"%PDF-")


@on_each_screen
def test_a_high_risk_is_inspected_with_photos_and_a_signature_and_may_be_refused(
    scene: Scene, screen: Screen
) -> None:
    agus, wawan, number = inspected(scene, screen)
    wawan.choose("Tidak memenuhi")
    wawan.choose("Standar usaha tidak dipenuhi")
    wawan.press("Simpan putusan")
    hendra = scene.visitor(screen, "hendra")
    sign(hendra, number, outcome="Tanda tangani penolakan")
    scene.work()
    agus.open("/permohonan/")
    agus.follow("Izin usaha")
    agus.sees("Ditolak", "Standar usaha tidak dipenuhi", "PP 28/2025 lampiran I")
    agus.open("/kotak-masuk/")
    agus.follow(re.compile("ditolak"))
    agus.sees("Alasan: Standar usaha tidak dipenuhi", "keberatan dalam 21 hari kerja")
