"""The settings of a test run: the program's own, in a folder of its own, on SQLite or on PostgreSQL.

    pytest                 SQLite
    pytest --postgres      PostgreSQL, started for this run (or TEST_POSTGRES_URL names one that runs)

Each process of a run (pytest-xdist) has its own folder and its own two databases. What differs from the
program is what costs time and proves nothing: passwords are hashed lightly, static files are not packed,
SQLite does not wait for the disk.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

OWNER = "TEST_FOLDER" not in os.environ
if OWNER:
    os.environ["TEST_FOLDER"] = tempfile.mkdtemp(prefix="balai-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_FOLDER"], ignore_errors=True)
FOLDER = Path(tempfile.mkdtemp(prefix="run-", dir=os.environ["TEST_FOLDER"]))

if "--postgres" in sys.argv and "TEST_POSTGRES_URL" not in os.environ:
    from tests.databases import start_postgres

    os.environ["TEST_POSTGRES_URL"] = start_postgres()

for name in [name for name in os.environ if name.startswith("BALAI_")]:
    del os.environ[name]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
os.environ.update(
    BALAI_VAR=str(FOLDER),
    BALAI_EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    DATABASE_URL=POSTGRES,
    KEYS_DATABASE_URL=POSTGRES,
)

from balai.config.settings import *  # noqa: E402, F403 - the variables above come first
from balai.config.settings import DATABASES, STORAGES  # noqa: E402

for alias, database in DATABASES.items():
    if POSTGRES:
        database["TEST"] = {"NAME": f"test_{alias}"}
    else:
        database["TEST"] = {"NAME": str(FOLDER / f"test_{alias}.sqlite3")}
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(FOLDER / "static").mkdir()
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
