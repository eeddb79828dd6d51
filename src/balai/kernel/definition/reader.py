"""Read a TOML table by typed keys; what is wrong, or left unread, becomes a problem with file and line."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from balai.kernel.calendar import Limit
from balai.kernel.definition import lines as toml_lines
from balai.kernel.feel import Expression, FeelSyntaxError, parse
from balai.kernel.problem import Problem

ID = re.compile(r"^[a-z][a-z0-9_]*$")


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest known name, or lists a few, or nothing when there is none."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"Known: {', '.join(names[:12])}." if names else ""


class Sink:
    """Where problems gather while one file is read."""

    def __init__(self, file: str, problems: list[Problem], lines: Mapping[tuple[str, ...], int]) -> None:
        self.file = file
        self.problems = problems
        self.lines = lines

    def add(self, path: tuple[str, ...], code: str, what: str, mend: str = "") -> None:
        """Record one problem at the line of `path`."""
        self.problems.append(Problem(self.file, toml_lines.nearest(self.lines, path), code, what, mend))


class Table:
    """One TOML table. Every method reads one key; `done` reports keys that nobody asked for."""

    def __init__(self, sink: Sink, path: tuple[str, ...], data: Mapping[str, Any]) -> None:
        self.sink = sink
        self.path = path
        self.data = data
        self.read: set[str] = set()

    @property
    def line(self) -> int:
        """The line on which this table begins."""
        return toml_lines.nearest(self.sink.lines, self.path)

    @property
    def name(self) -> str:
        """The table as people write it, for messages."""
        return ".".join(self.path) or "the file"

    def problem(self, key: str, code: str, what: str, mend: str = "") -> None:
        """Record a problem at `key` of this table."""
        self.sink.add((*self.path, key) if key else self.path, code, what, mend)

    def has(self, key: str) -> bool:
        """Tell whether the key stands in the table (and count it as read)."""
        self.read.add(key)
        return key in self.data

    def _value(self, key: str, kind: type | tuple[type, ...], says: str, *, required: bool) -> Any:
        if not self.has(key):
            if required:
                self.problem(
                    "", "missing-key", f'{self.name} has no "{key}".', f"Write {key} = ... ({says})."
                )
            return None
        value = self.data[key]
        if isinstance(value, bool) and bool not in (kind if isinstance(kind, tuple) else (kind,)):
            value = _Wrong
        if value is _Wrong or not isinstance(value, kind):
            self.problem(key, "wrong-type", f'"{key}" in {self.name} is not {says}.', f"Write {says}.")
            return None
        return value

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Return a text, or the default; one that must be there must say something."""
        value = self._value(key, str, "a text", required=required)
        if value == "" and required:
            self.problem(key, "missing-key", f'"{key}" in {self.name} is empty.', "Write a text.")
        return default if value is None else str(value)

    def integer(self, key: str, *, required: bool = False, default: int = 0) -> int:
        """Return a whole number, or the default."""
        value = self._value(key, int, "a whole number", required=required)
        return default if value is None else int(value)

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        """Return a number, or None."""
        value = self._value(key, (int, Decimal), "a number", required=required)
        return None if value is None else Decimal(value)

    def time(self, key: str, *, required: bool = False) -> time | None:
        """Return a time of the day, or None."""
        value = self._value(key, time, "a time (08:00:00)", required=required)
        return value if isinstance(value, time) else None

    def flag(self, key: str) -> bool:
        """Return true or false; a missing key is false."""
        return bool(self._value(key, bool, "true or false", required=False))

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Return a date, or None."""
        value = self._value(key, date, "a date (2026-07-01)", required=required)
        return value if isinstance(value, date) else None

    def moment(self, key: str, *, required: bool = False) -> datetime | None:
        """Return a moment with its offset from UTC, or None."""
        value = self._value(key, datetime, "a moment (2026-07-01T09:00:00+07:00)", required=required)
        if isinstance(value, datetime) and value.tzinfo is None:
            self.problem(
                key, "wrong-type", f'"{key}" has no time zone.', "Add the offset, for example +07:00."
            )
            return None
        return value if isinstance(value, datetime) else None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of one."""
        value = self._value(key, (str, list), "a text or a list of texts", required=required)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not all(isinstance(item, str) for item in items):
            self.problem(key, "wrong-type", f'"{key}" in {self.name} holds something that is not a text.')
            return ()
        return tuple(items)

    def basis(self, key: str = "basis", *, required: bool = False) -> tuple[str, ...]:
        """Return citations: a list, or one text in which "; " separates several."""
        found = tuple(part.strip() for item in self.texts(key) for part in item.split(";") if part.strip())
        if required and self.data.get(key) in (None, "", []):
            self.problem(
                "", "no-citation", f"{self.name} cites nothing.", f'Write {key} = "<law> <article>".'
            )
        return found

    def choice(self, key: str, known: Collection[str], *, required: bool = False, default: str = "") -> str:
        """Return one of the known words, or the default."""
        value = self.text(key, required=required, default=default)
        if value and value not in known and key in self.data:
            self.problem(key, "unknown-word", f'"{value}" is not a known {key}.', nearest_name(value, known))
            return default
        return value

    def limit(self, key: str, *, required: bool = False) -> Limit | None:
        """Return a time limit such as "3 working days", or None."""
        text = self._value(key, str, 'a time limit ("3 working days")', required=required)
        if text is None:
            return None
        try:
            return Limit.parse(text)
        except ValueError:
            says = '"3 working days", "30 days", "2 hours", "6 months" or "2 years"'
            self.problem(key, "bad-limit", f'"{text}" is not a time limit.', f"Write it like {says}.")
            return None

    def expression(self, key: str, *, required: bool = False) -> Expression | None:
        """Return a parsed FEEL expression, or None; a leading "=" is allowed and means the same."""
        text = self._value(key, str, "an expression", required=required)
        return None if text is None else self.parse(key, text.removeprefix("="))

    def parse(self, key: str, text: str) -> Expression | None:
        """Parse FEEL text that stands at `key`."""
        try:
            return parse(text)
        except FeelSyntaxError as error:
            self.problem(key, "bad-expression", f'"{text}" is not FEEL: {error}', "Mend the expression.")
            return None

    def table(self, key: str, *, required: bool = False) -> "Table":
        """Return the table at `key`; an empty one when it is missing."""
        value = self._value(key, dict, "a table", required=required)
        return Table(self.sink, (*self.path, key), value or {})

    def tables(self, key: str) -> "list[tuple[str, Table]]":
        """Return the tables inside the table at `key`, by id."""
        outer = self.table(key)
        found = [(name, outer.table(name)) for name in outer.data]
        for name, _ in found:
            if not ID.match(name):
                outer.problem(
                    name, "bad-id", f'"{name}" is not an id.', "Use a-z, 0-9 and _, a letter first."
                )
        return found

    def rows(self, key: str) -> "list[Table]":
        """Return an array of tables."""
        value = self._value(key, list, "a list of tables", required=False) or []
        if not all(isinstance(item, dict) for item in value):
            self.problem(key, "wrong-type", f'"{key}" in {self.name} is not a list of tables.')
            return []
        return [Table(self.sink, (*self.path, key, str(at)), item) for at, item in enumerate(value)]

    def words(self, key: str) -> dict[str, str]:
        """Return a table of texts."""
        inner = self.table(key)
        return {name: inner.text(name) for name in inner.data}

    def done(self) -> None:
        """Report every key that was not read: a misspelt key must never be passed over in silence."""
        for key in self.data:
            if key not in self.read:
                mend = nearest_name(key, self.read)
                self.problem(key, "unknown-key", f'{self.name} has no key "{key}".', mend)


class _Wrong:
    """Marks a true/false where something else was wanted (in Python a bool is an int)."""


def open_toml(file: str, content: bytes, problems: list[Problem], *, exact: bool = False) -> Table:
    """Parse a TOML file; a file that cannot be read gives one problem and an empty table.

    `exact`: fractions stay the text they are ("3.1"), as answers are written.
    """
    try:
        text = content.decode("utf-8")
        data = tomllib.loads(text, parse_float=str if exact else Decimal)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(Problem(file, line, "not-utf8", "The file is not UTF-8 text.", "Save it as UTF-8."))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else 0
        problems.append(Problem(file, line, "bad-toml", f"The file is not TOML: {error}", "Mend this line."))
    else:
        return Table(Sink(file, problems, toml_lines.find(text)), (), data)
    return Table(Sink(file, problems, {}), (), {})
