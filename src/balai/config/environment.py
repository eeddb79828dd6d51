"""Settings come from the environment; a secret may come from a file named by `<NAME>_FILE`, and a missing file fails loudly."""

import os
import secrets
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that `<name>_FILE` names, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether the variable says yes (1, true, yes, on)."""
    return text(name, "yes" if default else "no").lower() in {"1", "true", "yes", "on"}


def kept_secret(name: str, folder: Path, size: int = 48) -> str:
    """Return the variable, or a random secret made once and kept in `folder/<name>` (readable by its owner only)."""
    given = text(name)
    if given:
        return given
    path = folder / name.lower()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
        if not path.stat().st_size:
            path.write_text(secrets.token_urlsafe(size), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
