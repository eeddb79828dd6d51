"""What officials do on the pages: take a task, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor


def take_next(official: Visitor, number: str) -> None:
    """Take the most urgent task; in these tests only one waits."""
    official.open("/meja/")
    official.sees(number)
    official.press("Ambil berikutnya")
    official.sees(number, "Anda kerjakan")


def sign(official: Visitor, number: str) -> None:
    """Look at what will be signed, prove once more who one is, and sign."""
    take_next(official, number)
    official.press("Lihat dan tanda tangani")
    official.sees("Anda menandatangani sebagai")
    official.press("Lanjut ke konfirmasi")
    with official.leaving():
        official.main.get_by_role("button", name="Ya, saya").click()
    official.press("Tanda tangani sekarang")
