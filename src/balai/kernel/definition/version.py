"""Content addressing: what a version of a service is, byte for byte, and which part of it decides cases.

The version is the SHA-256 of the manifest: every file of the folder, the shared data it really uses (so that
a new citation for another service changes nothing here) and the number of the format. The logic hash leaves
out words, examples and the look of the certificate: a case may show newer texts of equal logic.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from balai.kernel.canonical import digest
from balai.kernel.definition import types
from balai.kernel.definition.cited import all_fields, cited
from balai.kernel.definition.dictionaries import Shared
from balai.kernel.definition.tables import Rows

_LOGIC = re.compile(
    r"^(service\.toml|form\.json|rules\.dmn|process\.bpmn|lists/.*|reference/(elements|lists).*)$"
)

Files = Mapping[str, bytes]


def stamp(service: types.Service, files: Files, shared: Shared) -> types.Service:
    """Return the service with only the shared data it uses, its manifest, version and logic hash."""
    used = _used(service, shared)
    manifest = tuple(sorted({**_hashes(files), **_shared_hashes(used)}.items()))
    logic = [list(entry) for entry in manifest if _LOGIC.match(entry[0])]
    return replace(
        used,
        manifest=manifest,
        version=digest({"format": service.format, "manifest": [list(entry) for entry in manifest]}),
        logic_hash=digest({"format": service.format, "manifest": logic}),
    )


def _used(service: types.Service, shared: Shared) -> types.Service:
    fields = [field for _, field in all_fields(service.form)]
    citations, elements = cited(service), {field.element for field in fields}
    owners = {one.register for key, one in shared.elements.items() if key in elements}
    called = {
        value
        for task in service.tasks.values()
        for value in task.arguments.values()
        if isinstance(value, str)
    }
    posts = {lane.position for lane in service.lanes.values()}
    posts |= {task.warn.position for task in service.tasks.values() if task.warn}
    names = {field.list for field in fields if field.list} | (service.lists.keys() - shared.lists.keys())
    return replace(
        service,
        citations=_only(shared.citations, citations),
        elements=_only(shared.elements, elements),
        registers=_only(shared.registers, owners | called),
        positions=_only(shared.positions, posts),
        lists=_only(service.lists, names),
    )


def _only(entries: Mapping[str, Any], names: Any) -> dict[str, Any]:
    return {name: entry for name, entry in sorted(entries.items()) if name in names}


def _hashes(files: Files) -> dict[str, str]:
    return {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}


def _shared_hashes(service: types.Service) -> dict[str, str]:
    parts: dict[str, Mapping[str, Any]] = {
        "reference/citations": service.citations,
        "reference/elements": service.elements,
        "reference/registers": service.registers,
        "reference/positions": service.positions,
    }
    hashes = {
        path: digest({key: _plain(asdict(one)) for key, one in part.items()}) for path, part in parts.items()
    }
    return hashes | {
        f"reference/lists/{name}": _rows(rows) for name, rows in service.lists.items() if "." in name
    }


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value if value is None or isinstance(value, str | tuple) else str(value)
        for key, value in entry.items()
    }


def _rows(rows: Rows) -> str:
    return digest([dict(row) for row in rows])
