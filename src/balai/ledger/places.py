"""Hold leaves, tree, head and checkpoints against the entries and against what was signed.

What was signed decides which side of a disagreement was changed: if the signed root follows from the stored leaves,
an entry was changed; if it follows from the entries, a leaf was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from balai.kernel import proof
from balai.ledger import signing
from balai.ledger.models import Checkpoint, Head, Leaf
from balai.ledger.types import Report, Told

Signed = dict[int, bytes]


@dataclass(frozen=True)
class _Place:
    """One place of the tree: the leaf hash stored there, and the one that its entry gives ("" = not known)."""

    index: int
    entry: int
    stored: str
    given: str


def check_places(report: Report, told: dict[int, Told]) -> None:
    """Check leaves, tree, head and checkpoints; sets the report's size and root."""
    signed = _signed(report)
    leaves = _by_index(report, signed)
    places = _paired(report, leaves, told)
    tree, roots = _tree(report, places, signed)
    report.size, report.root = tree.size, tree.root().hex()
    for size, root in signed.items():
        if size > tree.size or roots.get(size) != root:
            report.found("checkpoint", size, "note", "does not follow from the leaves")
    _head(report, tree)
    if tree.size and tree.size not in signed:
        report.found("checkpoint", tree.size, "*", "the tree's own size was never signed")


# -- what was signed


def _signed(report: Report) -> Signed:
    """Return the root that each stored checkpoint, and the published one, states by size."""
    signed: Signed = {}
    for row in Checkpoint.objects.order_by("size"):
        statement = _statement(report, row.note, row.size)
        if statement is None:
            continue
        if statement.size != row.size:
            report.found("checkpoint", statement.size, "size", f"stands as {row.size}")
        signed[statement.size] = statement.root
    _add_published(report, signed)
    return signed


def _statement(report: Report, note: str, row: object) -> proof.Checkpoint | None:
    verifier = proof.Verifier.of(signing.log_key(), settings.LOG_ORIGIN)
    try:
        return proof.open_checkpoint(note, [verifier], settings.LOG_ORIGIN)
    except proof.BadNote as error:
        report.found("checkpoint", row, "note", str(error))
        return None


def _add_published(report: Report, signed: Signed) -> None:
    """Add the checkpoint that was published outside the database: it remembers what the database may have lost."""
    path = signing.published()
    if not path.exists():
        return
    statement = _statement(report, path.read_text(encoding="utf-8"), "published")
    if statement is None:
        return
    known = {finding.row for finding in report.findings if finding.table == "checkpoint"}
    if signed.setdefault(statement.size, statement.root) != statement.root:
        report.found("checkpoint", statement.size, "note", "another root was published")
    elif not Checkpoint.objects.filter(size=statement.size).exists() and str(statement.size) not in known:
        report.found("checkpoint", statement.size, "*", "was published, and is missing")


# -- leaves


def _by_index(report: Report, signed: Signed) -> dict[int, Leaf]:
    """Return the leaves by the index that they should have; one that stands elsewhere is named, and put back."""
    leaves = {leaf.index: leaf for leaf in Leaf.objects.order_by("index").iterator(chunk_size=2000)}
    size = max(signed, default=len(leaves))
    extra = [leaves.pop(index) for index in sorted(leaves) if not 0 <= index < size]
    for index in [index for index in range(size) if index not in leaves]:
        moved = next((leaf for leaf in extra if _fits(leaves, index, leaf.entry_id)), None)
        if moved is None:
            report.found("leaf", index, "*", "is missing")
            continue
        extra.remove(moved)
        report.found("leaf", index, "index", f"stands as {moved.index}")
        leaves[index] = moved
    for leaf in extra:
        report.found("leaf", leaf.index, "*", "was never signed")
    return leaves


def _fits(leaves: dict[int, Leaf], index: int, entry: int) -> bool:
    """Tell whether an entry's number lies between those of the places around: entries are placed in their order."""
    before, after = leaves.get(index - 1), leaves.get(index + 1)
    return (before is None or before.entry_id < entry) and (after is None or entry < after.entry_id)


def _paired(report: Report, leaves: dict[int, Leaf], told: dict[int, Told]) -> list[_Place]:
    """Pair each place with its entry, and name entries without a place and places without an entry."""
    named = {leaf.entry_id for leaf in leaves.values()}
    loose = {one.hash: entry for entry, one in told.items() if entry not in named}
    unplaced = iter(sorted(entry for entry, one in told.items() if entry not in named and not one.pending))
    places, settled = [], set(named)
    for index in range(max(leaves, default=-1) + 1 if leaves else 0):
        leaf = leaves.get(index)
        if leaf is None:
            entry = next(unplaced, 0)
            settled.add(entry)
            places.append(_Place(index, entry, "", told[entry].hash if entry else ""))
        elif leaf.entry_id in told:
            places.append(_Place(index, leaf.entry_id, leaf.hash, told[leaf.entry_id].hash))
        else:
            entry = loose.get(leaf.hash, 0)
            settled.add(entry)
            _name_parted(report, leaves, index, leaf, entry)
            places.append(_Place(index, entry, leaf.hash, told[entry].hash if entry else ""))
    _check_pending(report, told, settled)
    return places


def _name_parted(report: Report, leaves: dict[int, Leaf], index: int, leaf: Leaf, owner: int) -> None:
    """Name what parted a leaf from its entry: the entry is gone, its number was changed, or the leaf's pointer."""
    if not owner:
        report.found("entry", leaf.entry_id, "*", "is missing")
    elif _likelier(leaves, index, leaf.entry_id, owner) == owner:
        report.found("leaf", index, "entry_id", f"is not {owner}, whose leaf this is")
    else:
        report.found("entry", leaf.entry_id, "id", f"stands as {owner}")


def _likelier(leaves: dict[int, Leaf], index: int, one: int, other: int) -> int:
    """Return which of two numbers belongs at a place: between its neighbours' numbers, and nearest to them."""
    fitting = [number for number in (one, other) if _fits(leaves, index, number)] or [one, other]
    near = leaves.get(index - 1) or leaves.get(index + 1)
    return min(fitting, key=lambda number: abs(number - near.entry_id)) if near else min(fitting)


def _check_pending(report: Report, told: dict[int, Told], settled: set[int]) -> None:
    for entry, one in told.items():
        if one.pending == (entry in settled):
            report.found("entry", entry, "pending", "does not agree with its leaf")


# -- tree and head


def _tree(report: Report, places: list[_Place], signed: Signed) -> tuple[proof.Frontier, Signed]:
    """Return the tree that was signed, and its roots at the sizes that were signed."""
    stored = _grown((place.stored or place.given for place in places), signed)
    parted = [place for place in places if place.stored and place.given and place.stored != place.given]
    if not parted:
        return stored
    given = _grown((place.given or place.stored for place in places), signed)
    by_entries = _agreeing(given[1], signed) > _agreeing(stored[1], signed)
    known = {(finding.table, finding.row) for finding in report.findings}
    for place in parted:
        if by_entries:
            report.found("leaf", place.index, "hash", "does not hash from its entry")
        elif ("entry", str(place.entry)) not in known:
            report.found("entry", place.entry, "sealed", "is not what its leaf was hashed from")
    return given if by_entries else stored


def _grown(hashes: Iterable[str], signed: Signed) -> tuple[proof.Frontier, Signed]:
    tree, roots = proof.Frontier(), {0: proof.EMPTY_ROOT}
    for value in hashes:
        tree.add(_bytes(value))
        if tree.size in signed:
            roots[tree.size] = tree.root()
    return tree, roots


def _agreeing(roots: Signed, signed: Signed) -> int:
    return sum(roots.get(size) == root for size, root in signed.items())


def _bytes(text: str) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        return bytes(32)
    return value if len(value) == 32 else bytes(32)


def _head(report: Report, tree: proof.Frontier) -> None:
    heads = list(Head.objects.order_by("pk"))
    if tree.size and not heads:
        report.found("log_head", 1, "*", "is missing")
    for number, head in enumerate(heads):
        if head.pk != 1:
            moved = number == 0 and tree.size
            report.found("log_head", 1 if moved else head.pk, "id" if moved else "*", f"stands as {head.pk}")
        have = {"size": head.size, "root": head.root, "edge": head.edge}
        want = {"size": tree.size, "root": tree.root().hex(), "edge": tree.to_json()}
        for column, value in have.items():
            if value != want[column]:
                report.found("log_head", 1, column, "does not follow from the leaves")
