"""Write docs/reference from the code: settings, error codes, acts of the proof log, events of a case.

    python -m tools.reference           write the four files
    python -m tools.reference check     exit 1 and name the files that are not as the code is

What the code cannot say by itself (what a setting is for, what an event means) stands in docs/reference/words.toml.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
FOLDER = ROOT / "docs" / "reference"
ACT = re.compile(r"^[a-z]+\.[a-z]+(-[a-z]+)*$")
READERS = {"environment.text", "environment.flag", "environment.kept_secret", "os.environ.get"}
FROM = "<!-- Written by `python -m tools.reference`. Mend the code or words.toml, not this file. -->"


def parsed(folder: str = "balai") -> dict[str, ast.Module]:
    """Return every module below a package, by name."""
    paths = [path for path in sorted((SOURCE / folder).rglob("*.py")) if "migrations" not in path.parts]
    return {
        ".".join(p.relative_to(SOURCE).with_suffix("").parts): ast.parse(p.read_text("utf-8")) for p in paths
    }


def words() -> dict[str, dict[str, str]]:
    """Return what people wrote about settings and events."""
    found: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    return found


# -- settings


def variables() -> dict[str, str]:
    """Return every environment variable that the program reads, with its default as the code writes it."""
    found: dict[str, str] = {}
    for tree in parsed("balai/config").values():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and (name := _text(node.args[:1]))
            ):
                owner = ast.unparse(node.func.value)
                if f"{owner}.{node.func.attr}" in READERS:
                    found[name] = _default(node)
    return found


def _default(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "kept_secret":
        return "made once, kept in `var/secrets`"
    if isinstance(call.func, ast.Attribute) and call.func.attr == "flag" and len(call.args) == 1:
        return "no"
    return f"`{_plain(ast.unparse(call.args[1]))}`" if len(call.args) > 1 else "empty"


def _plain(code: str) -> str:
    """Return a default without what only Python needs: `str(ROOT / 'var')` is `var`."""
    path = re.fullmatch(r"str\((ROOT|_SECRETS) / '(.+)'\)", code)
    if path:
        return path[2] if path[1] == "ROOT" else f"var/secrets/{path[2]}"
    return code.strip("'") if code.count("'") == 2 else code


def _text(nodes: Iterable[ast.AST]) -> str:
    return next((n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)), "")


def settings_page() -> str:
    """Return docs/reference/settings.md."""
    said, found = words()["settings"], variables()
    _same("settings", said, found)
    rows = [(f"`{name}`", found[name], said[name]) for name in sorted(found)]
    about = (
        "A variable may also come from a file: `<NAME>_FILE` names it, and a missing file stops the start."
    )
    return _page(
        "Settings", f"Environment variables. {about}", ("Variable", "Default", "What it is for"), rows
    )


# -- errors


@dataclass(frozen=True)
class Refusal:
    """One class of refusal, as its class says it or inherits it."""

    code: str
    status: int
    when: str
    message: str
    place: str


def errors() -> list[Refusal]:
    """Return every refusal that the program may give, by code."""
    classes = {
        node.name: (module, node)
        for module, tree in parsed().items()
        if not module.startswith("balai.kernel")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    found = [_refusal(name, classes) for name in classes if "DomainError" in _line(name, classes)]
    return sorted(found, key=lambda one: (one.code, one.place))


Classes = Mapping[str, tuple[str, ast.ClassDef]]


def _line(name: str, classes: Classes) -> list[str]:
    """Return a class and those that it stands on, nearest first."""
    if name not in classes:
        return []
    bases = [base.id for base in classes[name][1].bases if isinstance(base, ast.Name)]
    return [name, *(above for base in bases for above in _line(base, classes))]


def _refusal(name: str, classes: Classes) -> Refusal:
    said = [_attributes(classes[one][1]) for one in reversed(_line(name, classes))]
    known: dict[str, Any] = {key: value for one in said for key, value in one.items()}
    module, node = classes[name]
    when = _sentence(ast.get_docstring(node) or "")
    place = f"{module.removeprefix('balai.')}.{name}"
    return Refusal(known["code"], known["status"], when, known["message"], place)


def _attributes(node: ast.ClassDef) -> dict[str, Any]:
    """Return what a class sets to a constant, or to a text for translation."""
    found: dict[str, Any] = {}
    for item in node.body:
        target = item.targets[0] if isinstance(item, ast.Assign) else getattr(item, "target", None)
        value = getattr(item, "value", None)
        if isinstance(value, ast.Call) and value.args:
            value = value.args[0]
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
            found[target.id] = value.value
    return found


def errors_page() -> str:
    """Return docs/reference/errors.md."""
    rows = [(f"`{one.code}`", str(one.status), one.when, one.message, f"`{one.place}`") for one in errors()]
    about = (
        "Refusals that a person or a program may see. Under `/api/` the code is the end of `type` in RFC 9457 problem "
        "details; elsewhere a page says the sentence. Status and code never change; the sentence may."
    )
    page = _page("Error codes", about, ("Code", "Status", "When", "What the person reads", "Class"), rows)
    return (
        page + "\n## Why a document is refused\n\n" + _table(("Reason", "What the person reads"), _reasons())
    )


def _reasons() -> list[tuple[str, ...]]:
    if not settings.configured:
        settings.configure(USE_I18N=False)
    from balai.documents.errors import REASONS

    return [(f"`{reason}`", str(sentence)) for reason, sentence in REASONS.items()]


# -- acts


def acts() -> dict[str, tuple[str, str, bool]]:
    """Return every act that the proof log may hold: the function that does it, its first sentence, whether open."""
    found: dict[str, tuple[str, str, bool]] = {}
    for module, tree in parsed().items():
        if module.startswith(("balai.kernel", "balai.lib", "balai.config")):
            continue
        for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
            for action, is_open in _recorded(function, tree):
                place = f"{module.removeprefix('balai.')}.{function.name}"
                found[action] = (place, _sentence(ast.get_docstring(function) or ""), is_open)
    return found


def _recorded(function: ast.FunctionDef, tree: ast.Module) -> Iterator[tuple[str, bool]]:
    imports = [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "balai.ledger.actions"
    ]
    entering = {alias.asname or alias.name for node in imports for alias in node.names}
    for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
        name = ast.unparse(call.func)
        if "record" in name or name.endswith(".save") or name in entering:
            said = [*call.args, *(word.value for word in call.keywords if word.arg == "action")]
            for text in [_text([argument]) for argument in said]:
                if ACT.match(text):
                    yield text, _is_open(call) or _is_open(_helper(name, tree))


def _helper(name: str, tree: ast.Module) -> ast.AST:
    """Return the function of this file that a call names; nothing for others."""
    here = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return here[0] if here else ast.Module([], [])


def _is_open(node: ast.AST) -> bool:
    words_ = [word for word in ast.walk(node) if isinstance(word, ast.keyword) and word.arg == "public"]
    return any(isinstance(word.value, ast.Constant) and word.value.value is True for word in words_)


def acts_page() -> str:
    """Return docs/reference/acts.md."""
    rows = [
        (f"`{action}`", what, "open" if is_open else "sealed", f"`{place}`")
        for action, (place, what, is_open) in sorted(acts().items())
    ]
    about = (
        "What the proof log holds. A sealed entry shows the public that something was done, and shows its content only "
        "to who holds the subject's key; an open one is readable by all."
    )
    return _page("Acts", about, ("Act", "What was done", "Leaf", "Where"), rows)


# -- events


def events() -> list[str]:
    """Return the kinds of events that the fold of a case knows."""
    tree = parsed("balai/kernel/case")
    for module in tree.values():
        for node in module.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_HANDLERS":
                return [_text([key]) for key in getattr(node.value, "keys", [])]
    raise LookupError("the kernel's table of events is gone")


def events_page() -> str:
    """Return docs/reference/events.md."""
    said, found = words()["events"], events()
    _same("events", said, found)
    about = (
        "The facts of which a case is made. Cases, tasks, timers, deadlines and decisions follow from them, and a replay "
        "gets nothing else but the published folder. The payload is sealed under the case's key."
    )
    return _page(
        "Events of a case", about, ("Kind", "What happened"), [(f"`{kind}`", said[kind]) for kind in found]
    )


# -- pages


def _same(table: str, said: Iterable[str], found: Iterable[str]) -> None:
    missing, stale = sorted(set(found) - set(said)), sorted(set(said) - set(found))
    if missing or stale:
        raise SystemExit(f"docs/reference/words.toml [{table}]: write {missing}, remove {stale}")


def _sentence(text: str) -> str:
    """Return the first sentence of a docstring, in one line."""
    first = " ".join(text.partition("\n\n")[0].split())
    return re.split(r"(?<=[.;:]) (?=[A-Z`])", first)[0].rstrip(".;:") + "."


def _page(title: str, about: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return f"# {title}\n\n{FROM}\n\n{about}\n\n{_table(head, rows)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


PAGES = {"settings": settings_page, "errors": errors_page, "acts": acts_page, "events": events_page}


def main(command: str) -> int:
    """Write the pages, or name those that are not current."""
    pages = {FOLDER / f"{name}.md": page() for name, page in PAGES.items()}
    stale = [
        path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        if command != "check":
            path.write_text(pages[path], encoding="utf-8")
    return 1 if command == "check" and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "write"))
