"""Open every entry, and name the column that keeps one from opening or from fitting what it sealed."""

from __future__ import annotations

import json
from typing import Any

from balai.ledger import selectors
from balai.ledger.models import Entry, Leaf
from balai.ledger.rules import OPEN_SALT, RowDigest, commit, leaf_hash, leaf_of
from balai.ledger.types import Report, Told
from balai.lib.keys.models import SubjectKey
from balai.lib.keys.sealing import KeyDestroyed, SealBroken, unseal

Said = dict[tuple[str, str], RowDigest]


def read_entries(report: Report) -> tuple[Said, dict[int, Told]]:
    """Check every entry; return what the log says last of each row, and what each entry tells of itself."""
    leaves = dict(Leaf.objects.values_list("entry_id", "hash"))
    said: Said = {}
    told: dict[int, Told] = {}
    report.destructions = selectors.destructions()
    _check_destroyed(report)
    for entry in Entry.objects.order_by("id").iterator(chunk_size=2000):
        told[entry.pk] = _told(report, entry, leaves.get(entry.pk), said)
        report.pending += entry.pending
    return said, told


def rows_last_said_under(key: int) -> list[RowDigest]:
    """Return what the log says of the rows that an entry under this key wrote last."""
    said, _ = read_entries(Report())
    own: Said = {}
    for entry in Entry.objects.filter(key=key).order_by("id"):
        payload = _payload(unseal(key, f"entry:{entry.commitment}", bytes(entry.sealed)))
        own.update(((table, row), RowDigest(table, row, *rest)) for table, row, *rest in payload["rows"])
    return [digest for name, digest in own.items() if said.get(name) == digest]


def _told(report: Report, entry: Entry, placed: str | None, said: Said) -> Told:
    opened = _opened(report, entry, placed)
    if opened is None:
        return Told(leaf_hash(leaf_of(public=False, commitment=entry.commitment)), entry.pending, entry.at)
    payload = _payload(opened)
    public = payload.get("public", entry.public)
    commitment = commit(opened[:32], opened[32:])
    own = leaf_hash(leaf_of(public=public, commitment=commitment, payload=opened[32:]))
    if payload:
        _compare(report, entry, payload)
        said.update(((table, row), RowDigest(table, row, *rest)) for table, row, *rest in payload["rows"])
    if commitment != entry.commitment:
        column = _broken_column(entry, own, placed, opened)
        report.found("entry", entry.pk, column, "does not fit its commitment")
    return Told(own, entry.pending, entry.at)


def _broken_column(entry: Entry, own: str, placed: str | None, opened: bytes) -> str:
    """Return what was changed: the leaf, where there is one, tells whether the content is still the one placed."""
    if entry.key is not None or opened[:32] != OPEN_SALT:
        return "sealed"
    return "commitment" if placed in {None, own} else "sealed"


def _payload(opened: bytes) -> dict[str, Any]:
    try:
        read = json.loads(opened[32:])
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


# -- opening


def _opened(report: Report, entry: Entry, placed: str | None) -> bytes | None:
    """Return salt and payload; None when they cannot be read, which is a finding unless the key was destroyed."""
    if _is_open(entry):
        if entry.key is not None:
            report.found("entry", entry.pk, "key", "an open entry has no key")
        return bytes(entry.sealed)
    try:
        return unseal(entry.key or 0, f"entry:{entry.commitment}", bytes(entry.sealed))
    except (KeyDestroyed, SealBroken) as reason:
        return _opened_otherwise(report, entry, placed, destroyed=isinstance(reason, KeyDestroyed))


def _is_open(entry: Entry) -> bool:
    """Tell whether the payload stands in clear, by its own bytes: `key` and `public` may have been changed."""
    return bytes(entry.sealed[:32]) == OPEN_SALT or (entry.key is None and entry.public)


def _opened_otherwise(report: Report, entry: Entry, placed: str | None, *, destroyed: bool) -> bytes | None:
    """Try every key there is: when one opens the entry, its `key` was changed. Slow, and only after trouble."""
    lawful = report.destructions.get(entry.key or 0)
    if destroyed and lawful is not None and lawful.subject == entry.subject:
        report.closed(lawful.entry)
        return None
    for key in SubjectKey.objects.using("keys").filter(secret__isnull=False).values_list("pk", flat=True):
        try:
            opened = unseal(key, f"entry:{entry.commitment}", bytes(entry.sealed))
        except (SealBroken, KeyDestroyed):
            continue
        report.found("entry", entry.pk, "key", "names another key")
        return opened
    lawful = report.destructions.get(entry.key or 0)
    if destroyed and lawful is not None:
        report.closed(lawful.entry)
        return None
    own = leaf_hash(leaf_of(public=False, commitment=entry.commitment))
    column = "sealed" if placed in {None, own} else "commitment"
    report.found("entry", entry.pk, column, "does not open")
    return None


def _check_destroyed(report: Report) -> None:
    """Hold the keys that the log says are destroyed against the store of keys."""
    gone = SubjectKey.objects.using("keys").filter(secret__isnull=False, pk__in=report.destructions)
    for key in gone.values_list("pk", flat=True):
        report.found(
            "subject_key", key, "secret", f"entry {report.destructions[key].entry} says it is destroyed"
        )


def _compare(report: Report, entry: Entry, payload: dict[str, Any]) -> None:
    """Hold the entry's own columns against what it sealed."""
    pairs = {
        "government_id": (entry.government_id, payload["government"]),
        "subject": (entry.subject, payload["subject"]),
        "at": (entry.at.isoformat(), payload["at"]),
        "public": (entry.public, payload["public"]),
    }
    for column, (have, sealed) in pairs.items():
        if have != sealed:
            report.found("entry", entry.pk, column, "is not what the entry sealed")
