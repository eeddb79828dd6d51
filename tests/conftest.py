"""What every test has: both databases, nothing remembered from the test before, no network."""

import pytest
from django.core.cache import cache

from tests.network import block_network

BOTH = ["default", "keys"]
WITH_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--postgres`; tests/settings.py reads it, because settings are read before options are."""
    parser.addoption("--postgres", action="store_true", help="run on PostgreSQL instead of SQLite")


def pytest_configure(config: pytest.Config) -> None:
    """Shut the network."""
    block_network()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test that uses a database both of them: a sealed row has its key in the other."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker or WITH_DATABASE & set(getattr(item, "fixturenames", ())):
            kwargs = {**(marker.kwargs if marker else {}), "databases": BOTH}
            item.add_marker(pytest.mark.django_db(**kwargs), append=False)


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """Forget what a process keeps of a database: the next test has another."""
    if request.node.get_closest_marker("django_db") is None:
        return
    from balai.cases.numbers import forget_numbers
    from balai.catalog import selectors as catalog
    from balai.lib.keys.sealing import forget_keys

    forget_keys()
    forget_numbers()
    catalog.forget()
    cache.clear()
