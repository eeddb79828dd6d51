"""A hall that is open to a real browser: its pages, its worker, its clock."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import scene as scenes
from tests.browser.scene import Scene

WITH_CLOCK = "tests.browser.scene.HallClock"


@pytest.fixture
def scene(browser: Browser, hall: None, settings: Settings) -> Iterator[Scene]:
    """Open the demo's hall on a Tuesday morning and serve it; whoever came leaves before it closes."""
    settings.DEMO = True
    settings.MIDDLEWARE = [WITH_CLOCK, *settings.MIDDLEWARE]
    server = LiveServer("localhost")
    settings.BASE_URL = server.url
    opened = scenes.opened(browser, server.url)
    yield opened
    opened.close()
    server.stop()
