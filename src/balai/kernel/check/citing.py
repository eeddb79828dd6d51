"""What rests on an article: every use in a folder, and where the article itself stands. So a repeal shows its reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from balai.kernel.check import citations
from balai.kernel.check.folder import Folder
from balai.kernel.definition import lines, read
from balai.kernel.definition.cited import Use
from balai.kernel.definition.dictionaries import Citation
from balai.kernel.definition.shared import CITATIONS, read_shared
from balai.kernel.problem import Refused

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Cited:
    """An article of reference/citations.toml and the line on which it stands."""

    citation: Citation
    line: int


def citing(files: Files, shared: Files, name: str) -> list[Use]:
    """Return every use of a citation in a folder, in file and line order.

    Raises Refused when one of its main files cannot be read: then nobody knows what it cites.
    """
    service, problems = read(files, shared, name)
    if service is None:
        raise Refused(problems)
    found = citations.uses(Folder(service, files, shared, date.max))
    return sorted(found, key=lambda use: (use.file, use.line, use.place))


def entries(shared: Files) -> dict[str, Cited]:
    """Return every article of the dictionary by its citation, in the order of the file."""
    text = shared.get(CITATIONS, b"").decode("utf-8", errors="replace")
    stands = lines.find(text)
    found: dict[str, Cited] = {}
    counts: dict[str, int] = {}
    for one in read_shared(shared, []).citations.values():
        number = counts[one.law] = counts.get(one.law, -1) + 1
        found[one.id] = Cited(one, lines.nearest(stands, (one.law, "article", str(number), "at")))
    return found


def named(asked: str, known: Iterable[str]) -> list[str]:
    """Return the citations that a text names: itself, or all that begin with it ("UU 24/2013 pasal 27")."""
    ids = list(known)
    return [asked] if asked in ids else [one for one in ids if one.startswith(f"{asked} ")]
