"""The fixed, typed list of operations that a service task may call (docs/format.md section 5).

An operation names its arguments, the results that lie at `task.<id>.*` afterwards, and the error codes
with which
it can fail for good. A code that the drawing must catch leads, over an error boundary event, to a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "register", "certificate", "task", "boolean", "date", "any"]
ResultKind = Literal["text", "date", "datetime", "document", "list", "context"]


@dataclass(frozen=True)
class Argument:
    """One argument: `kind` tells what a literal may be (the id of a register, certificate or task; a
    text; any value).
    """

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """What can be called. `open_arguments`: further arguments are facts under names of the register's own
    choosing.
    """

    name: str
    arguments: tuple[Argument, ...]
    results: Mapping[str, ResultKind]
    errors: tuple[str, ...] = ()
    open_arguments: bool = False

    def argument(self, name: str) -> Argument | None:
        """Return the named argument, or None when the operation has none of that name."""
        return next((one for one in self.arguments if one.name == name), None)


OPERATIONS: Mapping[str, Operation] = {
    one.name: one
    for one in (
        # Look records up by the facts given; no hit is an empty list, never an error.
        Operation(
            name="register.find",
            arguments=(Argument("register", "register", required=True),),
            results={"records": "list"},
            open_arguments=True,
        ),
        # Add one record, once: asked again with the same case and task it answers the record made before.
        # "refused": the owner of the register turned the record down, so only a person can go on.
        Operation(
            name="register.add",
            arguments=(Argument("register", "register", required=True),),
            results={"nik": "text", "number": "text", "at": "datetime"},
            errors=("refused",),
            open_arguments=True,
        ),
        # Render and seal the certificate whose number was taken before. A failing renderer is retried,
        # then an
        # incident on the office's desk; the number is kept, so there is nothing for the drawing to catch.
        Operation(
            name="document.issue",
            arguments=(
                Argument("certificate", "certificate", required=True),
                Argument("signed_in", "task"),
                Argument("sealed_by", "text"),
                Argument("by_law", "boolean"),
            ),
            results={"document": "document", "number": "text", "code": "text", "at": "datetime"},
        ),
    )
}
"""Every operation by name."""
