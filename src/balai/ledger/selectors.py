"""Reads of the proof log by other modules."""

import json
from typing import Any

from balai.ledger.models import Entry
from balai.ledger.types import Destruction


def destructions() -> dict[int, Destruction]:
    """Return by key what the open entries say was destroyed; the first one counts."""
    found: dict[int, Destruction] = {}
    for entry in Entry.objects.filter(public=True, subject__startswith="destroyed:").order_by("id"):
        payload = _payload(bytes(entry.sealed))
        if payload.get("action") == "key.destroyed":
            details = payload["details"]
            found.setdefault(details["key"], Destruction(entry.pk, details["subject"]))
    return found


def _payload(sealed: bytes) -> dict[str, Any]:
    try:
        read = json.loads(sealed[32:])
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
