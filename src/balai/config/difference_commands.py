"""`balai diff OLD NEW`: what differs between two versions of a service, in words."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel.definition import Service, load
from balai.kernel.difference import compare, told
from balai.kernel.difference.telling import as_json
from balai.kernel.problem import Refused


class Side(NamedTuple):
    """One version: the service, and the shared dictionaries it was read with."""

    service: Service
    shared: Mapping[str, bytes]


def diff(arguments: Sequence[str]) -> int:
    """Print what differs; return 0 when nothing does, 1 when something does, 2 when a side cannot be read."""
    given = _arguments(arguments)
    try:
        old, new = (_side(text, given.reference) for text in (given.old, given.new))
    except (Refused, OSError, LookupError) as error:
        print(error, file=sys.stderr)
        return 2
    found = compare(old.service, new.service, old.shared, new.shared)
    if given.json:
        versions = {"old": old.service.version, "new": new.service.version}
        print(json.dumps(versions | as_json(found), indent=2, ensure_ascii=False))
    else:
        print(told(found, given.language))
    return 1 if found else 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="balai diff", description="Tell what differs between two versions of a service."
    )
    what = (
        "a folder, or what is published: the name of a service, or (the beginning of) the hash of a version"
    )
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("--language", choices=("id", "en"), default="id", help="of the words; default: id")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--reference",
        metavar="FOLDER",
        type=Path,
        help="for folders; default: the nearest folder `reference`",
    )
    return parser.parse_args(arguments)


def _side(text: str, reference: Path | None) -> Side:
    """Read a folder, or a published version. Raises Refused, OSError, LookupError for what is neither."""
    folder = Path(text)
    if folder.is_dir():
        near = reference or reference_near(folder)
        shared = read_reference(near) if near else {}
        return Side(load(read_folder(folder), shared, folder.resolve().name), shared)
    if "/" in text or "." in text:
        raise NotADirectoryError(f"{text}: there is no such folder")
    return _published(text)


def _published(text: str) -> Side:
    """Read a version from the database. Raises LookupError when none has that name or hash."""
    import django

    django.setup()
    from django.db import DatabaseError

    from balai.catalog import selectors

    try:
        found = selectors.published(text)
    except DatabaseError as error:
        raise LookupError(
            f"{text}: neither a folder, nor is there a database of services: {error}"
        ) from error
    if found is None:
        raise LookupError(
            f'{text}: neither a folder nor a published service; mend the name, or write "./{text}"'
        )
    name, files, shared = found
    return Side(load(files, shared, name), shared)


COMMANDS = {"diff": diff}
