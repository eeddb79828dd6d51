"""The hall as these tests run it: a server in this process, the worker in turns, and one clock for both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from balai.lib import clock
from tests.browser.visitor import Screen, Visitor
from tests.hall import person
from tests.walking import Hall

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from playwright.sync_api import Browser

OPENED = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, nine in the morning at Pangkalpinang
A_MOMENT = timedelta(seconds=5)
_running: list[Hall] = []


class HallClock:
    """Answers each request at the hall's own time: a server's threads have a clock each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer at the hall's time, a few seconds after the request before."""
        _running[-1].now += A_MOMENT
        with _running[-1].clock():
            return self._get_response(request)


@dataclass
class Scene:
    """A hall that people visit."""

    browser: Browser
    base: str
    hall: Hall
    visitors: list[Visitor] = field(default_factory=list)

    def visitor(self, screen: Screen, persona: str = "") -> Visitor:
        """Let somebody in, signed in as a persona when one is named."""
        new = Visitor(self.browser, self.base, screen)
        self.visitors.append(new)
        if persona:
            new.become(persona)
        return new

    def work(self) -> None:
        """Let the worker do all that is due."""
        self.hall.work()

    def until(self, instant: datetime) -> None:
        """Let time pass; whoever was signed in stays so."""
        self.hall.until(instant)

    def close(self) -> None:
        """Send everybody home."""
        for one in self.visitors:
            one.context.close()
        _running.clear()


def opened(browser: Browser, base: str) -> Scene:
    """Return the scene of an open hall."""
    with clock.at(OPENED):
        hall = Hall(person("sari"), OPENED)
    _running.append(hall)
    return Scene(browser, base, hall)
