"""A limit as service.toml writes it: `3 working days`, `30 days`, `2 hours`, `1 month`, `10 years`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self, cast

Unit = Literal["hours", "working days", "days", "months", "years"]

_FORM = re.compile(r"([1-9][0-9]{0,4}) (hour|working day|day|month|year)s?")


class BadLimit(ValueError):
    """The text is not a limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A count (from 1) of a unit: `working days` by the calendar, `hours` exact, the others calendar time."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a limit that is over before it begins."""
        if self.count < 1:
            raise BadLimit(f"a limit counts from 1, not {self.count}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<count> <unit>`, singular or plural. Raises BadLimit."""
        return cls(*_parse(text))

    def __str__(self) -> str:
        """Render as service.toml writes it."""
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


@lru_cache(maxsize=1024)
def _parse(text: str) -> tuple[int, Unit]:
    match = _FORM.fullmatch(text)
    if match is None:
        raise BadLimit(
            f"not a limit: {text!r}; write for example '3 working days', '30 days', '2 hours', '1 month'"
        )
    return int(match[1]), cast("Unit", match[2] + "s")
