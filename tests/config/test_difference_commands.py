import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
BIRTH = ROOT / "services" / "akta-kelahiran"
diff = COMMANDS["diff"]


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    return Path(shutil.copytree(BIRTH, tmp_path / "services" / "akta-kelahiran"))


def edit(folder, file, old, new):
    path = folder / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_folder_and_its_copy_are_the_same(copy, capsys):
    assert diff([str(BIRTH), str(copy)]) == 0
    assert capsys.readouterr().out == "Kedua versi sama.\n"


def test_what_differs_is_told_in_indonesian_section_by_section(copy, capsys):
    edit(copy, "service.toml", 'limit = "3 working days"', 'limit = "5 working days"')
    edit(copy, "rules.dmn", "[0..60]", "[0..90]")
    edit(copy, "rules.dmn", "&gt; 60", "&gt; 90")
    assert diff([str(BIRTH), str(copy)]) == 1
    said = capsys.readouterr().out
    assert "  - Batas waktu layanan: lamanya dari 3 hari kerja menjadi 5 hari kerja" in said
    assert 'semula "terlambat", kini "tepat_waktu", misalnya bila Hari sejak lahir = 61' in said
    assert said.index("Aturan\n") < said.index("Batas waktu\n") < said.index("Siapa yang terkena (11 contoh")


def test_english_is_told_when_asked_for(copy, capsys):
    edit(copy, "service.toml", "amount = 0", "amount = 5000")
    assert diff(["--language", "en", str(BIRTH), str(copy)]) == 1
    said = capsys.readouterr().out
    assert "  - Fee: amount from “Rp0” to “Rp5.000”" in said
    assert "  - Loses: fee from 0 to 5000 – example gagal-dicatat, ganda," in said


def test_programs_get_the_same_as_values(copy, capsys):
    edit(copy, "service.toml", "amount = 0", "amount = 5000")
    assert diff(["--json", str(BIRTH), str(copy)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["old"] != found["new"]
    assert [(one["section"], one["was"], one["now"]) for one in found["changes"]] == [
        ("fees", "Rp0", "Rp5.000")
    ]
    assert found["examples"]["compared"] == len(found["examples"]["otherwise"]) == 11


def test_a_folder_that_cannot_be_read_is_told_so(copy, capsys):
    (copy / "rules.dmn").write_text("<definitions", encoding="utf-8")
    assert diff([str(BIRTH), str(copy)]) == 2
    assert "rules.dmn" in capsys.readouterr().err
    assert diff([str(BIRTH), str(copy / "nothing")]) == 2


def test_a_name_without_a_database_of_services_is_told_so(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "balai.config.command", "diff", "akta-kelahiran", str(BIRTH)],
        env={**os.environ, "BALAI_VAR": str(tmp_path), "DATABASE_URL": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("akta-kelahiran: neither a folder")


@pytest.mark.django_db(databases=["default", "keys"])
def test_what_is_published_is_compared_by_name_or_by_hash(hall, copy, capsys):
    edit(copy, "service.toml", "amount = 0", "amount = 5000")
    assert diff(["akta-kelahiran", str(copy)]) == 1
    published = diff_json(["akta-kelahiran", str(copy)], capsys)["old"]
    assert diff([published[:12], str(BIRTH)]) == 0
    capsys.readouterr()
    assert diff(["akta-kematian", str(BIRTH)]) == 2
    assert "akta-kematian" in capsys.readouterr().err


def diff_json(arguments, capsys):
    capsys.readouterr()
    diff(["--json", *arguments])
    return json.loads(capsys.readouterr().out)
