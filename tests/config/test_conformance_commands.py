import json

import pytest

from balai.config.folder_commands import COMMANDS
from tests.kernel.conformance.test_suite import HEAD, MODEL, case, simple

tck = COMMANDS["tck"]


@pytest.fixture
def kit(tmp_path):
    folder = tmp_path / "compliance-level-2" / "0001"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_bytes(MODEL)
    (folder / "0001-test-01.xml").write_text(HEAD + case(simple("decimal", "42")) + "</testCases>")
    return tmp_path


def test_every_file_of_cases_below_a_folder_is_run(kit, capsys):
    assert tck([str(kit)]) == 0
    shown = capsys.readouterr().out
    assert "compliance-level-2/0001/0001-test-01: 1 of 1" in shown
    assert "Level 2: 1 of 1 (100.00 %)" in shown


def test_the_counts_for_programs_are_one_object(kit, capsys):
    (kit / "compliance-level-2" / "0001" / "0002-test-01.xml").write_text(
        HEAD + case(simple("decimal", "43")) + "</testCases>"
    )
    assert tck([str(kit), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["passed"], told["total"], len(told["tests"])) == (1, 2, 2)
    assert told["tests"][1]["failures"] == [{"id": "1 twice", "expected": "43", "got": "42"}]


@pytest.mark.parametrize("model", [b"<definitions/>", b"<", None])
def test_the_cases_of_a_model_that_cannot_be_loaded_fail(kit, capsys, model):
    file = kit / "compliance-level-2" / "0001" / "m.dmn"
    file.unlink() if model is None else file.write_bytes(model)
    assert tck([str(kit)]) == 1
    assert "0 of 1" in capsys.readouterr().out


def test_a_broken_file_of_cases_is_named(kit, capsys):
    (kit / "b-test-01.xml").write_text("<testCases")
    assert tck([str(kit)]) == 1
    assert "b-test-01.xml: line 1" in capsys.readouterr().err


def test_a_folder_without_cases_is_refused(tmp_path, capsys):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(SystemExit):
            tck([str(folder)])
    assert "no such folder" in capsys.readouterr().err
