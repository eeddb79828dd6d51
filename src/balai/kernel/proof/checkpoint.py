"""c2sp.org/tlog-checkpoint: a log's origin, size and root, as the text of a signed note."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from balai.kernel.proof.note import BadNote, Verifier, open_note, sign_note
from balai.kernel.proof.tree import HASH_SIZE

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True)
class Checkpoint:
    """The head of the log `origin` at `size` leaves. Raises BadNote for what no checkpoint can say.

    `extensions` are lines that some logs add; nobody can audit them, so we write none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse lines that are empty or broken, a size below 0 and a root of other than 32 bytes."""
        if any(not line or any(letter < " " for letter in line) for line in (self.origin, *self.extensions)):
            raise BadNote("the origin and each extension is one line that is not empty")
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise BadNote("a checkpoint has a size from 0 and a root of 32 bytes")

    def text(self) -> str:
        """Return the note text: origin, size in decimal, root in base64, extensions, each on its line."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a note text. Raises BadNote when it is no checkpoint."""
        lines = text.split("\n")
        if len(lines) < 4 or not _SIZE.fullmatch(lines[1]):
            raise BadNote("a checkpoint has three lines or more: origin, size, root")
        origin, size, top, *extensions = lines[:-1]
        try:
            checkpoint = cls(origin, int(size), base64.b64decode(top, validate=True), tuple(extensions))
        except ValueError as error:
            raise BadNote(f"not a checkpoint: {error}") from error
        if checkpoint.text() != text:
            raise BadNote("not the text of a checkpoint")
        return checkpoint


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey, name: str | None = None) -> str:
    """Return the checkpoint as a signed note; the key's name should be the origin, and is unless given."""
    return sign_note(checkpoint.text(), [(key, checkpoint.origin if name is None else name)])


def open_checkpoint(note: str, verifiers: Iterable[Verifier], origin: str) -> Checkpoint:
    """Return the checkpoint that a trusted key signed for the log `origin`. Raises BadNote otherwise."""
    checkpoint = Checkpoint.parse(open_note(note, verifiers).text)
    if checkpoint.origin != origin:
        raise BadNote(f"the checkpoint is of another log: {checkpoint.origin}")
    return checkpoint
