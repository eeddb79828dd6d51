"""What is wrong with a service folder, said so that its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One defect: where it stands (file, line from 1; 0 = the whole file), what is wrong, how to mend it."""

    file: str
    line: int
    code: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        """Render as `file:line: what  [code]`, then the mending on its own line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        mend = f"\n    {self.mend}" if self.mend else ""
        return f"{place}: {self.what} [{self.code}]{mend}"


class Refused(Exception):
    """A definition was not accepted; `problems` names every defect found, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
