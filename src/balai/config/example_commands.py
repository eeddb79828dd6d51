"""`balai examples suggest`, and what `balai check --examples` prints: how much of a folder its examples reach."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel.calendar import Limit
from balai.kernel.check import Coverage, Spot
from balai.kernel.check.suggesting import Suggestion, Suggestions, suggest
from balai.kernel.definition.types import ExampleStep
from balai.kernel.problem import Refused
from balai.lib import clock

_WORDS = {"row": "rows", "branch": "branches", "task": "tasks", "outcome": "outcomes", "event": "events"}


def coverage_told(folder: Path, coverage: Coverage) -> str:
    """Return what the examples of a folder reach, as lines for a person."""
    counts = ", ".join(f"{met} of {total} {_WORDS[kind]}" for kind, (met, total) in coverage.counts().items())
    return "\n".join(
        [f"{folder}: examples reach {counts}", *(_missed(folder, spot) for spot in coverage.missed)]
    )


def _missed(folder: Path, spot: Spot) -> str:
    return f"{folder / spot.file}:{spot.line}: no example reaches the {spot.what}"


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """Return what the examples of a folder reach, as JSON: counts by kind, and each place with its examples."""
    spots = [
        {
            "kind": one.kind,
            "id": one.id,
            "file": one.file,
            "line": one.line,
            "what": one.what,
            "examples": names,
        }
        for one, names in coverage.reached.items()
    ]
    counts = {
        _WORDS[kind]: {"reached": met, "total": total} for kind, (met, total) in coverage.counts().items()
    }
    return {"counts": counts, "places": spots}


def examples(arguments: Sequence[str]) -> int:
    """Print examples that would reach what none reaches; return 1 when the folder must be mended first."""
    parser = argparse.ArgumentParser(prog="balai examples", description="Work on the examples of a folder.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("suggest", help="propose examples for what no example reaches")
    one.add_argument("folder", metavar="FOLDER", type=Path)
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument(
        "--reference", metavar="FOLDER", type=Path, help="default: the nearest folder `reference`"
    )
    given = parser.parse_args(arguments)
    day = clock.now().astimezone().date()
    try:
        found = _suggested(given.folder, given.reference, day)
    except Refused as refused:
        found = Suggestions(problems=refused.problems)
    except OSError as error:
        parser.error(f"{error.strerror or 'not a folder'}: {error.filename or error}")
    for problem in found.problems:
        print(problem, file=sys.stderr)
    print(
        json.dumps(_as_json(found), indent=2, ensure_ascii=False) if given.json else told(given.folder, found)
    )
    return 1 if found.problems else 0


def _suggested(folder: Path, reference: Path | None, day: date) -> Suggestions:
    near = reference or reference_near(folder)
    shared = read_reference(near) if near else {}
    return suggest(read_folder(folder), shared, day, folder.resolve().name)


def told(folder: Path, found: Suggestions) -> str:
    """Return suggestions as files that can be saved, with what they are for."""
    if found.problems:
        return f"{folder}: examples run once all else is right"
    blocks = [f"# examples/usulan-{n}.toml\n{written(one)}" for n, one in enumerate(found.found, 1)]
    blocks += [
        f"# Nothing was found that reaches the {spot.what} ({spot.file}:{spot.line})." for spot in found.unmet
    ]
    return "\n\n".join(blocks) or f"{folder}: the examples reach everything"


def written(one: Suggestion) -> str:
    """Return a suggestion as TOML (docs/format.md section 10)."""
    changes = one.variant.changes
    removed = [".".join(path) for path, value in changes.items() if value is None and _holds(one, path)]
    lines = [f"# reaches the {spot.what} ({spot.file}:{spot.line})" for spot in one.spots]
    lines += [f"title = {_toml('Usulan: ' + one.spots[0].what.replace(chr(34), ''))}"]
    lines += [f"like = {_toml(one.variant.base.name)}"]
    lines += [f"without = {_toml(removed)}"] if removed else []
    lines += [f"{'.'.join(path)} = {_toml(value)}" for path, value in changes.items() if value is not None]
    steps = "".join(f"  {_step(step)},\n" for step in one.steps)
    lines += ["step = [\n" + steps + "]" if steps else "step = []"]
    lines += [
        "[expect]                                       # what the folder answers now: is it what the law says?"
    ]
    lines += [f"rows = {_toml(list(one.rows))}", f"path = {_toml(list(one.path))}"]
    return "\n".join([*lines, f"end = {_toml(one.end)}"])


def _holds(one: Suggestion, path: tuple[str, ...]) -> bool:
    base: Any = {"form": one.variant.base.form, "register": one.variant.base.register}
    for name in path:
        if not isinstance(base, Mapping) or name not in base:
            return False
        base = base[name]
    return True


def _step(step: ExampleStep) -> str:
    values = {
        "task": step.task, "wait": step.wait, "outcome": step.outcome, "reason": step.reason, "note": step.note,
        "fields": list(step.fields), "fails": step.fails, "gives": step.gives, "after": step.after,
    }  # fmt: skip
    return "{ " + ", ".join(f"{name} = {_toml(value)}" for name, value in values.items() if value) + " }"


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        held = {name: inner for name, inner in value.items() if inner is not None}
        return "{ " + ", ".join(f"{_key(name)} = {_toml(inner)}" for name, inner in held.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    if isinstance(value, Limit):
        return _toml(str(value))
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() else json.dumps(name)


def _as_json(found: Suggestions) -> dict[str, Any]:
    return {
        "problems": [str(problem) for problem in found.problems],
        "suggestions": [_suggestion(one) for one in found.found],
        "unmet": [{"kind": spot.kind, "id": spot.id, "what": spot.what} for spot in found.unmet],
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    example = one.example
    return {
        "reaches": [{"kind": spot.kind, "id": spot.id} for spot in one.spots],
        "like": one.variant.base.name,
        "changes": {".".join(path): value for path, value in one.variant.changes.items()},
        "form": example.form,
        "register": example.register,
        "end": one.end,
        "path": one.path,
        "toml": written(one),
    }


COMMANDS = {"examples": examples}
