"""Which files a service folder may hold, and how large: limits against a hostile or careless folder."""

import re
from collections.abc import Mapping

from balai.kernel.problem import Problem

LARGEST_FILE = 1_000_000
LARGEST_FOLDER = 5_000_000
MOST_FILES = 200

REQUIRED = ("service.toml", "form.json", "rules.dmn", "process.bpmn", "text/id.toml", "text/en.toml")
_ALLOWED = re.compile(
    r"^(service\.toml|simulation\.toml|form\.json|rules\.dmn|process\.bpmn|README\.md|[a-z0-9-]+\.typ"
    r"|text/(id|en)\.toml|examples/[a-z0-9-]+\.toml|lists/[a-z][a-z0-9_]*\.csv)$"
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,99}encoding=["']([A-Za-z0-9._-]+)["']""")
NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def inspect(files: Mapping[str, bytes], name: str) -> list[Problem]:
    """Return what is wrong with the folder as such: name, size, names of files, what is missing."""
    if len(files) > MOST_FILES:
        what = f"The folder holds {len(files)} files; at most {MOST_FILES} are allowed."
        return [Problem(name, 0, "too-many-files", what, "Remove what does not belong to the service.")]
    if (size := sum(map(len, files.values()))) > LARGEST_FOLDER:
        what = f"The folder holds {size} bytes; at most {LARGEST_FOLDER} are allowed."
        return [Problem(name, 0, "folder-too-large", what, "Remove what does not belong to the service.")]
    return _name(name) + _missing(files) + [one for path in sorted(files) for one in _file(path, files[path])]


def _name(name: str) -> list[Problem]:
    if NAME.match(name):
        return []
    return [Problem(name, 0, "bad-name", f'"{name}" is not a folder name.', "Use a-z, 0-9 and hyphens.")]


def _missing(files: Mapping[str, bytes]) -> list[Problem]:
    return [
        Problem(path, 0, "missing-file", f"{path} is missing.", "Write it; every service has one.")
        for path in REQUIRED
        if path not in files
    ]


def _file(path: str, content: bytes) -> list[Problem]:
    if not _ALLOWED.match(path):
        mend = (
            "See the format: service.toml, form.json, rules.dmn, process.bpmn, *.typ, text, examples, lists."
        )
        return [Problem(path, 0, "unknown-file", f"{path} is not a file of a service folder.", mend)]
    if len(content) > LARGEST_FILE:
        what = f"The file holds {len(content)} bytes; at most {LARGEST_FILE} are allowed."
        return [Problem(path, 0, "file-too-large", what, "Make it smaller.")]
    if not content.strip():
        return [Problem(path, 0, "empty-file", "The file is empty.", "Write it, or remove it.")]
    declared = _DECLARED.match(content)
    if declared and declared[1].lower() != b"utf-8" and path.endswith((".bpmn", ".dmn")):
        what = f"The file says that it is written in {declared[1].decode()}."
        return [Problem(path, 1, "not-utf8", what, 'Save it as UTF-8, with encoding="UTF-8".')]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [Problem(path, line, "not-utf8", "The file is not UTF-8 text.", "Save it as UTF-8.")]
    return []
