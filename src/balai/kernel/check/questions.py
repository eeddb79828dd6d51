"""How many questions a folder spares people: what is filled, known or kept instead of asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from balai.kernel.check.asked import DOCUMENTS, NEW, is_filled
from balai.kernel.check.folder import Folder
from balai.kernel.forms import Field

Path = tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """Questions of the applicant's form, by where the answer comes from; paths of fields, or of facts.

    `asked`: typed or uploaded, `exceptions` among them (what is held, asked by law for a while). Avoided: `registers` and
    `account` fill and show the field; `facts` of registers are read by rules and asked of nobody; `vault`: kinds of
    documents that are uploaded once and offered ever after.
    """

    asked: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    vault: tuple[str, ...] = ()

    @property
    def avoided(self) -> int:
        """Return how many questions are avoided."""
        return len(self.registers) + len(self.account) + len(self.facts) + len(self.vault)


def questions(folder: Folder) -> Questions:
    """Return where the answers to a folder's questions come from."""
    sources = {path: _source(folder, field) for path, field in folder.service.form.fields.items()}

    def of(*names: str) -> tuple[str, ...]:
        return tuple(path for path, source in sources.items() if source in names)

    return Questions(
        asked=of("asked", "exception"),
        exceptions=of("exception"),
        registers=of("register"),
        account=of("account"),
        facts=tuple(
            sorted(
                {".".join(path) for path in _read(folder) if path[0] == "register" and path[2:] != ("found",)}
            )
        ),
        vault=of("vault"),
    )


def _source(folder: Folder, field: Field) -> str:
    """Return who answers a field: register, account, vault, or the person (asked, or exception)."""
    service = folder.service
    group = service.form.groups.get(field.group)
    element = service.elements.get(field.element)
    if element is None:
        return "asked"
    if field.kind in DOCUMENTS:
        return "vault" if not element.register else "exception" if field.ask_anyway else "asked"
    keys = {register.key for register in service.registers.values()}
    if element.id in keys and group is not None:
        chosen = "register" if group.lookup == "family" else "asked"
        return "account" if group.subject == "applicant" else chosen
    if not element.register or group is None or group.subject in NEW:
        return "asked"
    if is_filled(folder, field, element, group):
        return "account" if element.register == "account" else "register"
    return "exception" if field.ask_anyway else "asked"


def _read(folder: Folder) -> Iterator[Path]:
    """Yield the facts that rules, conditions and spans read."""
    service = folder.service
    for decision in service.rules.decisions.values():
        yield from decision.names
    for condition in service.process.conditions.values():
        yield from condition.names
    for span in service.spans.values():
        yield from (*span.start.names, *span.end.names)
