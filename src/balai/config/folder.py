"""Read a folder from disk: a service, or the shared dictionaries. What it may hold, the kernel says."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from balai.kernel.problem import Problem, Refused

MOST_FILES = 2_000
MOST_BYTES = 50_000_000


def read_folder(path: Path) -> dict[str, bytes]:
    """Return every file's bytes by its path inside the folder, sorted; hidden files and folders are left out.

    Raises Refused for a link that leads out of the folder or is one to a folder, for what is no plain file,
    and for more files or bytes than any folder should hold; NotADirectoryError, PermissionError.
    """
    root = path.resolve(strict=True)
    if not root.is_dir():
        raise NotADirectoryError(str(path))
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    size = 0
    for inside, file in _walk(root):
        size += file.stat().st_size if not (wrong := _wrong(inside, file, root)) else 0
        problems += wrong
        if len(found) == MOST_FILES or size > MOST_BYTES:
            raise Refused([*problems, _too_much(root.name)])
        if not wrong:
            found[inside] = file.read_bytes()
    if problems:
        raise Refused(problems)
    return dict(sorted(found.items()))


def reference_near(path: Path) -> Path | None:
    """Return the `reference` folder beside the folder's nearest parent that has one."""
    return next((near for up in path.resolve().parents if (near := up / "reference").is_dir()), None)


def read_reference(path: Path) -> dict[str, bytes]:
    """Return the shared dictionaries as the kernel names them: "reference/elements.toml". Raises as above."""
    return {f"reference/{inside}": data for inside, data in read_folder(path).items()}


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield files, and links to folders, which are not entered."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                path = Path(folder) / name
                yield path.relative_to(root).as_posix(), path


def _wrong(inside: str, path: Path, root: Path) -> list[Problem]:
    target = path.resolve()
    if not target.is_relative_to(root):
        what = f"{inside} is a link that leads out of the folder."
        return [Problem(inside, 0, "link-out", what, "Put the file itself here.")]
    if not target.exists() or not stat.S_ISREG(target.stat().st_mode):
        what = f"{inside} is not a plain file."
        return [Problem(inside, 0, "not-a-file", what, "Keep only files, in folders that are no links.")]
    return []


def _too_much(name: str) -> Problem:
    what = f"The folder holds more than {MOST_FILES} files or {MOST_BYTES} bytes."
    return Problem(name, 0, "folder-too-large", what, "Is this the folder of one service?")
