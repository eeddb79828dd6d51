"""What every test has: both databases, nothing remembered from the test before, no network, a browser."""

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser

from tests import chromium
from tests.network import block_network

BOTH = ["default", "keys"]
WITH_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--postgres`; tests/settings.py reads it, because settings are read before options are."""
    parser.addoption("--postgres", action="store_true", help="tests that use a database, on PostgreSQL")


def pytest_configure(config: pytest.Config) -> None:
    """Shut the network."""
    block_network()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give every test that uses a database both of them; on PostgreSQL leave out those that use none."""
    without = [item for item in items if not _given_both(item)]
    if config.getoption("--postgres"):
        items[:] = [item for item in items if item not in set(without)]
        config.hook.pytest_deselected(items=without)


def _given_both(item: pytest.Item) -> bool:
    """Return whether the test uses a database; a sealed row has its key in the other one."""
    marker = item.get_closest_marker("django_db")
    if not marker and not WITH_DATABASE & set(getattr(item, "fixturenames", ())):
        return False
    kwargs = {**(marker.kwargs if marker else {}), "databases": BOTH}
    item.add_marker(pytest.mark.django_db(**kwargs), append=False)
    return True


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Forget what a process keeps of a database: the next test has another."""
    if request.node.get_closest_marker("django_db") is None:
        return
    from balai.cases.numbers import forget_numbers
    from balai.catalog import selectors as catalog
    from balai.ledger.signing import published
    from balai.lib.keys.sealing import forget_keys

    published().unlink(missing_ok=True)
    forget_keys()
    forget_numbers()
    catalog.forget()
    cache.clear()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Chromium. Without it: a failure in CI, elsewhere a skip that the summary names."""
    if chromium.executable() is None:
        reason = "Chromium is missing (on Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with chromium.started() as started:
        yield started


@pytest.fixture
def hall(db: None) -> None:
    """Open the demo's hall: offices, people, registers, published services."""
    from tests.hall import open_hall

    open_hall()
