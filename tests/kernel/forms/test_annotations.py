import json
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from balai.kernel.forms import keywords
from tests.kernel.forms.sample import TEXT

HELP = json.loads(files("balai.kernel.forms").joinpath("annotations.schema.json").read_text())
VALIDATOR = jsonschema_rs.Draft202012Validator(HELP)
SERVICES = Path(__file__).parents[3] / "services"


@pytest.mark.parametrize("path", sorted(SERVICES.glob("*/form.json")), ids=lambda path: path.parent.name)
def test_the_help_for_editors_accepts_every_service(path):
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_text()))] == []


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (HELP, keywords.ROOT),
        (HELP["$defs"]["page"], keywords.PAGE),
        (HELP["$defs"]["task"], keywords.TASK),
        (HELP["$defs"]["group"], keywords.GROUP | {"$ref"}),
        (HELP["$defs"]["field"], keywords.FIELD | {"$ref"}),
        (HELP["$defs"]["choices"]["items"], keywords.CHOICE),
    ],
    ids=["form", "page", "task", "group", "field", "choice"],
)
def test_the_help_knows_the_words_that_loading_knows(part, words):
    assert set(part["properties"]) == words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"minLength": 3', '"minLenght": 3'),
        ('"lookup": "family"', '"lookup": "x"'),
        ('"id": "siapa"', '"id": "Siapa"'),
    ],
)
def test_the_help_underlines_a_slip(old, new):
    assert VALIDATOR.is_valid(json.loads(TEXT))
    assert not VALIDATOR.is_valid(json.loads(TEXT.replace(old, new)))
