import shutil
from pathlib import Path

import pytest

from balai.config.folder_commands import COMMANDS

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in (ROOT / "services").glob("*/service.toml"))
preview = COMMANDS["preview"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_certificate_is_printed_with_the_facts_of_an_example(folder, tmp_path, capsys):
    out = tmp_path / "made.pdf"
    assert preview([str(folder), "--out", str(out)]) == 0
    assert out.read_bytes()[:5] == b"%PDF-"
    assert capsys.readouterr().out == f"{out}\n"


def test_an_example_that_ends_in_a_refusal_prints_nothing(tmp_path, capsys):
    folder = ROOT / "services" / "surat-keterangan-domisili"
    out = tmp_path / "made.pdf"
    assert preview([str(folder), "--example", "ditolak", "--out", str(out)]) == 1
    assert "no certificate" in capsys.readouterr().err
    assert not out.exists()


def test_a_template_that_does_not_compile_is_named_in_its_own_words(tmp_path, capsys):
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    folder = Path(shutil.copytree(FOLDERS[0], tmp_path / "services" / FOLDERS[0].name))
    (folder / "certificate.typ").write_text("#no-such-function()", encoding="utf-8")
    assert preview([str(folder), "--out", str(tmp_path / "made.pdf")]) == 1
    assert "no-such-function" in capsys.readouterr().err
