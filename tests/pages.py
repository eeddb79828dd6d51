"""A test client that checks every page it is given, so that no door test has to.

    client = PageClient()
    page = client.get("/tentang/")                     # a BeautifulSoup, checked; page.status, page.response
    page = client.submit(page, {"nama": "Contoh"})     # fills the page's form as a browser would; posts it
    page = client.get("/x/", without={"headings"})     # leaves out one check, by name

A redirect is not followed unless `follow=True`; then the last page is checked.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

FILLED = "input:not([type=hidden], [type=submit], [type=button], [type=image]), select, textarea"


class Page(BeautifulSoup):
    """The answer to a request. For anything but HTML the tree is empty; `response` has the bytes."""

    status: int
    response: HttpResponse
    path: str

    @classmethod
    def of(cls, response: Any) -> "Page":
        """Read an answer."""
        html = response.content.decode() if is_html(response) else ""
        page = cls(html, "html.parser")
        page.status, page.response = response.status_code, response
        page.path = response.wsgi_request.get_full_path()
        return page

    @property
    def location(self) -> str:
        """Where a redirect leads, or the empty string."""
        return str(self.response.headers.get("Location", ""))

    @property
    def heading(self) -> str:
        """The text of the h1."""
        return words(self.select_one("h1"))

    @property
    def words(self) -> str:
        """The text of the main part, in single spaces."""
        return words(self.select_one("main"))

    @property
    def wrong(self) -> list[str]:
        """The lines of the error summary."""
        return [words(item) for item in self.select(".error-summary li")]

    def json(self) -> Any:
        """The body of a JSON answer."""
        return self.response.json()  # type: ignore[attr-defined]


class PageClient(Client):
    """Django's test client, checking each page. `without` names checks to leave out: see CHECKS."""

    def get(self, path: str, *args: Any, without: Collection[str] = (), **kwargs: Any) -> Page:  # type: ignore[override]
        """Ask for a page and check it."""
        return checked(super().get(path, *args, **kwargs), without)

    def post(  # type: ignore[override]
        self, path: str, *args: Any, without: Collection[str] = (), **kwargs: Any
    ) -> Page:
        """Post and check the answer."""
        return checked(super().post(path, *args, **kwargs), without)

    def submit(
        self,
        page: Page,
        values: Mapping[str, Any] | None = None,
        form: str = "main form[method=post]",
        button: str = "",
        **kwargs: Any,
    ) -> Page:
        """Post a form of the page: what it holds, changed by `values` (of its names only), and a button."""
        element = page.select_one(form)
        assert element is not None, f"{page.path} has no {form}"
        data = {**held(element), **pressed(element, button)}
        unknown = set(values or {}) - {tag.get("name") for tag in element.select("[name]")}
        assert not unknown, f"the form on {page.path} has no field {sorted(unknown)}"
        action = urljoin(page.path, str(element.get("action") or page.path))
        return self.post(action, {**data, **(values or {})}, **kwargs)


def held(form: Tag) -> dict[str, list[str]]:
    """Return what a browser would send of a form that nobody touched, without files."""
    data: dict[str, list[str]] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        data.setdefault(str(control["name"]), []).extend(_values(control))
    return {name: values for name, values in data.items() if values}


def _values(control: Tag) -> list[str]:
    kind = control.get("type", "text")
    if control.name == "select":
        return [str(option.get("value", "")) for option in control.select("option[selected]")]
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if kind in {"radio", "checkbox"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    if kind == "file":  # an empty file field arrives as an empty text
        form = control.find_parent("form")
        return [""] if form is not None and form.get("enctype") else []
    return [] if kind in {"submit", "button"} else [str(control.get("value", ""))]


def pressed(form: Tag, text: str) -> dict[str, str]:
    """Return the name and value of the button with this text; the first button when none is named."""
    buttons = [button for button in form.select("button") if not text or words(button) == text]
    assert buttons or not text, f"no button {text!r}"
    return {str(b["name"]): str(b.get("value", "")) for b in buttons[:1] if b.has_attr("name")}


def words(element: Tag | None) -> str:
    """Return an element's text in single spaces, or the empty string."""
    return " ".join(element.get_text().split()) if element else ""


def is_html(response: Any) -> bool:
    """Whether the answer is a page; an answer without a body is none, unless it claims that all is well."""
    page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    return page and (response.content or response.status_code == 200)


def checked(response: Any, without: Collection[str] = ()) -> Page:
    """Return the page, having checked it."""
    assert set(without) <= set(CHECKS), f"no such check: {set(without) - set(CHECKS)}"
    page = Page.of(response)
    if is_html(response) and not page.location:
        problems = {name: check(page) for name, check in CHECKS.items() if name not in without}
        found = {name: problem for name, problem in problems.items() if problem}
        assert not found, f"{page.path}: {found}"
    return page


def valid_html(page: Page) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page.response.content.decode())
    return [f"line {position[0]}: {code} {details or ''}" for position, code, details in parser.errors]


def one_heading(page: Page) -> list[str]:
    found = [words(heading) for heading in page.select("h1")]
    return [] if len(found) == 1 and found[0] else [f"h1: {found}"]


def heading_order(page: Page) -> list[str]:
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    return [f"h{left} is followed by h{right}" for left, right in pairwise(levels) if right > left + 1]


def titled(page: Page) -> list[str]:
    title = words(page.select_one("head > title"))
    return [] if title.endswith(" – Balai") and len(title) > len(" – Balai") else [f"title: {title!r}"]


def has_language(page: Page) -> list[str]:
    html = page.select_one("html")
    return [] if html is not None and html.get("lang") in {"id", "en"} else ["lang is missing"]


def labelled(page: Page) -> list[str]:
    labels = {label.get("for") for label in page.select("label") if words(label)}
    return [
        f"no label: {str(control)[:90]}"
        for control in page.select(FILLED)
        if control.get("id") not in labels and not control.find_parent("label") and not _named(control)
    ]


def unique_ids(page: Page) -> list[str]:
    counts = Counter(str(element["id"]) for element in page.select("[id]"))
    return [f"id {name} stands {count} times" for name, count in counts.items() if count > 1]


def pointing_at_something(page: Page) -> list[str]:
    ids = {str(element["id"]) for element in page.select("[id]")}
    wanted = [
        (name, ref)
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
        for element in page.select(f"[{name}]")
        for ref in str(element[name]).split()
    ]
    wanted += [("href", str(a["href"])[1:]) for a in page.select('a[href^="#"]')]
    return [f"{name}={ref} points at nothing" for name, ref in wanted if ref not in ids]


def nothing_inline(page: Page) -> list[str]:
    found = [f"<{element.name} style>" for element in page.select("[style], style")]
    found += ["inline script" for script in page.select("script") if not script.get("src") or words(script)]
    handlers = [key for element in page.find_all(True) for key in element.attrs if key.startswith("on")]
    links = [str(element["href"]) for element in page.select("[href]")]
    schemes = [link for link in links if link.lower().startswith("javascript:")]
    return [*found, *handlers, *schemes]


def images_described(page: Page) -> list[str]:
    return [f"no alt: {image}" for image in page.select("img") if not image.has_attr("alt")]


def forms_safe(page: Page) -> list[str]:
    problems = []
    for form in page.select("form"):
        action, posts = str(form.get("action", "")), str(form.get("method", "get")).lower() == "post"
        token = form.select_one("input[name=csrfmiddlewaretoken]")
        if posts and not (token and token.get("value")):
            problems.append(f"no csrf token: {action or 'form'}")
        if urlsplit(action).netloc or (action and not action.startswith(("/", "?", "#"))):
            problems.append(f"form leads away: {action}")
    return problems


def links_say_where(page: Page) -> list[str]:
    found = page.select("a[href], button")
    return [f"nothing to read: {element}" for element in found if not words(element) and not _named(element)]


def policy_strict(page: Page) -> list[str]:
    policy = page.response.headers.get("Content-Security-Policy", "")
    strict = "default-src 'none'" in policy and "unsafe" not in policy and "trusted-types 'none'" in policy
    return [] if strict else [f"policy: {policy!r}"]


def _named(element: Tag) -> bool:
    pictures = any(image.get("alt") for image in element.select("img"))
    return bool(element.get("aria-label") or element.get("aria-labelledby") or pictures)


CHECKS: dict[str, Callable[[Page], list[str]]] = {
    "html": valid_html,
    "h1": one_heading,
    "headings": heading_order,
    "title": titled,
    "lang": has_language,
    "labels": labelled,
    "ids": unique_ids,
    "refs": pointing_at_something,
    "inline": nothing_inline,
    "images": images_described,
    "forms": forms_safe,
    "links": links_say_where,
    "csp": policy_strict,
}
