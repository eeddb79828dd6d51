"""A hall for tests: governments, offices, posts, people, registers and services, made once by the real actions.

Making it takes a while, so its rows are remembered and put into the next test's database as they were.
"""

import shutil
from tempfile import TemporaryDirectory

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.test.utils import override_settings

from balai.config import hall
from balai.people.models import Account, Person

SERVICES = ("akta-kelahiran", "izin-usaha")
_rows: dict[tuple[str, str], tuple[list[str], list[tuple]]] = {}


def open_hall():
    """Open the demo's hall in the databases of this test."""
    if not _rows:
        with TemporaryDirectory() as folder, override_settings(DEMO=True, SERVICES=folder):
            for name in SERVICES:
                shutil.copytree(settings.ROOT / "services" / name, f"{folder}/{name}")
            hall.open_hall()
        _remember()
        return
    _recall()


def _tables(alias):
    keys = {"keys"} if alias == "keys" else set()
    for model in apps.get_models():
        apart = model._meta.app_label == "keys"
        if (
            apart == bool(keys)
            and model._meta.managed
            and not model._meta.app_label.startswith(("auth", "contenttypes"))
        ):
            yield model._meta.db_table


def _remember():
    for alias in settings.DATABASES:
        present = set(connections[alias].introspection.table_names())
        for table in _tables(alias):
            if table not in present:
                continue
            with connections[alias].cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in cursor.description]
                rows = [tuple(_plain(value) for value in row) for row in cursor.fetchall()]
            if rows:
                _rows[alias, table] = (names, rows)


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def _recall():
    """Put every row back; references are checked when all are in."""
    for database in settings.DATABASES:
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            for (alias, table), (names, rows) in _rows.items():
                if alias == database:
                    marks, columns = ", ".join(["%s"] * len(names)), ", ".join(f'"{name}"' for name in names)
                    cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)


def person(name):
    """Return one of the demo's people by the name before the @ of their address: "sari", "dimas"."""
    account = Account.objects.get(email=f"{name}@balai.example")
    return Person.objects.select_related("government").get(pk=account.person_id)
