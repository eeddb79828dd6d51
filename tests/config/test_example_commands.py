import json
import re
import shutil
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
check, examples = COMMANDS["check"], COMMANDS["examples"]


@pytest.fixture
def copy(tmp_path):
    """A folder with its first example only."""
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    path = Path(shutil.copytree(ROOT / "services" / "izin-usaha", tmp_path / "services" / "izin-usaha"))
    for example in (path / "examples").glob("*.toml"):
        if example.stem != "rendah":
            example.unlink()
    return path


def line_of(folder, row):
    lines = (folder / "rules.dmn").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if f'<rule id="{row}"' in line)


def test_check_tells_how_much_the_examples_reach(copy, capsys):
    check(["--examples", str(copy)])
    said = capsys.readouterr().out
    assert re.search(r"examples reach 2 of 14 rows, \d+ of \d+ branches", said)
    assert (
        f'{copy}/rules.dmn:{line_of(copy, "skala_besar")}: no example reaches the row "skala_besar" of "skala"'
        in said
    )


def test_programs_get_each_place_with_the_examples_that_reach_it(copy, capsys):
    check(["--examples", "--json", str(copy)])
    reached = json.loads(capsys.readouterr().out)["folders"][0]["examples"]
    assert reached["counts"]["rows"] == {"reached": 2, "total": 14}
    place = next(one for one in reached["places"] if one["id"] == "skala.skala_mikro")
    assert (place["file"], place["line"], place["examples"]) == (
        "rules.dmn",
        line_of(copy, "skala_mikro"),
        ["rendah"],
    )


def test_suggestions_saved_as_files_are_in_order_and_reach_what_they_promise(copy, capsys):
    assert examples(["suggest", str(copy)]) == 0
    said = capsys.readouterr().out
    for name, text in re.findall(
        r"^# (examples/\S+)\n(.*?)(?=\n# examples/|\n# Nothing|\Z)", said, re.MULTILINE | re.DOTALL
    ):
        (copy / name).write_text(text, encoding="utf-8")
    assert check(["--examples", str(copy)]) == 0
    left = [line for line in capsys.readouterr().out.splitlines() if "no example reaches" in line]
    assert [line.partition("the ")[2] for line in left] == ['row "kurang_kbli" of "kekurangan"']


def test_suggestions_for_programs_hold_the_whole_facts(copy, capsys):
    examples(["suggest", "--json", str(copy)])
    found = json.loads(capsys.readouterr().out)
    large = next(
        one for one in found["suggestions"] if {"kind": "row", "id": "skala.skala_besar"} in one["reaches"]
    )
    assert large["form"]["usaha"]["modal"] > 10_000_000_000
    assert large["form"]["usaha"]["nama"] == "Toko Contoh"


def test_a_folder_that_must_be_mended_first_is_told_so(copy, capsys):
    (copy / "text" / "id.toml").unlink()
    assert examples(["suggest", str(copy)]) == 1
    assert "text/id.toml" in capsys.readouterr().err
