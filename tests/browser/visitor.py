"""Somebody at a screen: opens pages, reads, fills in, presses; each page they reach is looked at by itself.

Looked at: one heading, a name for every control, nothing wider than the screen, nothing that the browser complained about.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import ViewportSize, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Download,
        FilePayload,
        Locator,
        Page,
        Response,
    )

PATIENCE = 15_000  # milliseconds; two busy cores may need some
LOOK = """() => {
  const wrong = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const text = (element) => (element?.textContent ?? '').trim();
  const named = (one) => text(one.labels?.[0]) || one.getAttribute('aria-label')
    || text(document.getElementById(one.getAttribute('aria-labelledby')));
  const headings = [...document.querySelectorAll('h1')];
  if (headings.length !== 1 || !text(headings[0])) wrong.push(`${headings.length} h1`);
  for (const one of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!named(one)) wrong.push(`no label: ${one.outerHTML.slice(0, 120)}`);
  for (const one of document.querySelectorAll('a[href], button, summary'))
    if (shown(one) && !text(one) && !one.getAttribute('aria-label') && !one.querySelector('img[alt]:not([alt=""])'))
      wrong.push(`no name: ${one.outerHTML.slice(0, 120)}`);
  for (const one of document.querySelectorAll('img:not([alt])')) wrong.push(`no alt: ${one.src}`);
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) wrong.push(`twice: #${id}`);
  if (!document.documentElement.lang || !document.title.trim()) wrong.push('no language or title');
  const wide = document.scrollingElement.scrollWidth;
  if (wide > innerWidth) wrong.push(`${wide} pixels wide on a screen of ${innerWidth}`);
  return wrong;
}"""
SMALL = """() => [...document.querySelectorAll('button, a.button, summary, input:not([type=hidden]), select, textarea')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.type !== 'radio' && one.type !== 'checkbox')
  .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 2 && (box.height < 24 || box.width < 24)).map(([html]) => `small: ${html}`)"""


@dataclass(frozen=True)
class Screen:
    """A kind of screen that people have."""

    name: str
    width: int
    height: int
    scripts: bool


WIDE = Screen("wide, with script", 1280, 800, scripts=True)
NARROW = Screen("narrow, without script", 360, 740, scripts=False)
SCREENS = (WIDE, NARROW)


class Visitor:
    """One browser window with its own cookies."""

    def __init__(self, browser: Browser, base: str, screen: Screen) -> None:
        size: ViewportSize = {"width": screen.width, "height": screen.height}
        self.context: BrowserContext = browser.new_context(
            base_url=base, viewport=size, java_script_enabled=screen.scripts, locale="id-ID"
        )
        self.context.set_default_timeout(PATIENCE)
        self.screen, self.base, self.complaints, self.status = screen, base, list[str](), 0
        self.page = self.tab()

    def tab(self) -> Page:
        """Open another window of the same person and turn to it."""
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._answered)
        return self.page

    def _heard(self, said: ConsoleMessage) -> None:
        """Keep what the browser complains about; that a page came with status 4xx is no complaint."""
        if said.type in {"error", "warning"} and not said.text.startswith("Failed to load resource"):
            self.complaints.append(said.text)

    def _answered(self, answer: Response) -> None:
        if answer.request.is_navigation_request():
            self.status = answer.status if answer.status < 300 or answer.status >= 400 else self.status
        elif answer.status >= 400:
            self.complaints.append(f"{answer.status} {answer.url}")

    # -- reading

    @property
    def path(self) -> str:
        """The address of the page, without the host."""
        return self.page.url.removeprefix(self.base)

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.locator("main")

    def look(self) -> None:
        """Look at the page by itself."""
        wrong = [*self.page.evaluate(LOOK), *self.page.evaluate(SMALL), *self.complaints]
        assert not wrong, f"{self.path}: {wrong}"

    def sees(self, *texts: str | re.Pattern[str]) -> None:
        """Expect texts in the main part of the page."""
        said = " ".join(self.main.inner_text().split())
        for text in texts:
            found = text in said if isinstance(text, str) else text.search(said)
            assert found, f"{self.path} does not say {text!r}: {said}"

    def misses(self, *texts: str) -> None:
        """Expect that the main part of the page does not say something."""
        said = self.main.inner_text()
        for text in texts:
            assert text not in said, f"{self.path} says {text!r}"

    def reads(self, selector: str, number: int = 0) -> str:
        """Return a text of the page."""
        return self.page.locator(selector).nth(number).inner_text().strip()

    # -- going

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)
        self.look()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Expect that what happens inside leads to another page, and look at that."""
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.look()

    def press(self, name: str) -> None:
        """Press a button, or follow a link that looks like one."""
        wanted = self.main.get_by_role("button", name=name, exact=True)
        linked = self.main.get_by_role("link", name=name, exact=True)
        with self.leaving():
            wanted.or_(linked).first.click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link."""
        with self.leaving():
            self.main.get_by_role("link", name=name).first.click()

    def download(self, name: str | re.Pattern[str]) -> bytes:
        """Follow a link that hands over a file; return it."""
        with self.page.expect_download() as started:
            self.main.get_by_role("link", name=name).first.click()
        taken: Download = started.value
        return taken.path().read_bytes()

    # -- filling in

    def field(self, label: str) -> Locator:
        """Return the control with this label."""
        return self.main.get_by_label(label, exact=True).first

    def fill(self, label: str, text: str) -> None:
        """Type into a field."""
        self.field(label).fill(text)

    def choose(self, label: str) -> None:
        """Choose a radio button or tick a box, as people do: by its label."""
        self.main.get_by_text(label, exact=True).and_(self.page.locator("label")).locator(
            "visible=true"
        ).first.click()

    def pick(self, label: str, part: str) -> None:
        """Pick the first entry of a list with this text in it; where scripts run, type the text to narrow a long list."""
        select = self.main.get_by_label(label).and_(self.page.locator("select")).first
        narrowing = self.main.locator("input.narrowing")
        if narrowing.count():
            narrowing.first.fill(part)
        value = select.locator("option", has_text=part).first.get_attribute("value")
        select.select_option(value)

    def upload(self, label: str, *files: tuple[str, bytes, str]) -> None:
        """Choose files (name, content, kind); where scripts run they are sent at once."""
        chosen: list[FilePayload] = [
            {"name": name, "mimeType": kind, "buffer": data} for name, data, kind in files
        ]
        self.main.get_by_label(label).and_(self.page.locator("input[type=file]")).first.set_input_files(
            chosen
        )
        if self.screen.scripts:
            for name, *_rest in files:
                expect(self.main.get_by_text(name, exact=True)).to_be_visible(timeout=PATIENCE)

    # -- who they are

    def become(self, persona: str) -> None:
        """Sign in as one of the demo's people."""
        self.open("/demo/")
        with self.leaving():
            self.main.locator(f"button[name=persona][value={persona}]").click()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in as people do."""
        self.fill("Alamat surel", email)
        self.fill("Kata sandi", password)
        self.press("Masuk")
