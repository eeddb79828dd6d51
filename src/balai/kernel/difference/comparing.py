"""Compare two versions of a service: entry by entry, then rules by their answers and examples by their ends."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Literal

from balai.kernel.definition.types import Service
from balai.kernel.difference import steps
from balai.kernel.difference.asked import asked
from balai.kernel.difference.fates import fates
from balai.kernel.difference.rulings import rulings
from balai.kernel.difference.steps import drawn, order
from balai.kernel.difference.terms import limits, ruled, terms, worded
from balai.kernel.difference.types import Change, Difference, Entry, Key

Files = Mapping[str, bytes]
Entries = Mapping[Key, Entry]
_PARTS = (asked, ruled, drawn, limits, terms, worded)
_NAMES = ("title", "subject")  # aspects that are an entry's own name


def compare(old: Service, new: Service, shared_old: Files, shared_new: Files) -> Difference:
    """Return what differs between two versions of a service, in its parts, its rules' answers and its examples' ends.

    `shared_old`, `shared_new`: the shared dictionaries by path, from "reference/" on; the calendars of examples are
    read from them.
    """
    before, after = ({one.key: one for part in _PARTS for one in part(side)} for side in (old, new))
    found = [*_entries(before, after), *_moved(old, new), *order(old.process, new.process)]
    ruled_otherwise = tuple(rulings(old, new))
    files = {change.file for change in found} | ({"rules.dmn"} if ruled_otherwise else set())
    files |= {{**before, **after}[key].file for key in before.keys() ^ after.keys()}
    found += _files(old, new, files)
    ended, count = fates(old, new, shared_old, shared_new)
    return Difference(tuple(found), ruled_otherwise, ended, count)


def _entries(before: Entries, after: Entries) -> Iterator[Change]:
    either = {**before, **after}
    told = {key for key in before.keys() ^ after.keys() if not either[key].silent}
    for key in chain((key for key in before if key not in after), after):
        if key in before and key in after:
            yield from _aspects(before[key], after[key])
        elif key in told and either[key].owner not in told:  # what it belongs to is told instead
            entry = either[key]
            kind: Literal["added", "removed"] = "added" if key in after else "removed"
            yield Change(entry.part, kind, entry.id, entry.title, entry.file)


def _aspects(one: Entry, other: Entry) -> Iterator[Change]:
    for name in {**one.aspects, **other.aspects}:
        was, now = one.aspects.get(name, ""), other.aspects.get(name, "")
        if was != now:
            title = one.title if name in _NAMES else other.title
            yield Change(other.part, "changed", other.id, title, other.file, name, was, now)


def _moved(old: Service, new: Service) -> Iterator[Change]:
    """Yield pages of the form, and questions on one page, that stand elsewhere in their order."""
    before, after = old.form, new.form
    for name in steps.moved([page.id for page in before.pages], [page.id for page in after.pages]):
        yield Change("page", "moved", name, name, "form.json")
    for page in after.pages:
        rest = next((one.fields for one in before.pages if one.id == page.id), ())
        for path in steps.moved(rest, page.fields):
            yield Change("question", "moved", path, after.fields[path].title, "form.json")


def _files(old: Service, new: Service, told: set[str]) -> Iterator[Change]:
    """Yield files that differ though nothing that is compared does: comments, layout, examples, what is read elsewhere."""
    before, after = dict(old.manifest), dict(new.manifest)
    for path in sorted(before.keys() | after.keys()):
        if path in told or path.startswith("reference/") or before.get(path) == after.get(path):
            continue
        part = "example" if path.startswith("examples/") else "file"
        name = path.removeprefix("examples/").removesuffix(".toml") if part == "example" else path
        if path not in before:
            yield Change(part, "added", name, name, path)
        elif path not in after:
            yield Change(part, "removed", name, name, path)
        else:
            yield Change(part, "changed", name, name, path, "content")
