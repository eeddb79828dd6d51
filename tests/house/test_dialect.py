"""What differs between SQLite and PostgreSQL stands in `balai.lib.db`; queries run on both."""

import ast

from tests.house.source import dotted, modules

NAMES = {"vendor", "raw", "extra", "cursor", "RawSQL", "RunSQL"}
OPTIONS = {"skip_locked", "nowait", "no_key"}
PACKAGES = ("sqlite3", "psycopg", "django.contrib.postgres", "django.db.backends")
ALLOWED = {
    "src/balai/lib/jobs/queue.py": {
        "skip_locked"
    },  # SQLite has one writer and ignores it; nothing else is meant
}


def test_no_dialect_outside_the_one_place_for_it() -> None:
    found = {
        module.place: names
        for module in modules().values()
        if not module.name.startswith("balai.lib.db")
        and (names := _dialect(module.tree) - ALLOWED.get(module.place, set()))
    }
    assert not found, f"say it in balai.lib.db: {found}"


def test_no_exception_is_kept_that_is_not_needed() -> None:
    by_place = {module.place: module for module in modules().values()}
    stale = {place: names - _dialect(by_place[place].tree) for place, names in ALLOWED.items()}
    assert not any(stale.values()), stale


def _dialect(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NAMES and _of_a_database(node):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg in OPTIONS:
            found.add(str(node.arg))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {
                name
                for name in _imported(node)
                if name.startswith(PACKAGES) or name.rpartition(".")[2] in NAMES
            }
    return found


def _of_a_database(node: ast.Attribute) -> bool:
    return any(
        word in dotted(node.value) for word in ("connection", "objects", "filter()", "all()", "manager")
    )


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    before = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
    return [f"{before}{alias.name}" for alias in node.names]


def test_the_search_finds_what_it_looks_for() -> None:
    tree = ast.parse(
        "from django.db import connection\nif connection.vendor == 'sqlite': Row.objects.raw('x')"
    )
    assert _dialect(tree) == {"vendor", "raw"}
    assert _dialect(ast.parse("import sqlite3")) == {"sqlite3"}
