"""Service folders for tests: the real ones, and the same with one change."""

from functools import cache
from pathlib import Path

from balai.kernel.definition import Service, load

ROOT = Path(__file__).parents[3]
BIRTH = "akta-kelahiran"
LICENCE = "izin-usaha"

Files = dict[str, bytes]


@cache
def _read(root: Path, base: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (str(path.relative_to(base)), path.read_bytes()) for path in root.rglob("*") if path.is_file()
    )


def folder(name: str = BIRTH) -> Files:
    """Return the files of a real service folder."""
    return dict(_read(ROOT / "services" / name, ROOT / "services" / name))


def shared() -> Files:
    """Return the shared dictionaries and calendars."""
    return dict(_read(ROOT / "reference", ROOT))


def changed(files: Files, path: str, old: str, new: str) -> Files:
    """Return the files with the first `old` in one of them replaced; `old` must stand there."""
    text = files[path].decode()
    assert old in text, f"{old!r} does not stand in {path}"
    return files | {path: text.replace(old, new, 1).encode()}


def line_of(files: Files, path: str, text: str) -> int:
    """Return the line (from 1) on which `text` first stands."""
    before, found, _ = files[path].decode().partition(text)
    assert found, f"{text!r} does not stand in {path}"
    return before.count("\n") + 1


@cache
def service(name: str = BIRTH) -> Service:
    """Return a real service, loaded."""
    return load(folder(name), shared(), name)
