"""Somebody who never touches a mouse: every control is reached with Tab and arrows, and shows that it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.visitor import PATIENCE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator

MOST_STEPS = 150  # no page has more stops
HERE = "(element) => element === document.activeElement"
IN_GROUP = "(one) => document.activeElement.type === 'radio' && document.activeElement.name === one.name"
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""


class Typist(Visitor):
    """One browser window, and a keyboard."""

    def reach(self, control: Locator, condition: str = HERE) -> None:
        """Press Tab until the focus is on a control; it must be seen there."""
        for _ in range(MOST_STEPS):
            if control.evaluate(condition):
                assert self.page.evaluate(SEEN), f"{self.path}: focus is not seen on {control}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.path}: no Tab leads to {control}")

    def skip(self) -> None:
        """Jump over head and menu: the first stop of a page leads to its main part."""
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "skip"
        assert self.page.evaluate(SEEN)
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.tagName") == "MAIN"

    def become(self, persona: str) -> None:
        """Sign in as one of the demo's people."""
        self.open("/demo/")
        self.skip()
        self._enter(self.main.locator(f"button[name=persona][value={persona}]"))

    def press(self, name: str) -> None:
        """Press a button, or follow a link that looks like one."""
        wanted = self.main.get_by_role("button", name=name, exact=True)
        linked = self.main.get_by_role("link", name=name, exact=True)
        self._enter(wanted.or_(linked).first)

    def _enter(self, control: Locator) -> None:
        self.reach(control)
        with self.leaving():
            self.page.keyboard.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Type into a field; a browser's field for times wants hour, minute and the half of the day after each other."""
        control = self.field(label)
        self.reach(control)
        self.page.keyboard.press("Control+A")
        timed = control.get_attribute("type") == "time"
        self.page.keyboard.type(text.replace(":", "") if timed else text)
        if timed and not control.input_value():
            self.page.keyboard.type("A")
        expect(control).to_have_value(text)

    def choose(self, label: str) -> None:
        """Choose a radio button with the arrows, or tick a box with the space bar."""
        written = self.main.get_by_text(label, exact=True).and_(self.page.locator("label"))
        control = self.page.locator(f'[id="{written.locator("visible=true").first.get_attribute("for")}"]')
        if control.get_attribute("type") == "checkbox":
            self.tick(control)
            return
        self.reach(control, IN_GROUP)
        for _ in range(MOST_STEPS):
            if control.evaluate(HERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not control.is_checked():
            self.page.keyboard.press("Space")
        expect(control).to_be_checked()

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def pick(self, label: str, part: str) -> None:
        """Narrow a long list by typing, then go down to the entry with this text in it."""
        select = self.main.get_by_label(label).and_(self.page.locator("select")).first
        narrowing = self.main.locator("input.narrowing")
        if narrowing.count():
            self.reach(narrowing.first)
            self.page.keyboard.type(part)
        self.reach(select)
        for _ in range(MOST_STEPS):
            if part in select.evaluate("(one) => one.selectedOptions[0]?.text ?? ''"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.path}: {label} has no {part}")

    def upload(self, label: str, *files: tuple[str, bytes, str]) -> None:
        """Open the window that chooses files with the keyboard."""
        chosen: list[FilePayload] = [
            {"name": name, "mimeType": kind, "buffer": data} for name, data, kind in files
        ]
        self.reach(self.main.get_by_label(label).and_(self.page.locator("input[type=file]")).first)
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Enter")
        opened.value.set_files(chosen)
        for name, *_rest in files:
            expect(self.main.get_by_text(name, exact=True)).to_be_visible(timeout=PATIENCE)
