import json
import subprocess
import sys

import jsonschema_rs
import pytest

from balai.config.folder_commands import COMMANDS
from balai.config.schema_commands import SCHEMAS

schema = COMMANDS["schema"]


def test_without_a_name_every_schema_is_listed_with_its_files(capsys):
    assert schema([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SCHEMAS)
    assert lines[0].split() == ["service", "service.toml"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_whole_and_is_one(name, capsys):
    assert schema([name]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(printed)


def test_an_unknown_name_is_refused_with_the_nearest(capsys):
    assert schema(["servis"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert 'Did you mean "service"?' in said.err


def test_it_starts_without_django():
    code = "import sys; sys.argv = ['balai', 'schema', 'text']; from balai.config.command import main\n"
    code += "try: main()\nexcept SystemExit as end: sys.exit(end.code or ('django' in sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0
    )
