"""Take the pictures of the README from a running demo: `make demo`, then `python -m tools.screenshots [ADDRESS]`.

Needs Chromium (`CHROMIUM` names it), poppler's pdftoppm for the certificate, and what `make setup-develop` installs.
Begins a draft as one of the demo's people.
"""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SERVICE, QUESTION = "akta-kelahiran", "ibu"
SIZE: ViewportSize = {"width": 1280, "height": 800}
COLOURS, GROUND = 128, "#dfe6e5"


def enter(page: Page, address: str, persona: str) -> None:
    """Sign in on the persona page."""
    page.goto(f"{address}/demo/")
    with page.expect_navigation():
        page.click(f"button[value={persona}]")


def front(page: Page, address: str) -> None:
    """Show the front page."""
    page.goto(f"{address}/")
    shoot(page, "front")


def apply(page: Page, address: str) -> None:
    """Show one question of an application."""
    enter(page, address, "sari")
    page.goto(f"{address}/layanan/{SERVICE}/ajukan/")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.goto(f"{page.url.split('/isi/')[0]}/isi/{QUESTION}/")
    page.check("main input[type=radio] >> nth=0")
    shoot(page, "apply")


def desk(page: Page, address: str) -> None:
    """Show the first case of an official's desk, with what is to be done beside it."""
    enter(page, address, "lestari")
    with page.expect_navigation():
        page.click("main table tbody a >> nth=0")
    shoot(page, "desk")


def certificate(page: Page, address: str) -> None:
    """Show a certificate that was issued, as paper."""
    enter(page, address, "budi")
    page.goto(f"{address}/dokumen/")
    with page.expect_download() as started:
        page.click("main a[href*='/dokumen/terbit/']:has-text('akta') >> nth=0")
    scale = ["-scale-to-y", "780", "-scale-to-x", "-1"]
    command = ["pdftoppm", "-png", "-singlefile", *scale, str(started.value.path())]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own document
    paper = Image.open(BytesIO(done.stdout))
    picture = Image.new("RGB", (SIZE["width"], SIZE["height"]), GROUND)
    picture.paste(paper, ((picture.width - paper.width) // 2, (picture.height - paper.height) // 2))
    keep(picture, "certificate")


def shoot(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.wait_for_load_state("networkidle")
    keep(Image.open(BytesIO(page.screenshot())).convert("RGB"), name)


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours, so that the repository stays small."""
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def main(address: str) -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for take in (front, apply, desk, certificate):
            take(browser.new_context(viewport=SIZE, locale="id-ID").new_page(), address)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
