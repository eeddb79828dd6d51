"""`balai draw` and `balai bpmn` at the command line."""

import json
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS
from tests.kernel.process.draw import draw

WORDS = """
    start mulai > periksa
    user periksa > selesai
    end selesai
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "process.bpmn").write_bytes(draw(WORDS))
    return tmp_path


def test_draw_completes_the_file_of_a_folder_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert COMMANDS["draw"]([str(folder)]) == 0
    first = (folder / "process.bpmn").read_bytes()
    assert b"BPMNDiagram" in first
    assert COMMANDS["draw"]([str(folder)]) == 0
    assert (folder / "process.bpmn").read_bytes() == first
    assert capsys.readouterr().out.splitlines()[-1].endswith("complete")


def test_draw_writes_a_picture_and_leaves_the_file_alone(folder: Path) -> None:
    before = (folder / "process.bpmn").read_bytes()
    assert COMMANDS["draw"](["--svg", str(folder)]) == 0
    assert (folder / "process.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (folder / "process.bpmn").read_bytes() == before


def test_draw_tells_what_it_cannot_read_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = draw(WORDS).replace(b"endEvent", b"complexGateway")
    (folder / "process.bpmn").write_bytes(wrong)
    assert COMMANDS["draw"]([str(folder), str(folder / "none.bpmn")]) == 1
    said = capsys.readouterr().out
    assert "complexGateway" in said
    assert "none.bpmn" in said
    assert (folder / "process.bpmn").read_bytes() == wrong


def test_bpmn_tells_for_each_process_whether_it_runs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "other.bpmn").write_bytes(draw(WORDS).replace(b"userTask", b"scriptTask"))
    assert COMMANDS["bpmn"](["--json", str(folder)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["runs"], told["total"]) == (1, 2)
    assert "scriptTask" in told["processes"][0]["problems"][0]["what"]


def test_bpmn_prints_the_lines_that_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert COMMANDS["bpmn"]([str(folder)]) == 0
    assert "1 of 1 processes run" in capsys.readouterr().out
