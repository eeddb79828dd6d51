"""`balai schema`: the JSON Schemas with which an editor completes and underlines the files that authors write."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from balai.kernel.definition.reader import nearest_name


@dataclass(frozen=True, slots=True)
class Schema:
    """One JSON Schema 2020-12: the files it is for, and where it lies, beside the code that reads them."""

    written: str
    package: str
    path: str

    def text(self) -> str:
        """Return the schema as JSON text."""
        return files(self.package).joinpath(self.path).read_text(encoding="utf-8")


def _definition(written: str, name: str) -> Schema:
    return Schema(written, "balai.kernel.definition", f"schemas/{name}.schema.json")


SCHEMAS: Mapping[str, Schema] = {
    "service": _definition("service.toml", "service"),
    "form": Schema("form.json", "balai.kernel.forms", "annotations.schema.json"),
    "text": _definition("text/id.toml, text/en.toml", "text"),
    "example": _definition("examples/*.toml", "example"),
    "simulation": Schema("simulation.toml", "balai.kernel.simulation", "simulation.schema.json"),
    "citations": _definition("reference/citations.toml", "citations"),
    "elements": _definition("reference/elements.toml", "elements"),
    "positions": _definition("reference/positions.toml", "positions"),
    "registers": Schema("reference/registers.toml", "balai.registers", "registers.schema.json"),
    "staff": _definition("a file for balai check --staff", "staff"),
}
"""Every schema by name."""


def schema(arguments: Sequence[str]) -> int:
    """Print a schema, or the names of all; return 1 for a name that nothing bears."""
    parser = argparse.ArgumentParser(prog="balai schema", description="Print a JSON Schema for editors.")
    parser.add_argument("name", metavar="NAME", nargs="?", help="without it, what there is")
    name = parser.parse_args(arguments).name
    if name is None:
        print("\n".join(f"{one:<12}{held.written}" for one, held in SCHEMAS.items()))
    elif name in SCHEMAS:
        sys.stdout.write(SCHEMAS[name].text())
    else:
        print(f'There is no schema "{name}". {nearest_name(name, SCHEMAS)}', file=sys.stderr)
        return 1
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {"schema": schema}
