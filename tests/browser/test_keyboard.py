"""A whole application and a whole verification without a mouse."""

import pytest

from balai.cases.models import Task
from tests.browser.citizens import report_birth
from tests.browser.officials import take_next
from tests.browser.scene import Scene
from tests.browser.typist import Typist
from tests.browser.visitor import WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "keys"])]


def typist(scene: Scene, persona: str) -> Typist:
    new = Typist(scene.browser, scene.base, WIDE)
    scene.visitors.append(new)
    new.become(persona)
    return new


def test_a_birth_is_reported_and_verified_with_the_keyboard_alone(scene: Scene) -> None:
    sari = typist(scene, "sari")
    sari.open("/layanan/akta-kelahiran/ajukan/")
    sari.skip()
    report_birth(sari)
    sari.tick(sari.main.locator("input[name=pernyataan]"))
    sari.press("Kirim permohonan")
    sari.sees("Permohonan Anda sudah kami terima")
    number = sari.reads(".panel code")
    scene.work()
    dimas = typist(scene, "dimas")
    take_next(dimas, number)
    dimas.page.keyboard.press("Alt+t")
    dimas.choose("Ya")
    dimas.choose("Sesuai")
    dimas.press("Simpan putusan")
    dimas.sees("Sesuai. Tersimpan.")
    assert Task.objects.get(status="open").act == "sign"
