"""Take the pictures of the README from a running demo: `make demo`, then `python -m tools.screenshots [ADDRESS]`.

Needs Chromium (`CHROMIUM` names it) and what `make setup-develop` installs. Begins a draft as one of the demo's people.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SERVICE, QUESTION = "akta-kelahiran", "jenis_kelamin"
WIDE: ViewportSize = {"width": 1200, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}


def enter(page: Page, address: str, persona: str) -> None:
    """Sign in on the persona page."""
    page.goto(f"{address}/demo/")
    with page.expect_navigation():
        page.click(f"button[value={persona}]")


def citizen(page: Page, address: str) -> None:
    """Show the front page, a service, and one question of it."""
    page.goto(f"{address}/")
    shoot(page, "front")
    page.goto(f"{address}/layanan/{SERVICE}/")
    shoot(page, "service")


def question(page: Page, address: str) -> None:
    """Show one question on a small screen."""
    enter(page, address, "sari")
    page.goto(f"{address}/layanan/{SERVICE}/ajukan/")
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.goto(f"{page.url.split('/isi/')[0]}/isi/{QUESTION}/")
    shoot(page, "question")


def official(page: Page, address: str) -> None:
    """Show the desk, and the first case on it."""
    enter(page, address, "lestari")
    page.goto(f"{address}/meja/")
    shoot(page, "desk")
    with page.expect_navigation():
        page.click("main table tbody a >> nth=0")
    shoot(page, "case")


def shoot(page: Page, name: str) -> None:
    """Keep what the window shows."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


def main(address: str) -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for take, size in ((citizen, WIDE), (question, NARROW), (official, WIDE)):
            take(browser.new_context(viewport=size, locale="id-ID").new_page(), address)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
