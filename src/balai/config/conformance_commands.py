"""`balai tck`: how far the rules engine conforms to DMN, by anyone's test cases; without Django."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from balai.kernel import conformance
from balai.kernel.conformance import Suite, Tested, Unreadable
from balai.kernel.decisions import Network, load_any
from balai.kernel.problem import Refused
from balai.lib import clock


def tck(arguments: Sequence[str]) -> int:
    """Run all test cases below a folder and print the counts; return 1 when any failed or could not be read."""
    parser = argparse.ArgumentParser(
        prog="balai tck",
        description="Run test cases in the format of the DMN Technology Compatibility Kit (testCases.xsd).",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where *-test-*.xml and *.dmn files lie")
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"no such folder: {given.folder}")
    tests, unread = _run(given.folder, clock.now())
    if not tests:
        parser.error(f"no test cases below {given.folder}")
    print(
        json.dumps(conformance.as_json(tests), indent=2, ensure_ascii=False)
        if given.json
        else conformance.as_text(tests)
    )
    for line in unread:
        print(line, file=sys.stderr)
    return 1 if unread or any(one.failures for one in tests) else 0


def _run(folder: Path, now: datetime) -> tuple[list[Tested], list[str]]:
    tests: list[Tested] = []
    unread: list[str] = []
    for file in sorted(folder.rglob("*-test-*.xml")):
        try:
            suite = conformance.read(file.read_bytes())
        except Unreadable as error:
            unread.append(f"{file}: {error}")
            continue
        name = file.relative_to(folder).with_suffix("").as_posix()
        tests.append(conformance.run(name, suite, _network(file, suite), now))
    return tests, unread


def _network(file: Path, suite: Suite) -> Network:
    """Load the model beside a file of test cases; one that cannot be loaded is empty, so that its cases fail."""
    try:
        others = tuple(_models(file.parent, suite.model))
        return load_any((file.parent / suite.model).read_bytes(), suite.model, others)
    except (OSError, Refused):
        return Network("", {})


def _models(folder: Path, but: str) -> Iterator[tuple[bytes, str]]:
    for other in sorted(folder.glob("*.dmn")):
        if other.name != but:
            yield other.read_bytes(), other.name


COMMANDS = {"tck": tck}
