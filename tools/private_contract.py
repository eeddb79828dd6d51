"""An import-linter contract: the named files of a module are that module's own business."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PrivateContract(Contract):
    """Refuse imports of `<container>.<module>.<name>` from outside `<container>.<module>` (config may see doors)."""

    container = fields.StringField()
    names = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001
        """Return whether no private file is imported from outside its module."""
        found = []
        for module in graph.modules:
            parts = module.split(".")
            if len(parts) < 3 or parts[0] != self.container or parts[2] not in self.names:
                continue
            inside = ".".join(parts[:2])
            if parts[1] in {"lib", "kernel"}:
                continue
            found += [
                (importer, module)
                for importer in graph.find_modules_that_directly_import(module)
                if not importer.startswith(f"{inside}.") and not self._door(importer, parts[2])
            ]
        return ContractCheck(kept=not found, metadata={"found": sorted(found)})

    @staticmethod
    def _door(importer: str, name: str) -> bool:
        """Config puts the doors together: it may import `api`, `web` and `tasks`, and nothing else that is private."""
        return importer.startswith("balai.config.") and name in {"api", "tasks", "web"}

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each offending import with what to do instead."""
        for importer, module in check.metadata["found"]:
            output.print_error(f"{importer} imports {module}: call its actions, access or selectors instead.")
