"""What the tests of the house share."""

from pathlib import Path
from typing import Any

import pytest

from tests.house.things import Things, make_things


@pytest.fixture
def things(db: None, settings: Any, tmp_path: Path) -> Things:
    """Open a hall with one of everything."""
    settings.DOCUMENTS, settings.DEMO = tmp_path / "documents", True
    return make_things()
