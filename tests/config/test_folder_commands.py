import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "services").glob("*/service.toml"))
RULES = str(ROOT / "services" / "akta-kelahiran" / "rules.dmn")
check, decide = COMMANDS["check"], COMMANDS["decide"]


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    return Path(shutil.copytree(FOLDERS[0], tmp_path / "services" / FOLDERS[0].name))


@pytest.fixture
def facts(tmp_path):
    def write(content):
        (tmp_path / "facts.json").write_text(json.dumps(content), encoding="utf-8")
        return str(tmp_path / "facts.json")

    return write


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_service_of_the_repository_is_in_order(folder, capsys):
    status = check([str(folder)])
    said = capsys.readouterr().out
    assert (status, said.count("\n")) == (0, 2)
    assert "questions avoided" in said.splitlines()[0]
    assert said.splitlines()[1].startswith(f"{folder}: in order")


def test_a_problem_is_printed_with_a_place_that_opens_and_how_to_mend_it(copy, capsys):
    (copy / "text" / "id.toml").unlink()
    status = check([str(copy)])
    said = capsys.readouterr().out
    assert status == 1
    assert f"{copy}/text/id.toml: text/id.toml is missing. [missing-file]\n    Write it" in said
    assert said.splitlines()[-1].startswith(f"{copy}: ")
    assert said.splitlines()[-1].endswith("to mend")


def test_the_line_of_the_decision_that_names_nothing_is_told(copy, capsys):
    rules = (copy / "rules.dmn").read_text(encoding="utf-8")
    (copy / "rules.dmn").write_text(rules.replace(">span.lapor<", ">span.lapr<", 1), encoding="utf-8")
    line = next(n for n, text in enumerate(rules.splitlines(), 1) if '<decision id="jalur"' in text)
    assert check([str(copy)]) == 1
    assert f"{copy}/rules.dmn:{line}: " in capsys.readouterr().out


def test_programs_get_json(copy, capsys):
    (copy / "text" / "id.toml").unlink()
    assert check(["--json", str(copy)]) == 1
    report = json.loads(capsys.readouterr().out)
    problem = report["folders"][0]["problems"][0]
    assert report["errors"] >= 1
    assert problem["stops"] is True
    assert problem["file"].startswith(str(copy))
    assert set(problem) == {"file", "line", "code", "what", "mend", "stops"}


def test_a_citation_not_yet_in_force_on_the_day_is_found(copy, capsys):
    assert check(["--as-of", "1990-01-01", str(copy)]) == 1
    assert "in force" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_a_wrong_call(capsys):
    with pytest.raises(SystemExit, match="2"):
        check(["nowhere"])
    assert "nowhere" in capsys.readouterr().err


def test_a_decision_is_printed_with_its_row_its_article_and_what_it_read(facts, capsys):
    status = decide([RULES, "jalur", "--facts", facts({"span": {"lapor": 60}})])
    said = capsys.readouterr().out
    assert status == 0
    assert '= "tepat_waktu"' in said
    assert "  row jalur_tepat\n  by UU 24/2013 pasal 27 ayat (1)" in said
    assert "  Hari sejak lahir: 60" in said


def test_required_decisions_stand_before_and_json_keeps_them(facts, capsys):
    assert decide([RULES, "kode_akta", "--json", "--facts", facts({"span": {"lapor": 61}})]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["value"] == "LT"
    assert [reason["decision"] for reason in answer["reasons"]] == ["jalur", "kode_akta"]


def test_facts_that_are_missing_are_named(capsys):
    assert decide([RULES, "jalur"]) == 0
    assert "Not in the facts, so null: span.lapor" in capsys.readouterr().err


def test_an_unknown_decision_names_those_there_are(capsys):
    with pytest.raises(SystemExit, match="2"):
        decide([RULES, "jalr"])
    assert "jalur" in capsys.readouterr().err


def test_rules_that_do_not_load_are_refused_with_their_place(tmp_path, capsys):
    (tmp_path / "rules.dmn").write_bytes(b"<definitions")
    assert decide([str(tmp_path / "rules.dmn"), "x"]) == 1
    assert "rules.dmn:1: " in capsys.readouterr().err


def test_neither_command_loads_django():
    script = "import sys; from balai.config import folder_commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_reader_that_stops_early_is_no_error(copy):
    command = [sys.executable, "-m", "balai.config.command", "check", str(copy)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_people_of_an_office_are_tried_against_the_duties(copy, tmp_path, capsys):
    staff = tmp_path / "staf.toml"
    staff.write_text('[[person]]\nname = "Ani Contoh"\nholds = ["verifikator", "kepala_instansi"]\n')

    assert check([str(copy), "--staff", str(staff)]) == 1
    assert "there is only Ani Contoh" in capsys.readouterr().out
