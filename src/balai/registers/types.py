"""What crosses the module's border: the facts of one person as the population register has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one person: `fields` by the register's own names, `elements` by data element
    ("person.name").

    `ref` names the record, so that a family member can be chosen without sending a NIK through the browser.
    """

    ref: UUID
    register: str
    fields: Mapping[str, Any]
    elements: Mapping[str, Any]

    def context(self) -> dict[str, Any]:
        """Return what lies at `register.<group>` in a case's facts: `found` and the register's fields."""
        return {"found": True, **self.fields}
