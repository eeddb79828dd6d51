"""At which line a key of a TOML text stands; tomllib itself does not say.

A scan of the text, not a second parser: it knows table headers, keys at the start of a line, strings over
several lines and open brackets. A key inside an inline table answers with the line of the key that holds it.
"""

import re
from collections.abc import Mapping

Path = tuple[str, ...]

_HEADER = re.compile(r"^\s*(\[\[?)(.+?)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_STRING = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'|#.*""")


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


class _Scan:
    def __init__(self) -> None:
        self.found: dict[Path, int] = {}
        self.table: Path = ()
        self.counts: dict[Path, int] = {}
        self.quote = ""
        self.depth = 0

    def line(self, number: int, text: str) -> None:
        if self.quote:
            self._close_string(text)
        elif self.depth > 0:
            self._measure(text)
        elif header := _HEADER.match(text):
            self._header(number, header.group(1), _parts(header.group(2)))
        elif key := _KEY.match(text):
            self.found.setdefault(self.table + _parts(key.group(1)), number)
            self._measure(text[key.end() :])

    def _header(self, number: int, bracket: str, path: Path) -> None:
        if bracket == "[[":
            index = self.counts.get(path, -1) + 1
            self.counts[path] = index
            path = (*path, str(index))
        self.table = path
        self.found.setdefault(path, number)

    def _close_string(self, text: str) -> None:
        if self.quote in text:
            rest = text.split(self.quote, 1)[1]
            self.quote = ""
            self._measure(rest)

    def _measure(self, text: str) -> None:
        for quote in ('"""', "'''"):
            if text.count(quote) % 2:
                self.quote = quote
                return
        bare = _STRING.sub("", text.replace('"""', '"').replace("'''", "'"))
        self.depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def find(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) of every table and key; an array of tables adds its index ("duty", "0")."""
    scan = _Scan()
    for number, line in enumerate(text.splitlines(), start=1):
        scan.line(number, line)
    return scan.found


def nearest(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the closest thing around it that has one; 0 if none."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    inside = [line for key, line in lines.items() if key[: len(path)] == path]
    return min(inside, default=0)
