"""What the documents name is there: functions, modules, files, and one anchor for each term."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "balai"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`([a-z_/]+\.py):([A-Za-z_]+)(?:\.([a-z_]+))?`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


@cache
def names_in(path: str) -> set[str]:
    """Return what a file of the source defines on its first level, and Class.member."""
    found: set[str] = set()
    for node in ast.parse((SOURCE / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_in_the_source_is_there(page):
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    missing = [f"{file}:{name}" for file, name, _ in named if not (SOURCE / file).is_file()]
    wanted = [(file, f"{name}.{part}" if part else name) for file, name, part in named]
    missing += [
        f"{file}:{name}" for file, name in wanted if (SOURCE / file).is_file() and name not in names_in(file)
    ]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_architecture_names_every_module_and_every_part_of_the_kernel():
    said = set(re.findall(r"`([a-z]+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    modules = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    parts = {path.parent.name for path in SOURCE.glob("kernel/*/__init__.py")}
    parts |= {path.stem for path in SOURCE.glob("kernel/*.py")} - {"__init__"}

    assert (modules | parts) - said == set()


def test_each_term_of_the_glossary_has_one_anchor():
    anchors = re.findall(r'<a id="([^"]+)">', (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))

    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []
    assert len(anchors) > 40


def test_every_decision_is_listed_and_numbered_in_one_series():
    folder = ROOT / "docs" / "adr"
    numbers = sorted(path.name[:4] for path in folder.glob("[0-9]*.md"))
    listed = re.findall(
        r"^\| \[([0-9]{4})\]", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert listed == numbers
