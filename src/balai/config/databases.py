"""The two databases: the hall's own, and the keys' (apart, so that a backup of one does not carry the other)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;",
}


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(_SQLITE),
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def databases(var: Path, url: str, keys_url: str) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: SQLite under `var` unless a postgresql:// address is given."""
    main = _postgresql(url) if url else _sqlite(var / "balai.sqlite3")
    keys = _postgresql(keys_url) if keys_url else _sqlite(var / "keys.sqlite3")
    return {"default": main, "keys": keys}


class KeysApart:
    """Send the key store to its own database and everything else to the hall's."""

    def db_for_read(self, model: object, **_hints: object) -> str:
        """Return the database a model is read from."""
        return "keys" if model._meta.app_label == "keys" else "default"  # type: ignore[attr-defined]  # noqa: SLF001

    db_for_write = db_for_read

    def allow_relation(self, one: object, other: object, **_hints: object) -> bool:
        """Allow relations only inside one database. Asked of the instances: `request.user` is a lazy one."""
        return self.db_for_read(one) == self.db_for_read(other)

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool:
        """Make each table only where it belongs."""
        return (app_label == "keys") == (db == "keys")
