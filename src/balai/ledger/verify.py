"""Recompute the whole log and hold every covered row against it. What is wrong is named by table, row and column.

Four passes: each entry opens and fits its commitment; each leaf stands at its index and hashes from its entry; the tree,
the head and every signed checkpoint follow from the leaves; each covered row is as the last entry that wrote it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from balai.kernel import proof
from balai.ledger import registry, signing
from balai.ledger.models import Checkpoint, Entry, Head, Leaf
from balai.ledger.rules import RowDigest, commit, leaf_hash, leaf_of
from balai.lib.keys.models import SubjectKey
from balai.lib.keys.sealing import KeyDestroyed, SealBroken, unseal


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is not as the log says. `column` "*": the whole row is missing, or is unknown to the log."""

    table: str
    row: str
    column: str
    what: str

    def __str__(self) -> str:
        """Render on one line."""
        return f"{self.table} {self.row} {self.column}: {self.what}"


@dataclass
class Report:
    """The result: what was recomputed, and every finding."""

    size: int = 0
    root: str = ""
    pending: int = 0
    rows: int = 0
    destroyed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify() -> Report:
    """Recompute everything. Reads the whole log: about a second per twenty thousand entries."""
    report = Report()
    said, hashes = _entries(report)
    _leaves(report, hashes)
    _rows(report, said)
    report.findings.sort()
    return report


# -- entries


def _entries(report: Report) -> tuple[dict[tuple[str, str], RowDigest], dict[int, str]]:
    """Check every entry; return what the log says last of each row, and the leaf hash that each entry gives."""
    said: dict[tuple[str, str], RowDigest] = {}
    hashes: dict[int, str] = {}
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        payload = _payload(report, entry)
        if payload is not None:
            _compare(report, entry, payload)
            for digest in (RowDigest(*row) for row in payload["rows"]):
                said[digest.table, digest.row] = digest
        body = bytes(entry.sealed)[32:] if entry.public else b""
        hashes[entry.pk] = leaf_hash(leaf_of(public=entry.public, commitment=entry.commitment, payload=body))
    return said, hashes


def _payload(report: Report, entry: Entry) -> dict[str, Any] | None:
    """Open an entry, or say which of its columns keeps it from opening."""
    opened = _opened(report, entry)
    if opened is None:
        return None
    salt, payload = opened[:32], opened[32:]
    if commit(salt, payload) != entry.commitment:
        report.findings.append(
            Finding("entry", str(entry.pk), "sealed" if entry.public else "commitment", "does not fit its commitment")
        )
    try:
        read: dict[str, Any] = json.loads(payload)
    except ValueError:
        return None
    return read


def _opened(report: Report, entry: Entry) -> bytes | None:
    if entry.key is None:
        return bytes(entry.sealed)
    try:
        return unseal(entry.key, f"entry:{entry.commitment}", bytes(entry.sealed))
    except KeyDestroyed:
        other = _with_another_key(entry)
        if other is None:
            report.destroyed += 1
            return None
        report.findings.append(Finding("entry", str(entry.pk), "key", "names another key"))
        return other
    except SealBroken:
        other = _with_another_key(entry)
        if other is not None:
            report.findings.append(Finding("entry", str(entry.pk), "key", "names another key"))
            return other
        column = "commitment" if not _commitment_is_leaf(entry) else "sealed"
        report.findings.append(Finding("entry", str(entry.pk), column, "does not open"))
        return None


def _with_another_key(entry: Entry) -> bytes | None:
    """Try every key there is: when one opens the entry, the entry's `key` was changed. Slow, and only after a finding."""
    for key in SubjectKey.objects.using("keys").filter(secret__isnull=False).values_list("pk", flat=True):
        try:
            return unseal(key, f"entry:{entry.commitment}", bytes(entry.sealed))
        except (SealBroken, KeyDestroyed):
            continue
    return None


def _commitment_is_leaf(entry: Entry) -> bool:
    leaf = Leaf.objects.filter(entry_id=entry.pk).first()
    body = bytes(entry.sealed)[32:] if entry.public else b""
    return leaf is None or leaf.hash == leaf_hash(
        leaf_of(public=entry.public, commitment=entry.commitment, payload=body)
    )


def _compare(report: Report, entry: Entry, payload: dict[str, Any]) -> None:
    """Hold the entry's own columns against what it sealed."""
    have = {
        "government_id": entry.government_id,
        "subject": entry.subject,
        "at": entry.at.isoformat(),
        "public": entry.public,
    }
    said = {
        "government_id": payload["government"],
        "subject": payload["subject"],
        "at": payload["at"],
        "public": payload["public"],
    }
    for column, value in have.items():
        if value != said[column]:
            report.findings.append(Finding("entry", str(entry.pk), column, "is not what the entry sealed"))


# -- leaves, tree, head, checkpoints


def _leaves(report: Report, hashes: dict[int, str]) -> None:
    tree, roots = proof.Frontier(), {0: proof.EMPTY_ROOT}
    signed = {point.size: point for point in Checkpoint.objects.all()}
    by_hash = {value: entry for entry, value in hashes.items()}
    placed = set()
    for place, leaf in enumerate(Leaf.objects.order_by("index").iterator(chunk_size=2000)):
        _leaf(report, leaf, place, hashes, by_hash)
        placed |= {leaf.entry_id, by_hash.get(leaf.hash, leaf.entry_id)}
        tree.add(_bytes(leaf.hash))
        if tree.size in signed:
            roots[tree.size] = tree.root()
    report.size, report.root = tree.size, tree.root().hex()
    roots[tree.size] = tree.root()
    _pending(report, placed)
    _head(report, tree)
    for size, point in signed.items():
        _checkpoint(report, size, point, roots.get(size))


def _bytes(text: str) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        return bytes(32)
    return value if len(value) == 32 else bytes(32)


def _leaf(report: Report, leaf: Leaf, place: int, hashes: dict[int, str], by_hash: dict[str, int]) -> None:
    row = str(leaf.index)
    if leaf.index != place:
        report.findings.append(Finding("leaf", row, "index", f"{place} was expected here"))
    if leaf.entry_id not in hashes:
        owner = by_hash.get(leaf.hash)
        if owner is None:
            report.findings.append(Finding("leaf", row, "entry_id", "names no entry"))
        else:
            known = Leaf.objects.filter(entry_id=owner).exclude(pk=leaf.pk).exists()
            table, column, name = ("leaf", "entry_id", row) if known else _moved(leaf, owner)
            report.findings.append(Finding(table, name, column, f"leaf {row} belongs to entry {owner}"))
    elif hashes[leaf.entry_id] != leaf.hash:
        column = "entry_id" if leaf.hash in by_hash else "hash"
        report.findings.append(Finding("leaf", row, column, "does not hash from its entry"))


def _moved(leaf: Leaf, owner: int) -> tuple[str, str, str]:
    """Tell whether the leaf's pointer or the entry's id was changed: an id beyond its neighbours is the entry's."""
    return ("leaf", "entry_id", str(leaf.index)) if Entry.objects.filter(pk__gt=owner).exists() else ("entry", "id", str(owner))


def _pending(report: Report, placed: set[int]) -> None:
    for entry, pending in Entry.objects.values_list("pk", "pending"):
        if pending == (entry in placed):
            report.findings.append(Finding("entry", str(entry), "pending", "does not agree with its leaf"))
        report.pending += pending


def _head(report: Report, tree: proof.Frontier) -> None:
    for head in Head.objects.all():
        have = {"size": head.size, "root": head.root, "edge": head.edge}
        want = {"size": tree.size, "root": tree.root().hex(), "edge": tree.to_json()}
        for column, value in have.items():
            if value != want[column]:
                report.findings.append(Finding("log_head", str(head.pk), column, "does not follow from the leaves"))
    if tree.size and not Head.objects.filter(pk=1).exists():
        report.findings.append(Finding("log_head", "1", "id", "is missing"))
    if tree.size and not Checkpoint.objects.filter(size=tree.size).exists():
        report.findings.append(Finding("checkpoint", str(tree.size), "size", "the tree's own size was never signed"))


def _checkpoint(report: Report, size: int, point: Checkpoint, root: bytes | None) -> None:
    verifier = proof.Verifier.of(signing.log_key(), settings.LOG_ORIGIN)
    try:
        statement = proof.open_checkpoint(point.note, [verifier], settings.LOG_ORIGIN)
    except proof.BadNote as error:
        report.findings.append(Finding("checkpoint", str(size), "note", str(error)))
        return
    if statement.size != size:
        report.findings.append(Finding("checkpoint", str(size), "size", f"the note was signed at size {statement.size}"))
    elif statement.root != root:
        report.findings.append(Finding("checkpoint", str(size), "note", "does not follow from the leaves"))


# -- rows


def _rows(report: Report, said: dict[tuple[str, str], RowDigest]) -> None:
    for model in registry.covered():
        table, columns = model._meta.db_table, registry.columns_of(model)  # noqa: SLF001
        seen = set()
        for row in registry.rows_of(model).iterator(chunk_size=2000):
            digest = registry.digest(row)
            seen.add(digest.row)
            report.rows += 1
            report.findings += _row(digest, said.get((table, digest.row)), columns)
        missing = {name for kind, name in said if kind == table} - seen
        report.findings += [Finding(table, name, _key(model), "the row is missing") for name in missing]


def _key(model: Any) -> str:
    """Return the column that names a row: where a row is missing, its name may have been changed."""
    key = model._meta.pk  # noqa: SLF001
    return key.attname if key.concrete else "*"


def _row(digest: RowDigest, said: RowDigest | None, columns: list[str]) -> Iterator[Finding]:
    if said is None:
        yield Finding(digest.table, digest.row, "*", "no entry of the log wrote this row")
    elif said.whole != digest.whole:
        for column in digest.changed(said, columns) or ["*"]:
            yield Finding(digest.table, digest.row, column, "is not what the log says")
