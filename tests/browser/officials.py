"""What officials do on the pages: take a task, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.documents.samples import jpeg

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor


def take_next(official: Visitor, number: str) -> None:
    """Take the most urgent task; in these tests only one waits."""
    official.open("/meja/")
    official.sees(number)
    official.press("Ambil berikutnya")
    official.sees(number, "Anda kerjakan")


def sign(official: Visitor, number: str, outcome: str = "") -> None:
    """Look at what will be signed, prove once more who one is, and sign."""
    take_next(official, number)
    official.press("Lihat dan tanda tangani")
    official.sees("Anda menandatangani sebagai")
    if outcome:
        official.choose(outcome)
    official.press("Lanjut ke konfirmasi")
    with official.leaving():
        official.main.get_by_role("button", name="Ya, saya").click()
    official.press("Tanda tangani sekarang")


def inspect(official: Visitor, number: str) -> None:
    """Bring two photos and the owner's signature: drawn where scripts run, else photographed."""
    take_next(official, number)
    official.press("Simpan putusan")
    official.sees("Unggah sedikitnya dua foto lokasi.", "Minta pemilik usaha menandatangani.")
    official.upload(
        "Pilih berkas atau ambil foto",
        *((name, jpeg(), "image/jpeg") for name in ("depan.jpg", "gudang.jpg")),
    )
    if official.screen.scripts:
        _draw(official)
    else:
        official.upload("Foto tanda tangan di atas kertas", ("tanda-tangan.jpg", jpeg(), "image/jpeg"))


def _draw(official: Visitor) -> None:
    canvas = official.page.locator(".signature canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    mouse = official.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 90)
    mouse.down()
    for step in range(1, 9):
        mouse.move(box["x"] + 30 + 30 * step, box["y"] + 90 - 40 * (step % 2))
    mouse.up()
