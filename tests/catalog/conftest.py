from functools import cache

import pytest
from django.conf import settings

from balai.catalog.types import Words
from balai.config.folder import read_folder, read_reference
from balai.kernel.definition import load
from tests.pages import PageClient


@pytest.fixture
def client():
    return PageClient()


@pytest.fixture
def english(client):
    client.cookies["balai-language"] = "en"
    return client


@cache
def service(name):
    return load(read_folder(settings.SERVICES / name), read_reference(settings.REFERENCE), name)


@pytest.fixture
def words():
    """Give the words of a sample folder, without a database."""
    return lambda name, language="id": Words(service(name), language)
