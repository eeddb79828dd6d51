"""What crosses the module's border: the one who acts, as it is printed and as it is recorded."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from balai.people import rules

Capacity = Literal["definitif", "plt", "plh", ""]
SCOPES = ("apply", "work")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which post, by which mandate, at one moment. A snapshot: later changes of the post do
    not alter it.

    `position` is the title of the post and `mandate` the decree that gives the act to it; both are empty
    for a citizen and for the system. `capacity` says how the post is held.
    """

    person: UUID | None = None
    name: str = ""
    position: str = ""
    position_ref: UUID | None = None
    agency: str = ""
    mandate: str = ""
    capacity: Capacity = ""
    automatic: bool = False

    @classmethod
    def system(cls) -> "Actor":
        """Return the actor of an act without a human: a timer, a standing grant, the setting up of the
        hall.
        """
        return cls(automatic=True)

    @property
    def post(self) -> str:
        """The post as a signature block prints it, "Plt. Kepala Dinas ..."; empty for a citizen."""
        return rules.titled(self.capacity, self.position)

    def snapshot(self) -> dict[str, Any]:
        """Return what an event and a leaf keep: post, decree and references, never the name."""
        return {
            "person": str(self.person) if self.person else None,
            "position": self.position,
            "position_ref": str(self.position_ref) if self.position_ref else None,
            "agency": self.agency,
            "mandate": self.mandate,
            "capacity": self.capacity,
            "system": self.automatic,
        }
