"""Answers kept for an Idempotency-Key: the same call again gets the same answer, and nothing happens twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balai.cases import errors
from balai.cases.models import ApiReply
from balai.lib import clock
from balai.lib.db import reading, rows

if TYPE_CHECKING:
    from balai.people.models import Person

LONGEST_KEY = 80


@dataclass(frozen=True)
class Repeatable:
    """One call that may be repeated: by whom, what, under which key, with which body. Without a key nothing is kept."""

    person: Person
    action: str
    key: str
    body_hash: str

    def kept(self) -> dict[str, Any] | None:
        """Return the answer kept for this key; None for a first call. Raises KeyReused for another body."""
        if not self.key:
            return None
        kept = reading.find(ApiReply, principal=self.person.ref, action=self.action, key=self.key)
        if not kept:
            return None
        found = kept[0]
        if found.body_hash != self.body_hash:
            raise errors.KeyReused
        reply: dict[str, Any] = found.reply
        return reply

    def keep(self, status: int, reply: dict[str, Any]) -> None:
        """Keep an answer: references and numbers only. Call inside the transaction of the act."""
        if self.key:
            row = rows.made(
                ApiReply,
                government_id=self.person.government_id,
                principal=self.person.ref,
                action=self.action,
                key=self.key,
                body_hash=self.body_hash,
                status=status,
                reply=reply,
                created_at=clock.now(),
            )
            rows.insert([row])


def repeatable(person: Person, action: str, key: str, body: bytes) -> Repeatable:
    """Return the call as it may be repeated. Raises BadKey for a key that is too long."""
    if len(key) > LONGEST_KEY:
        raise errors.BadKey
    return Repeatable(person, action, key, hashlib.sha256(body).hexdigest())
