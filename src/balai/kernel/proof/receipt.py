"""c2sp.org/tlog-proof: a receipt (`.tlog-proof`) that shows, offline, that an entry stands in the log."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from balai.kernel.proof.checkpoint import Checkpoint, open_checkpoint
from balai.kernel.proof.note import BadNote, Verifier
from balai.kernel.proof.tree import HASH_SIZE, leaf_hash, verify_inclusion

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PROOF = 64
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


class BadReceipt(ValueError):
    """The text is no receipt, or does not prove that the entry stands in the trusted log."""


@dataclass(frozen=True)
class Receipt:
    """A receipt read but not verified. `extra` is not authenticated: never trust it by itself."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def text(self) -> str:
        """Return the .tlog-proof text; the checkpoint, a signed note, stands in it verbatim."""
        extra = [] if self.extra is None else [f"extra {_encode(self.extra)}"]
        lines = [FIRST_LINE, *extra, f"index {self.index}", *map(_encode, self.proof), ""]
        return "\n".join(lines) + "\n" + self.checkpoint

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a .tlog-proof text. Raises BadReceipt when its form is wrong."""
        head, blank, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != FIRST_LINE or not blank:
            raise BadReceipt(f"a receipt begins with {FIRST_LINE}")
        extra = (
            _decode(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else None
        )
        index = _INDEX.fullmatch(lines[0]) if lines else None
        if index is None:
            raise BadReceipt("the receipt does not say which entry it is for")
        proof = tuple(_decode(line) for line in lines[1:])
        if len(proof) > LONGEST_PROOF or any(len(node) != HASH_SIZE for node in proof):
            raise BadReceipt("the receipt's proof is not a list of SHA-256 hashes")
        return cls(int(index[1]), proof, checkpoint, extra)


def tlog_proof(index: int, proof: Sequence[bytes], checkpoint: str, extra: bytes | None = None) -> str:
    """Return the receipt of the entry at `index`: its inclusion proof in the signed checkpoint's tree."""
    return Receipt(index, tuple(proof), checkpoint, extra).text()


def verify_tlog_proof(text: str, entry: bytes, verifiers: Iterable[Verifier], origin: str) -> Checkpoint:
    """Return the trusted log's checkpoint in which the receipt proves the entry (its bytes) to stand.

    Needs nothing but its arguments: no network, no database. Raises BadReceipt when it proves nothing.
    """
    receipt = Receipt.parse(text)
    try:
        checkpoint = open_checkpoint(receipt.checkpoint, verifiers, origin)
    except BadNote as error:
        raise BadReceipt(f"the receipt's checkpoint is not trusted: {error}") from error
    leaf = leaf_hash(entry)
    if not verify_inclusion(leaf, receipt.index, checkpoint.size, receipt.proof, checkpoint.root):
        raise BadReceipt("the receipt does not prove that this entry stands in the log")
    return checkpoint


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise BadReceipt("a line of the receipt is not base64") from None
    if _encode(raw) != text:
        raise BadReceipt("a line of the receipt is not the base64 of its bytes")
    return raw
