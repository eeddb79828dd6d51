import json
import shutil
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
check, citations = COMMANDS["check"], COMMANDS["citations"]
REPORTED = "UU 24/2013 pasal 27 ayat (1)"


@pytest.fixture
def land(tmp_path, monkeypatch):
    """A folder with the dictionaries and one service, in which the command is given."""
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    shutil.copytree(ROOT / "services" / "akta-kelahiran", tmp_path / "services" / "akta-kelahiran")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_at(file, line):
    return Path(file).read_text(encoding="utf-8").splitlines()[line - 1]


def test_the_reach_of_an_article_is_listed_with_file_line_and_what_rests_on_it(land, capsys):
    assert citations([REPORTED]) == 0
    said = capsys.readouterr().out.splitlines()
    places = {what.strip(): (file, int(line)) for file, line, what in (one.split(":", 2) for one in said[2:])}
    assert {"the article itself", "row jalur_tepat of jalur", "span.lapor.basis"} <= set(places)
    assert "pasal 27 ayat (1)" in text_at(*places["the article itself"])
    assert 'id="jalur_tepat"' in text_at(*places["row jalur_tepat of jalur"])
    assert REPORTED in text_at(*places["span.lapor.basis"])


def test_the_beginning_of_a_citation_names_every_article_under_it(land, capsys):
    citations(["--json", "UU 24/2013"])
    found = json.loads(capsys.readouterr().out)["citations"]
    assert [one["id"].removeprefix("UU 24/2013 ") for one in found] == [
        "pasal 27 ayat (1)",
        "pasal 32 ayat (1)",
        "pasal 79A",
    ]
    assert found[2]["uses"][0]["what"] == "fee.basis"
    assert found[2]["entry"]["status"] == "verified"


def test_an_article_that_nothing_cites_is_still_known_and_a_misspelt_one_is_not(land, capsys):
    assert citations(["UU 30/2014 pasal 62"]) == 0
    assert "nothing rests on it" in capsys.readouterr().out
    assert citations(["UU 24/2013 pasal 79B"]) == 1
    assert 'Did you mean "UU 24/2013 pasal 79A"?' in capsys.readouterr().err


def test_a_folder_that_cannot_be_read_makes_the_list_doubtful(land, capsys):
    (land / "services" / "akta-kelahiran" / "rules.dmn").unlink()
    assert citations([]) == 1
    assert "services/akta-kelahiran: cannot be read" in capsys.readouterr().err


def test_a_citation_that_nobody_verified_is_a_note_and_stops_nothing(land, capsys):
    assert check(["--notes", "services/akta-kelahiran"]) == 0
    said = capsys.readouterr().out
    assert f'note: Nobody has verified "{REPORTED}". [citation-unverified]' in said
    assert "pasal 79A" not in said  # verified
    check(["--json", "services/akta-kelahiran"])
    folder = json.loads(capsys.readouterr().out)["folders"][0]
    assert (folder["problems"], folder["notes"][0]["stops"]) == ([], False)
