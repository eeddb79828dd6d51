"""The folder under check: its service, where its words stand, and what was found wrong."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from balai.kernel.definition import lines
from balai.kernel.definition.dictionaries import Citation, Element, Shared
from balai.kernel.definition.reader import nearest_name
from balai.kernel.definition.shared import read_shared
from balai.kernel.definition.staffing import Official
from balai.kernel.definition.types import Service
from balai.kernel.problem import Problem
from balai.kernel.process import MOST_STATES

Files = Mapping[str, bytes]


class Folder:
    """A service, its files, the day of the check, and the problems found so far.

    `states`: how many states of the process the proof of its soundness may look at. `officials`: the people of the
    office that is to offer it, if they are known. `slips`: (kind, name) of what a misspelt name leaves orphaned on the
    other side, so that it is not reported as well.
    """

    def __init__(
        self,
        service: Service,
        files: Files,
        shared: Files,
        as_of: date,
        states: int = MOST_STATES,
        officials: Sequence[Official] | None = None,
    ) -> None:
        self.service = service
        self.files = files
        self.shared = shared
        self.as_of = as_of
        self.states = states
        self.officials = officials
        self.problems: list[Problem] = []
        self.slips: set[tuple[str, str]] = set()
        self._lines = {path: lines.find(self.text(path)) for path in files if path.endswith(".toml")}

    def text(self, path: str) -> str:
        """Return a file as text; bytes that are not UTF-8 are reported elsewhere."""
        return self.files.get(path, b"").decode("utf-8", errors="replace")

    def line(self, file: str, *path: str) -> int:
        """Return the line of a key of a TOML file."""
        return lines.nearest(self._lines.get(file, {}), path)

    def add(self, file: str, line: int, code: str, what: str, mend: str = "") -> None:
        """Record one problem."""
        self.problems.append(Problem(file, line, code, what, mend))

    def toml(self, path: Iterable[str], code: str, what: str, mend: str = "") -> None:
        """Record one problem at a key of service.toml."""
        self.add("service.toml", self.line("service.toml", *path), code, what, mend)

    def drawn(self, element: str, code: str, what: str, mend: str = "") -> None:
        """Record one problem at an element of the drawing."""
        found = self.service.process.elements.get(element)
        self.add("process.bpmn", found.line if found else 0, code, what, mend)

    def described(self, file: str) -> set[tuple[str, ...]]:
        """Return the first two parts of every key of a TOML file: ("task", "verifikasi")."""
        return {path[:2] for path in self._lines.get(file, {}) if len(path) >= 2}

    def named(self, kind: str) -> set[str]:
        """Return the ids that service.toml describes under a kind: "lane", "task", "event"."""
        return {path[1] for path in self.described("service.toml") if path[0] == kind}

    @property
    def citable(self) -> Mapping[str, Citation]:
        """Every citation of the dictionary, cited here or not."""
        return self._dictionaries.citations

    @property
    def known_elements(self) -> Mapping[str, Element]:
        """Every data element of the dictionary, used here or not."""
        return self._dictionaries.elements

    @cached_property
    def _dictionaries(self) -> Shared:
        return read_shared(self.shared, [])

    def misspelt(self, name: str, missing: Iterable[str]) -> str:
        """Return which of the missing names is meant by one that names nothing, or "": two ends of one slip."""
        return next(iter(get_close_matches(name, list(missing), n=1, cutoff=0.75)), "")

    def written(self, file: str, *path: str) -> bool:
        """Tell whether a key stands in a TOML file, whatever its value."""
        return path in self._lines.get(file, {})

    def known(self, name: str, among: Iterable[str]) -> str:
        """Return a hint that names the nearest known name."""
        return nearest_name(name, among)
