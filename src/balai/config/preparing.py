"""Make the machine ready to serve: tables, translations, static files. Quick when nothing changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

_PACKAGE = Path(__file__).resolve().parents[1]


def prepare() -> None:
    """Bring tables, translations and static files up to date; a step whose sources did not change is skipped."""
    _when_changed("tables", _PACKAGE.glob("**/migrations/*.py"), _migrate)
    _when_changed("texts", _PACKAGE.glob("**/*.po"), _translate)
    _when_changed("static", _PACKAGE.glob("**/static/**/*"), _collect)


def _migrate() -> None:
    for name in settings.DATABASES:
        call_command("migrate", database=name, verbosity=0, interactive=False)


def _translate() -> None:
    subprocess.run([sys.executable, str(settings.ROOT / "tools" / "messages.py"), "compile"], check=True)


def _collect() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def _when_changed(step: str, sources: Iterable[Path], do: object) -> None:
    """Run a step unless it ran for the same sources and the same database before."""
    files = sorted(path for path in sources if path.is_file())
    state = hashlib.sha256(str(settings.DATABASES["default"]["NAME"]).encode())
    for path in files:
        state.update(str(path).encode() + path.read_bytes())
    stamp = Path(settings.VAR) / "prepared" / step
    if stamp.exists() and stamp.read_text(encoding="ascii") == state.hexdigest():
        return
    if callable(do):
        do()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state.hexdigest(), encoding="ascii")
