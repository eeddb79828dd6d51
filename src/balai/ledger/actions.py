"""Record an act; give pending entries their place in the tree and sign the result."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model

from balai.kernel import canonical, proof
from balai.ledger import opening, registry, signing
from balai.ledger.errors import NeedsTwoPeople, OutsideTransaction, RolledBack
from balai.ledger.models import Checkpoint, Entry, Head, Leaf
from balai.ledger.rules import OPEN_SALT, RowDigest, commit, leaf_hash, leaf_of
from balai.lib import clock
from balai.lib.db import rows as table_rows
from balai.lib.db import writing
from balai.lib.keys import sealing
from balai.lib.keys.sealing import seal

__all__ = ["destroy_key", "digests", "record", "sequence"]


def digests(rows: Iterable[Model]) -> list[RowDigest]:
    """Return what an entry will say of rows whose keys are known already."""
    return [registry.digest(row) for row in rows]


def record(
    *,
    action: str,
    government_id: int,
    subject: str,
    key: int | None,
    rows: Iterable[Model | RowDigest],
    actor: dict[str, Any],
    details: dict[str, Any] | None = None,
    public: bool = False,
) -> Entry:
    """Write the entry of one act, in the act's own transaction; it commits to every covered row given.

    Of a row that is known by its key before it is stored, the digest may be given instead (`digests`). `key` seals the
    payload (None only for a public act, whose leaf carries its payload in clear).
    Raises OutsideTransaction, and ValueError for a sealed act without a key.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(action)
    if key is None and not public:
        raise ValueError(f"{action}: only a public act has no key")
    return _record(
        (row if isinstance(row, RowDigest) else registry.digest(row) for row in rows), key,
        action=action, actor=actor, details=details or {}, government=government_id, public=public, subject=subject,
    )  # fmt: skip


def _record(digests: Iterable[RowDigest], key: int | None, **told: Any) -> Entry:
    at, subject, public = clock.now(), told["subject"], told["public"]
    rows = [[digest.table, digest.row, digest.whole, digest.marks] for digest in digests]
    payload = canonical.dumps(told | {"at": at.isoformat(), "rows": rows})
    salt = OPEN_SALT if key is None else secrets.token_bytes(32)
    commitment = commit(salt, payload)
    sealed = salt + payload if key is None else seal(key, f"entry:{commitment}", salt + payload)
    entry = table_rows.made(
        Entry,
        government_id=told["government"],
        subject=subject,
        at=at,
        key=key,
        public=public,
        commitment=commitment,
        sealed=sealed,
    )
    table_rows.insert([entry])
    return entry


def destroy_key(
    *, subject: str, key: int, government_id: int, basis: str, actors: tuple[dict[str, Any], dict[str, Any]]
) -> Entry:
    """Destroy a subject's key for good, by two people and on a legal basis; return the open entry that says so.

    What the log said of the subject's rows is entered anew, under a key of its own, so that `verify` still answers for
    them. Raises NeedsTwoPeople, and KeyDestroyed when the key is gone already.
    """
    people = {actor.get("person") for actor in actors}
    if len(people) != 2 or None in people:
        raise NeedsTwoPeople(subject)
    kept, fresh = opening.rows_last_said_under(key), sealing.new_key()
    by: dict[str, Any] = {"actor": actors[0], "government": government_id}
    details = {"key": key, "subject": subject, "basis": basis, "second": actors[1]}
    with writing():
        _record(kept, fresh, action="rows.kept", details={}, public=False, subject=subject, **by)
        gone = f"destroyed:{subject}"
        entry = _record((), None, action="key.destroyed", details=details, public=True, subject=gone, **by)
    sealing.destroy_key(key)
    return entry


def sequence(limit: int = 1000) -> int:
    """Give up to `limit` pending entries their index, move the head, sign the checkpoint; return how many.

    One transaction; a second sequencer loses the compare-and-swap and does nothing. Raises RolledBack.
    """
    if not Entry.objects.filter(pending=True).exists():
        return 0
    with writing():
        entries = list(Entry.objects.filter(pending=True).order_by("id")[:limit])
        head = Head.objects.first() or Head.objects.create(
            pk=1, size=0, root=proof.EMPTY_ROOT.hex(), edge=proof.Frontier().to_json()
        )
        _refuse_after_rollback(head.size)
        tree = proof.Frontier.from_json(head.edge)
        leaves = [_place(tree, entry) for entry in entries]
        if not entries or not _move(head, tree):
            return 0
        Leaf.objects.bulk_create(leaves)
        Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(pending=False)
        note = _sign(tree)
    signing.publish(note)
    return len(leaves)


def _place(tree: proof.Frontier, entry: Entry) -> Leaf:
    data = leaf_of(public=entry.public, commitment=entry.commitment, payload=bytes(entry.sealed)[32:])
    leaf = Leaf(index=tree.size, entry=entry, hash=leaf_hash(data))
    tree.add(bytes.fromhex(leaf.hash))
    return leaf


def _move(head: Head, tree: proof.Frontier) -> bool:
    moved = Head.objects.filter(pk=head.pk, size=head.size).update(
        size=tree.size, root=tree.root().hex(), edge=tree.to_json()
    )
    return moved == 1


def _sign(tree: proof.Frontier) -> str:
    statement = proof.Checkpoint(settings.LOG_ORIGIN, tree.size, tree.root())
    note = proof.sign(statement, signing.log_key(), settings.LOG_ORIGIN)
    Checkpoint.objects.create(size=tree.size, note=note)
    return note


def _refuse_after_rollback(size: int) -> None:
    path = signing.published()
    if path.exists() and int(path.read_text(encoding="utf-8").splitlines()[1]) > size:
        raise RolledBack(str(size))
