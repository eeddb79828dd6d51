"""Read a service folder into a `Service`: total, so every problem of every file is found in one reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from balai.kernel import decisions, forms, process
from balai.kernel.definition import folder, head, tasks, types
from balai.kernel.definition.cases import read_examples
from balai.kernel.definition.dictionaries import Shared
from balai.kernel.definition.reader import Table, open_toml
from balai.kernel.definition.shared import read_shared
from balai.kernel.definition.tables import Rows, read_csv
from balai.kernel.definition.version import stamp
from balai.kernel.definition.wording import read_texts
from balai.kernel.problem import Problem, Refused

T = TypeVar("T")

Files = Mapping[str, bytes]


def load(files: Files, shared: Files, name: str) -> types.Service:
    """Return the service that a folder describes.

    `files`: bytes by path inside the folder; `shared`: bytes by path, from "reference/" on; `name`: the
    folder's name. Raises Refused with every problem found; what only shows across files is found by
    `balai.kernel.check`.
    """
    service, problems = read(files, shared, name)
    if service is None or problems:
        raise Refused(problems)
    return service


def read(files: Files, shared: Files, name: str) -> tuple[types.Service | None, list[Problem]]:
    """Return the service as far as it can be read (None without its four main files), and all problems."""
    problems = folder.inspect(files, name)
    if any(problem.code in {"too-many-files", "folder-too-large"} for problem in problems):
        return None, problems
    sound = {path: content for path, content in files.items() if _readable(path, problems)}
    found: list[Problem] = []
    service = _assemble(sound, shared, name, found)
    return service, sorted({*problems, *found})


def _readable(path: str, problems: list[Problem]) -> bool:
    return not any(problem.file == path for problem in problems)


def _assemble(files: Files, shared: Files, name: str, problems: list[Problem]) -> types.Service | None:
    dictionaries = read_shared(shared, problems)
    form = _main("form.json", files, forms.load, problems)
    rules = _main("rules.dmn", files, decisions.load, problems)
    drawing = _main("process.bpmn", files, process.load, problems)
    root = open_toml("service.toml", files.get("service.toml", b""), problems)
    texts = {
        language: read_texts(f"text/{language}.toml", files.get(f"text/{language}.toml", b""), problems)
        for language in ("id", "en")
    }
    lists = _lists(files, problems)
    if form is None or rules is None or drawing is None or not root.data:
        return None
    examples = read_examples(files, form, problems)
    parts = _Parts(files, name, dictionaries, form, rules, drawing, lists, texts, examples)
    return stamp(_service(root, parts), files, dictionaries)


def _main(path: str, files: Files, read_one: Callable[[bytes, str], T], problems: list[Problem]) -> T | None:
    if path not in files:
        return None
    try:
        return read_one(files[path], path)
    except Refused as refused:
        problems.extend(refused.problems)
    except RecursionError:
        problems.append(Problem(path, 0, "too-deep", "The file is nested too deeply.", "Make it flatter."))
    return None


def _lists(files: Files, problems: list[Problem]) -> Mapping[str, Rows]:
    return {
        path.removeprefix("lists/").removesuffix(".csv"): read_csv(path, content, problems)
        for path, content in sorted(files.items())
        if path.startswith("lists/")
    }


@dataclass(frozen=True)
class _Parts:
    """What was read before service.toml, which leans on all of it."""

    files: Files
    name: str
    shared: Shared
    form: forms.Form
    rules: decisions.Model
    process: process.Process
    lists: Mapping[str, Rows]
    texts: Mapping[str, types.Texts]
    examples: tuple[types.Example, ...]


def _service(root: Table, parts: _Parts) -> types.Service:
    lanes = tasks.read_lanes(root, parts.process)
    service = types.Service(
        name=parts.name,
        format=_format(root),
        title=root.text("title", required=True),
        version="",
        logic_hash="",
        manifest=(),
        agency=root.text("agency", required=True),
        search=root.texts("search"),
        life_event=root.text("life_event"),
        basis=root.basis(required=True),
        notice=root.text("notice"),
        applicant=head.read_applicant(root),
        fee=head.read_fee(root),
        clock=head.read_clock(root),
        spans=head.read_spans(root),
        lanes=lanes,
        tasks=tasks.read_tasks(root, parts.process, lanes),
        events=tasks.read_events(root, parts.process),
        duties=head.read_duties(root),
        certificates=head.read_certificates(root, parts.files),
        retention=head.read_retention(root),
        survey=head.read_survey(root),
        standard=head.read_standard(root),
        form=parts.form,
        rules=parts.rules,
        process=parts.process,
        lists={**parts.shared.lists, **parts.lists},
        texts=parts.texts,
        citations=parts.shared.citations,
        elements=parts.shared.elements,
        registers=parts.shared.registers,
        positions=parts.shared.positions,
        examples=parts.examples,
    )
    root.done()
    return service


def _format(root: Table) -> int:
    number = root.integer("format", required=True, default=types.FORMAT)
    if number != types.FORMAT:
        mend = f"This program reads format {types.FORMAT}."
        root.problem("format", "unknown-format", f"Format {number} is not known.", mend)
    return number
