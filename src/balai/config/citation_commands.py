"""`balai citations`: what rests on an article, over all folders and dictionaries."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel.check.citing import Cited, citing, entries, named
from balai.kernel.definition.cited import Use
from balai.kernel.definition.reader import nearest_name
from balai.kernel.problem import Refused

Uses = Sequence[tuple[Path, Use]]


def citations(arguments: Sequence[str]) -> int:
    """Print what rests on an article, or every article with how much does; return 1 for one that nothing knows.

    Returns 1 as well when a folder cannot be read, because then the list may not be whole.
    """
    given = _arguments(arguments)
    try:
        reference = given.reference or reference_near(given.services)
        shared = read_reference(reference) if reference else {}
        uses, unread = _uses(given.services, shared)
    except (OSError, Refused) as error:
        print(error, file=sys.stderr)
        return 2
    known, at = entries(shared), _near(reference or Path("reference"))
    for folder in unread:
        print(f"{folder}: cannot be read; see balai check", file=sys.stderr)
    wanted = (
        named(given.id, {**known, **dict.fromkeys(use.id for _, use in uses)}) if given.id else list(known)
    )
    if given.id and not wanted:
        print(f'"{given.id}" is cited nowhere. {nearest_name(given.id, known)}', file=sys.stderr)
        return 1
    by_id = {one: [(folder, use) for folder, use in uses if use.id == one] for one in wanted}
    if given.json:
        print(json.dumps(_as_json(by_id, known, at), indent=2, ensure_ascii=False))
    elif given.id:
        print("\n\n".join(_told(one, known.get(one), at, rest) for one, rest in by_id.items()))
    else:
        print("\n".join(_line(known[one], len(rest)) for one, rest in by_id.items()))
    return 1 if unread else 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="balai citations", description="Tell what rests on an article.")
    parser.add_argument("id", metavar="ID", nargs="?", help="a citation, or its beginning; without it, all")
    parser.add_argument("--services", metavar="FOLDER", type=Path, default=Path("services"))
    parser.add_argument(
        "--reference", metavar="FOLDER", type=Path, help="default: the nearest folder `reference`"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser.parse_args(arguments)


def _uses(services: Path, shared: Mapping[str, bytes]) -> tuple[Uses, list[Path]]:
    """Return every use in every folder, and the folders that cannot be read. Raises OSError."""
    found: list[tuple[Path, Use]] = []
    unread: list[Path] = []
    for folder in sorted(path for path in services.iterdir() if path.is_dir() and path.name[0] != "."):
        try:
            found += [(folder, use) for use in citing(read_folder(folder), shared, folder.name)]
        except Refused:
            unread.append(folder)
    return found, unread


def _near(path: Path) -> Path:
    """Return a path as it is written from here, if it lies below."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


def _told(name: str, entry: Cited | None, reference: Path, uses: Uses) -> str:
    places = [f"{folder / use.file}:{use.line}: {use.place}" for folder, use in uses]
    if entry is None:
        return "\n".join([f"{name}: not in reference/citations.toml", *places])
    one = entry.citation
    until = f" until {one.until}" if one.until else ""
    status = "verified" if one.status == "verified" else "not verified"
    head = [f"{name}: {one.says}", f"    {one.title}; in force from {one.in_force}{until}; {status}"]
    stands = f"{reference / 'citations.toml'}:{entry.line}: the article itself"
    return "\n".join([*head, stands, *places] + ([] if places else ["    nothing rests on it"]))


def _line(entry: Cited, count: int) -> str:
    status = "verified" if entry.citation.status == "verified" else "not verified"
    return f"{count:4}  {status:12}  {entry.citation.id}"


def _as_json(
    by_id: Mapping[str, Uses], known: Mapping[str, Cited], reference: Path
) -> dict[str, list[dict[str, Any]]]:
    return {
        "citations": [
            {"id": one, "entry": _entry(known.get(one), reference), "uses": [_use(*use) for use in uses]}
            for one, uses in by_id.items()
        ]
    }


def _entry(entry: Cited | None, reference: Path) -> dict[str, Any] | None:
    if entry is None:
        return None
    values = {key: str(value) if value is not None else None for key, value in asdict(entry.citation).items()}
    return {**values, "file": str(reference / "citations.toml"), "line": entry.line}


def _use(folder: Path, use: Use) -> dict[str, Any]:
    return {"folder": str(folder), "file": str(folder / use.file), "line": use.line, "what": use.place}


COMMANDS = {"citations": citations}
