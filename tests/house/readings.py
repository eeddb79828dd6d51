"""What the reader asks of each TOML file, written down while it reads: keys, kinds, known words, what must be there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from balai.kernel.definition.reader import Table

Path = tuple[str, ...]


@dataclass
class Reading:
    """What was asked of one file, by path.

    `required`: keys whose absence is a problem; `closed`: tables in which a key that nobody asked for is one;
    `words`: the texts that are known where others are refused.
    """

    keys: set[Path] = field(default_factory=set)
    kinds: dict[Path, set[type]] = field(default_factory=lambda: defaultdict(set))
    required: set[Path] = field(default_factory=set)
    closed: set[Path] = field(default_factory=set)
    words: dict[Path, set[str]] = field(default_factory=lambda: defaultdict(set))


def write_down(monkeypatch: Any) -> dict[str, Reading]:
    """Return what is asked from now on, by file; the reader reads as ever. A table without a file does not count."""
    found: dict[str, Reading] = defaultdict(Reading)

    def watch(name: str, note: Any) -> None:
        real = getattr(Table, name)

        def watched(table: Table, *given: Any, **more: Any) -> Any:
            if table.sink.lines:
                note(found[table.sink.file], table, *given, **more)
            return real(table, *given, **more)

        monkeypatch.setattr(Table, name, watched)

    def value(one: Reading, table: Table, key: str, kind: Any, says: str, *, required: bool) -> None:
        one.kinds[(*table.path, key)] |= set(kind) if isinstance(kind, tuple) else {kind}
        one.required |= {(*table.path, key)} if required else set()

    def basis(one: Reading, table: Table, key: str = "basis", *, required: bool = False) -> None:
        one.required |= {(*table.path, key)} if required else set()

    def limit(one: Reading, table: Table, key: str, **_: Any) -> None:
        one.words[(*table.path, key)] |= {"3 working days", "1 hour", "2 years"}

    def choice(one: Reading, table: Table, key: str, known: Any, **_: Any) -> None:
        one.words[(*table.path, key)] |= set(known)

    watch("has", lambda one, table, key: one.keys.add((*table.path, key)))
    watch("done", lambda one, table: one.closed.add(table.path))
    watch("_value", value)
    watch("basis", basis)
    watch("limit", limit)
    watch("choice", choice)
    return found


class Noted(dict[str, Any]):
    """A table as it stands in a file, that notes the path of each key which is looked up in it."""

    def __init__(self, table: dict[str, Any], keys: set[Path], path: Path = ()) -> None:
        super().__init__({key: _noted(inner, keys, (*path, key)) for key, inner in table.items()})
        self.keys_read, self.path = keys, path

    def __getitem__(self, key: str) -> Any:
        """Return a value."""
        self.keys_read.add((*self.path, key))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Tell whether the key is there."""
        self.keys_read.add((*self.path, str(key)))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or the default."""
        return self[key] if key in self else default  # noqa: SIM401  # it notes


def _noted(value: Any, keys: set[Path], path: Path) -> Any:
    if isinstance(value, dict):
        return Noted(value, keys, path)
    if isinstance(value, list):
        return [_noted(item, keys, (*path, str(at))) for at, item in enumerate(value)]
    return value
