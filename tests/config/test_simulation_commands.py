import json
import re
import shutil
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
check, simulate = COMMANDS["check"], COMMANDS["simulate"]
FEW = ["--cases", "150"]


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    return Path(
        shutil.copytree(ROOT / "services" / "akta-kelahiran", tmp_path / "services" / "akta-kelahiran")
    )


def test_the_tables_name_tasks_posts_and_what_ifs(copy, capsys):
    assert simulate([*FEW, str(copy)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^Periksa berkas +\d+ +[\d.]+ h +[\d.]+ h +[\d.]+%$", said, re.MULTILINE)
    assert re.search(r"^Petugas verifikasi +1 +\d+% +[\d.]+  bottleneck$", said, re.MULTILINE)
    assert re.search(r"^one more: Petugas verifikasi +[\d.]+ d +[\d.]+ d +[\d.]+% +\d+%$", said, re.MULTILINE)
    assert "Shares of branches come from the examples" in said


def test_a_file_beside_the_folder_overrides_what_is_assumed(copy, tmp_path, capsys):
    (copy / "simulation.toml").write_text("position.verifikator.staff = 3", encoding="utf-8")
    (tmp_path / "busy.toml").write_text("arrivals.per_day = 40", encoding="utf-8")
    assert simulate([*FEW, "--json", "--with", str(tmp_path / "busy.toml"), str(copy)]) == 0
    base = json.loads(capsys.readouterr().out)["runs"][0]
    assert base["posts"][0]["count"] == 3
    assert base["posts"][0]["used"] > 0.4


def test_plots_are_written_where_one_asks(copy, tmp_path, capsys):
    simulate([*FEW, "--plots", str(tmp_path / "plots"), str(copy)])
    assert {path.name for path in (tmp_path / "plots").iterdir()} == {
        "waiting.svg",
        "people.svg",
        "time.svg",
        "what-if.svg",
    }


def test_a_misspelt_assumption_of_a_folder_is_named_by_check_and_refused_here(copy, capsys):
    (copy / "simulation.toml").write_text("[task.verifkasi]\nminutes = 5\n", encoding="utf-8")
    assert check([str(copy)]) == 1
    assert (
        'simulation.toml:1: simulation: "verifkasi" is no task of this service. [unknown-task]'
        in capsys.readouterr().out
    )
    assert simulate([*FEW, str(copy)]) == 1
    assert 'Did you mean "verifikasi"?' in capsys.readouterr().err
