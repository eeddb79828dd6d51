"""Letters and status lines hold facts as `{path}`; nothing else, no logic."""

import re

Path = tuple[str, ...]

_PLACE = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")


def pieces(text: str) -> tuple[str | Path, ...]:
    """Split a text into plain parts (str) and facts (path as a tuple). Raises ValueError at a stray brace."""
    found: list[str | Path] = []
    end = 0
    for match in _PLACE.finditer(text):
        found += [_plain(text[end : match.start()]), _path(match.group(1))]
        end = match.end()
    found.append(_plain(text[end:]))
    return tuple(piece for piece in found if piece)


def paths(text: str) -> tuple[Path, ...]:
    """Return the facts that a text names. Raises ValueError as `pieces` does."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, tuple))


def _plain(text: str) -> str:
    if "{" in text or "}" in text:
        raise ValueError("a brace stands alone")
    return text


def _path(text: str) -> Path:
    if not _PATH.match(text):
        raise ValueError(f'"{{{text}}}" is not the path of a fact')
    return tuple(text.split("."))
