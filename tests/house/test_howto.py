"""The howto is true: its blocks, put together, are a folder that nothing is wrong with, and its answers come out."""

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from balai.config.folder import read_reference
from balai.kernel import check, decisions

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "howto" / "write-a-service.md"
FOLDER = "services/surat-keterangan-penelitian/"
BLOCK = re.compile(r"^```[a-z]+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def blocks():
    """Return the text of each file that the page shows, its blocks joined in their order."""
    found: dict[str, str] = {}
    for path, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        found[path] = found.get(path, "") + text + "\n"
    return found


def folder():
    return {
        path.removeprefix(FOLDER): text.encode() for path, text in blocks().items() if path.startswith(FOLDER)
    }


def shared():
    """Return the dictionaries with what the page appends, unless that stands there by now."""
    held = read_reference(ROOT / "reference")
    for path, text in blocks().items():
        if path in held and text.encode().splitlines()[0] not in held[path].splitlines():
            held[path] += b"\n" + text.encode()
    return held


def test_the_folder_of_the_howto_is_in_order():
    name = FOLDER.split("/")[1]

    assert check.check(folder(), shared(), date(2026, 7, 1), name) == []


def test_every_file_that_the_howto_promises_is_shown():
    shown = set(folder())

    assert {"service.toml", "form.json", "rules.dmn", "process.bpmn", "text/id.toml", "text/en.toml"} < shown
    assert len([path for path in shown if path.startswith("examples/")]) == 4


def test_the_decision_that_the_howto_tries_answers_as_printed():
    model = decisions.load(folder()["rules.dmn"], "rules.dmn")

    answer = model.evaluate("masa", {"span": {"lama": 200}})

    assert answer.value == "enam_bulan"
    assert answer.reasons[0].rows == ("masa_panjang",)


def reported(part):
    """Return the codes that a part of the kernel writes into problems, as `balai check` prints them."""
    places = {"Problem": 2, "problem": 1, "toml": 1, "add": 2 if part == "check" else 1}
    prefix = {"forms": "form-", "process": "process."}.get(part, "")
    for path in (ROOT / "src/balai/kernel" / part).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                match node.args[places[name]] if len(node.args) > places.get(name, 99) else None:
                    case ast.Constant(value=str(code)):
                        yield code if name == "Problem" else prefix + code


@pytest.mark.parametrize("part", ["check", "definition", "forms", "decisions", "process", "simulation"])
def test_every_code_that_reading_a_folder_reports_stands_in_the_table(part):
    table = PAGE.read_text(encoding="utf-8").partition("| Code | What it means |")[2].partition("\n\n")[0]
    explained = {
        code for row in table.splitlines() for code in re.findall(r"`([a-z0-9.-]+)`", row.split("|")[1:2][0])
    }
    codes = set(reported(part))

    assert codes
    assert codes - explained == set()


def test_every_code_that_check_reports_about_a_folder_is_explained():
    explained = set(re.findall(r"`([a-z.-]+)`", PAGE.read_text(encoding="utf-8")))
    source = "".join(path.read_text() for path in (ROOT / "src/balai/kernel/check").glob("*.py"))
    source += (ROOT / "src/balai/kernel/decisions/completeness.py").read_text()
    reported = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) - {
        "utf-8",
        "too-many-files",
        "folder-too-large",
    }

    assert {code for code in reported if code not in explained} == set()
