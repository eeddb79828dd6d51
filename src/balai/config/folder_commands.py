"""`balai check` and `balai decide`: for authors of services; without Django, so an editor may run them."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from balai.config import (
    citation_commands,
    conformance_commands,
    difference_commands,
    drawing_commands,
    example_commands,
    schema_commands,
    simulation_commands,
)
from balai.config.folder import read_folder, read_reference, reference_near
from balai.kernel import check as checking
from balai.kernel import decisions, feel
from balai.kernel.check import Questions, Report
from balai.kernel.decisions import Answer, Decision, Model, Reason
from balai.kernel.definition.staffing import Official, read_officials
from balai.kernel.problem import Problem, Refused
from balai.kernel.process import MOST_STATES, Proof
from balai.lib import clock

Found = Mapping[Path, Report]


def check(arguments: Sequence[str]) -> int:
    """Print every problem of the folders; return 1 when any stops a folder from being published."""
    parser = argparse.ArgumentParser(
        prog="balai check", description="Find what is wrong with service folders."
    )
    parser.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--as-of", metavar="DATE", type=date.fromisoformat, help="citations in force on this day"
    )
    parser.add_argument(
        "--reference", metavar="FOLDER", type=Path, help="default: the nearest folder `reference`"
    )
    parser.add_argument("--notes", action="store_true", help="print what a person should know of, too")
    parser.add_argument("--examples", action="store_true", help="tell what no worked example reaches")
    parser.add_argument(
        "--states", metavar="N", type=int, default=MOST_STATES, help="look at so many states of a process"
    )
    parser.add_argument(
        "--staff",
        metavar="FILE",
        type=Path,
        help="try the duties with the people of an office (docs/format.md)",
    )
    given = parser.parse_args(arguments)
    day = given.as_of or clock.now().astimezone().date()
    try:
        officials = _officials(given.staff) if given.staff else None
        found = {
            folder: examined(folder, given.reference, day, states=given.states, officials=officials)
            for folder in given.folders
        }
    except Refused as refused:
        parser.error(str(refused))
    except OSError as error:
        parser.error(f"{error.strerror or 'not a folder'}: {error.filename or error}")
    errors = sum(stops(problem) for one in found.values() for problem in one.problems)
    if given.json:
        print(json.dumps(report(found, examples=given.examples), indent=2, ensure_ascii=False))
    else:
        print(told(found, notes=given.notes, examples=given.examples))
    return 1 if errors else 0


def _officials(file: Path) -> Sequence[Official]:
    """Read a staffing file. Raises Refused for one that is not in order, OSError for one that is not there."""
    officials, problems = read_officials(file.read_bytes(), str(file))
    if problems:
        raise Refused(problems)
    return officials


def examined(
    folder: Path,
    reference: Path | None,
    day: date,
    *,
    states: int = MOST_STATES,
    officials: Sequence[Official] | None = None,
) -> Report:
    """Return what a check of one folder finds on a day. Raises OSError for a folder that is not there."""
    near = reference or reference_near(folder)
    try:
        shared = read_reference(near) if near else {}
        name, files = folder.resolve().name, read_folder(folder)
        return checking.examine(files, shared, day, name, states=states, officials=officials)
    except Refused as refused:
        return Report(refused.problems)


def stops(problem: Problem) -> bool:
    """Return whether a folder with this problem is refused; the others are advice and notes."""
    return problem.code not in checking.FINDINGS | checking.NOTES


def report(found: Found, *, examples: bool = False) -> dict[str, Any]:
    """Return what was found, as JSON: problems by folder, and what its examples reach if asked for."""
    return {
        "folders": [_folder_json(folder, one, examples=examples) for folder, one in found.items()],
        "errors": sum(stops(problem) for one in found.values() for problem in one.problems),
    }


def _folder_json(folder: Path, one: Report, *, examples: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "folder": str(folder),
        "problems": [_as_json(folder, problem) for problem in one.problems],
        "notes": [_as_json(folder, note) for note in one.notes],
    }
    if one.questions is not None:
        said["questions"] = {"avoided": one.questions.avoided, **asdict(one.questions)}
    if one.proof is not None:
        said["process"] = _proof_json(one.proof)
    if examples and one.coverage is not None:
        said["examples"] = example_commands.coverage_json(one.coverage)
    return said


def _proof_json(proof: Proof) -> dict[str, Any]:
    """Return what exploring the process showed; `path` names elements and flows, to be marked in the diagram."""
    flaws = [{"kind": flaw.kind, "element": flaw.element, "path": list(flaw.marked)} for flaw in proof.flaws]
    return {"sound": proof.sound, "complete": proof.complete, "states": proof.states, "flaws": flaws}


def _as_json(folder: Path, problem: Problem) -> dict[str, Any]:
    return {
        "file": place(folder, problem),
        "line": problem.line,
        "code": problem.code,
        "what": problem.what,
        "mend": problem.mend,
        "stops": stops(problem),
    }


def place(folder: Path, problem: Problem) -> str:
    """Return a problem's file as a path that opens from here."""
    if problem.file == folder.resolve().name:
        return str(folder)
    if problem.file.startswith("reference/") and (near := reference_near(folder)):
        return str(near.parent / problem.file)
    return str(folder / problem.file)


def told(found: Found, *, notes: bool = False, examples: bool = False) -> str:
    """Return what was found, as lines for a person; a problem's place first, as compilers say it."""
    lines = []
    for folder, one in found.items():
        for problem in one.problems:
            lines += _lines(folder, problem, "" if stops(problem) else "advice: ")
        for note in one.notes if notes else ():
            lines += _lines(folder, note, "note: ")
        if one.questions is not None:
            lines.append(f"{folder}: {_questions(one.questions)}")
        lines.append(_summary(folder, one))
        if examples and one.coverage is not None:
            lines.append(example_commands.coverage_told(folder, one.coverage))
    return "\n".join(lines)


def _questions(one: Questions) -> str:
    """Return how many questions a folder spares people, and by whom: once only, as one line."""
    parts = (
        (one.registers, "answered by registers"),
        (one.account, "by the account"),
        (one.facts, "read by rules from registers"),
        (one.vault, "offered again by the vault"),
    )
    whence = ", ".join(f"{len(paths)} {word}" for paths, word in parts if paths)
    exceptions = f", {len(one.exceptions)} of them by exception" if one.exceptions else ""
    spared = f"{one.avoided} questions avoided ({whence})" if one.avoided else "no question avoided"
    return f"{spared}, {len(one.asked)} asked{exceptions}"


def _lines(folder: Path, problem: Problem, weight: str) -> list[str]:
    at = f"{place(folder, problem)}:{problem.line}" if problem.line else place(folder, problem)
    return [f"{at}: {weight}{problem.what} [{problem.code}]"] + (
        [f"    {problem.mend}"] if problem.mend else []
    )


def _summary(folder: Path, one: Report) -> str:
    errors = sum(map(stops, one.problems))
    counts = ((errors, "to mend"), (len(one.problems) - errors, "worth mending"))
    if said := ", ".join(f"{count} {word}" for count, word in counts if count):
        return f"{folder}: {said}"
    return f"{folder}: in order" + (f" ({len(one.notes)} notes: --notes)" if one.notes else "")


def decide(arguments: Sequence[str]) -> int:
    """Print a decision's value and reasons; return 1 when the rules refuse to load or fail."""
    parser = argparse.ArgumentParser(prog="balai decide", description="Run one decision of a DMN file.")
    parser.add_argument("file", metavar="FILE.dmn", type=Path)
    parser.add_argument("decision", metavar="DECISION", help="its id or name")
    parser.add_argument(
        "--facts", metavar="FACTS.json", help="a JSON object; - reads it from the standard input"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    given = parser.parse_args(arguments)
    try:
        model = decisions.load(given.file.read_bytes(), str(given.file))
        facts = _facts(given.facts)
        decision = _named(model, given.decision)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        parser.error(str(error))
    answer = model.evaluate(decision.id, facts)
    shown = (
        json.dumps(_answer(answer), indent=2, ensure_ascii=False)
        if given.json
        else explained(decision, answer)
    )
    print(shown)
    if unknown := sorted(".".join(path) for path in decision.names if not _holds(facts, path)):
        print(f"Not in the facts, so null: {', '.join(unknown)}", file=sys.stderr)
    return 1 if answer.error else 0


def _facts(source: str | None) -> dict[str, Any]:
    """Read facts. Dates are written {"$date": "2026-07-01"}, as everywhere. Raises ValueError, OSError."""
    if source is None:
        return {}
    text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    facts = feel.decode(json.loads(text, parse_float=lambda digits: {"$decimal": digits}))
    if not isinstance(facts, dict):
        raise ValueError("the facts are not a JSON object")
    return facts


def _named(model: Model, name: str) -> Decision:
    for decision in model.decisions.values():
        if name in {decision.id, decision.name}:
            return decision
    raise ValueError(f"no decision {name}; there are: {', '.join(model.decisions)}")


def _holds(facts: Any, path: Iterable[str]) -> bool:
    for step in path:
        if not isinstance(facts, Mapping) or step not in facts:
            return False
        facts = facts[step]
    return True


def _answer(answer: Answer) -> dict[str, Any]:
    reasons = [
        {
            "decision": reason.decision,
            "value": feel.encode(reason.value),
            "rows": reason.rows,
            "citations": reason.citations,
            "inputs": {label: feel.encode(value) for label, value in reason.inputs.items()},
            "error": reason.error,
        }
        for reason in answer.reasons
    ]
    return {"value": feel.encode(answer.value), "reasons": reasons, "error": answer.error}


def explained(decision: Decision, answer: Answer) -> str:
    """Return a decision's value and its reasons, as lines for a person."""
    lines = [f"{decision.question or decision.name}", f"  = {_text(answer.value)}"]
    for reason in answer.reasons:
        lines += ["", f"{reason.decision} = {_text(reason.value)}", *_because(reason)]
    return "\n".join(lines)


def _because(reason: Reason) -> list[str]:
    lines = [f"  {label}: {_text(value)}" for label, value in reason.inputs.items()]
    lines += [f"  row {row}" for row in reason.rows]
    lines += [f"  by {citation}" for citation in reason.citations]
    return lines + ([f"  ERROR: {reason.error}"] if reason.error else [])


def _text(value: Any) -> str:
    return feel.render(value, inside=True)


def _preview(arguments: Sequence[str]) -> int:
    from balai.config import preview_command  # it renders, with Django; the others start without

    return preview_command.command(arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "check": check,
    "decide": decide,
    **citation_commands.COMMANDS,
    **example_commands.COMMANDS,
    **conformance_commands.COMMANDS,
    **difference_commands.COMMANDS,
    "preview": _preview,
    **simulation_commands.COMMANDS,
    **drawing_commands.COMMANDS,
    **schema_commands.COMMANDS,
}
