"""Every setting, error code, event and act is documented; every text is translated."""

import json
from pathlib import Path

import pytest

from balai.ledger.models import Entry
from balai.lib.keys.sealing import unseal
from tests.house.things import Things
from tools import messages, reference


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_page_is_as_the_code_is(name: str) -> None:
    written = (reference.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert written == reference.PAGES[name](), "run: .venv/bin/python -m tools.reference"


def test_every_act_that_really_happened_is_documented(things: Things) -> None:
    happened = {json.loads(_payload(entry))["action"] for entry in Entry.objects.all()}
    assert len(happened) > 15
    assert happened <= set(reference.acts())


def _payload(entry: Entry) -> bytes:
    sealed = bytes(entry.sealed)
    return (unseal(entry.key, f"entry:{entry.commitment}", sealed) if entry.key else sealed)[32:]


def test_every_refusal_says_what_happened_and_has_a_code_of_letters() -> None:
    for one in reference.errors():
        assert one.code.replace("_", "").isalpha(), one
        assert len(one.when) >= 10, f"{one.place}: say in a sentence when it is raised"
        assert 400 <= one.status <= 599, one
        assert one.message, one


@pytest.mark.parametrize("po", sorted(messages.LOCALES.glob("*/LC_MESSAGES/django.po")), ids=str)
def test_every_text_is_translated(po: Path) -> None:
    lacking = [message.msgid for message in messages.merged(po).values() if not message.complete]
    assert not lacking, f"run `python -m tools.messages extract`, then translate in {po.name}: {lacking[:20]}"
