"""`balai draw` and `balai bpmn`: diagrams nobody draws, and whether a file drawn elsewhere runs here."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from balai.kernel import process
from balai.kernel.problem import Refused

LARGEST = 10_000_000
"""Bytes of a drawing; more is refused unread."""


def draw(arguments: Sequence[str]) -> int:
    """Complete the drawings in place; return 1 when one could not be read."""
    parser = argparse.ArgumentParser(
        prog="balai draw",
        description="Write the diagram, and the incoming and outgoing that nobody types, into BPMN files.",
    )
    parser.add_argument("paths", metavar="FILE|FOLDER", nargs="+", type=Path)
    parser.add_argument(
        "--svg", action="store_true", help="write a picture beside each file, and leave the file alone"
    )
    given = parser.parse_args(arguments)
    failed = 0
    for path in given.paths:
        file = path / "process.bpmn" if path.is_dir() else path
        try:
            said = _drawn(file, svg=given.svg)
        except (OSError, Refused) as error:
            failed += 1
            said = f"{error.strerror}: {file}" if isinstance(error, OSError) else str(error)
        print(said)
    return 1 if failed else 0


def _drawn(file: Path, *, svg: bool) -> str:
    xml = _bytes(file)
    loaded = _load(xml, file)
    if svg:
        picture = file.with_suffix(".svg")
        picture.write_text(process.svg(loaded), encoding="utf-8")
        return f"{picture}: written"
    drawn = process.draw(xml, loaded)
    if drawn == xml:
        return f"{file}: complete"
    file.write_bytes(drawn)
    return f"{file}: drawn"


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise OSError(0, "larger than 10 MB", str(file))
    return file.read_bytes()


def _load(xml: bytes, file: Path) -> process.Process:
    """Read a drawing of a service, or else one drawn elsewhere."""
    try:
        return process.load(xml, file.name)
    except Refused:
        return process.load(xml, file.name, foreign=True)


def bpmn(arguments: Sequence[str]) -> int:
    """Tell for each process of the files whether Balai runs it, or what it does not run; return 1 if any is refused."""
    parser = argparse.ArgumentParser(
        prog="balai bpmn", description="Tell whether BPMN files drawn elsewhere run here, and what does not."
    )
    parser.add_argument("paths", metavar="FILE|FOLDER", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(arguments)
    try:
        told = [one for file in _files(given.paths) for one in _told(file)]
    except OSError as error:
        parser.error(f"{error.strerror or 'not a file'}: {error.filename or error}")
    runs = sum(not one["problems"] for one in told)
    if given.json:
        print(json.dumps({"runs": runs, "total": len(told), "processes": told}, indent=2, ensure_ascii=False))
    else:
        for one in told:
            print(f"{one['file']} {one['process']}: {'refused' if one['problems'] else 'runs'}")
            for problem in one["problems"]:
                print(f"    line {problem['line']}: {problem['what']}")
        print(f"{runs} of {len(told)} processes run")
    return 0 if runs == len(told) else 1


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.bpmn")) if path.is_dir() else [path]


def _told(file: Path) -> list[dict[str, Any]]:
    xml, found = _bytes(file), []
    try:
        names = process.processes(xml, file.name)
    except Refused as refused:
        return [_row(file, "", refused)]
    for name in names or ("",):
        try:
            process.load(xml, file.name, foreign=True, process=name)
            found.append(_row(file, name, None))
        except Refused as refused:
            found.append(_row(file, name, refused))
    return found


def _row(file: Path, name: str, refused: Refused | None) -> dict[str, Any]:
    problems = refused.problems if refused else ()
    return {
        "file": str(file),
        "process": name,
        "problems": [
            {"line": one.line, "code": one.code, "what": one.what, "mend": one.mend} for one in problems
        ],
    }


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {"draw": draw, "bpmn": bpmn}
