"""c2sp.org/signed-note: a text, signed by one or more Ed25519 keys that have a name and a 32-bit id."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
MOST_SIGNATURES = 100  # the specification asks for a limit, and for at least 16
_DASH = "\u2014 "


class BadNote(ValueError):
    """The text is no signed note, or no key that is trusted has signed it."""


@dataclass(frozen=True)
class Verifier:
    """A trusted key: its name and Ed25519 public key (32 bytes). Raises BadNote for an impossible one."""

    name: str
    public_key: bytes
    id: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Derive the key id."""
        object.__setattr__(self, "id", key_id(self.name, self.public_key))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a verifier key, `<name>+<8 hex digits of the id>+<base64 of type and key>`. Raises BadNote."""
        name, _, rest = text.partition("+")
        digits, _, material = rest.partition("+")
        raw = _decode(material)
        if len(raw) != 33 or raw[0] != ED25519:
            raise BadNote("not an Ed25519 verifier key")
        verifier = cls(name, raw[1:])
        if digits != verifier.id.hex():
            raise BadNote("the verifier key's id does not belong to its name and key")
        return verifier

    @classmethod
    def of(cls, key: Ed25519PrivateKey, name: str) -> Self:
        """Return the public half of a signing key, under a name."""
        return cls(name, key.public_key().public_bytes_raw())

    def __str__(self) -> str:
        """Render as a verifier key that parse() reads."""
        material = base64.b64encode(bytes([ED25519]) + self.public_key).decode()
        return f"{self.name}+{self.id.hex()}+{material}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Tell whether the 64-byte Ed25519 signature (RFC 8032) is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Note:
    """An opened note: its text, with the final newline, and the keys of ours that signed it."""

    text: str
    signers: tuple[Verifier, ...]


def key_id(name: str, public_key: bytes) -> bytes:
    """Return SHA-256(name || LF || 0x01 || public key)[:4]. Raises BadNote for an impossible name or key."""
    _check_name(name)
    if len(public_key) != 32:
        raise BadNote("an Ed25519 public key has 32 bytes")
    return hashlib.sha256(name.encode() + b"\n" + bytes([ED25519]) + public_key).digest()[:4]


def vkey(key: Ed25519PrivateKey, name: str) -> str:
    """Return the verifier key of a signing key, to be given to those who verify."""
    return str(Verifier.of(key, name))


def sign_note(text: str, signers: Iterable[tuple[Ed25519PrivateKey, str]]) -> str:
    """Return the note: the text, a blank line, one signature line per (key, name). Raises BadNote."""
    if not text.endswith("\n") or _has_control(text):
        raise BadNote("a note's text ends in a newline and has no other control character")
    lines = [_DASH + _signed(text, key, name) for key, name in signers]
    if not lines:
        raise BadNote("a note needs a signature")
    return text + "\n" + "".join(f"{line}\n" for line in lines)


def open_note(note: str, verifiers: Iterable[Verifier]) -> Note:
    """Return the note's text once a trusted key has signed it; signatures of unknown keys are passed over.

    Raises BadNote when the form is wrong, no trusted key has signed, or a trusted key's signature is false.
    """
    text, signatures = _parse(note)
    trusted = {(verifier.name, verifier.id): verifier for verifier in verifiers}
    signers: dict[Verifier, None] = {}
    for name, raw in signatures:
        verifier = trusted.get((name, raw[:4]))
        if verifier is None or verifier in signers:
            continue
        if not verifier.verifies(raw[4:], text):
            raise BadNote(f"the signature of {name} is false")
        signers[verifier] = None
    if not signers:
        raise BadNote("no trusted key has signed the note")
    return Note(text, tuple(signers))


def _signed(text: str, key: Ed25519PrivateKey, name: str) -> str:
    signature = Verifier.of(key, name).id + key.sign(text.encode())
    return f"{name} {base64.b64encode(signature).decode()}"


def _parse(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Split a note at its last blank line into text and (key name, id and signature) pairs."""
    head, blank, tail = note.rpartition("\n\n")
    if not blank or not note.endswith("\n") or _has_control(note):
        raise BadNote("the note's form is wrong")
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote("the note has too many signatures")
    return head + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _decode(encoded)
    if not line.startswith(_DASH) or len(raw) < 5:
        raise BadNote("a signature line's form is wrong")
    _check_name(name)
    return name, raw


def _check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise BadNote(f"not a key name: {name!r}")


def _decode(text: str) -> bytes:
    """Decode strict base64: standard alphabet, padded, and no other text for the same bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise BadNote("not the base64 of its bytes")
    return raw


def _has_control(text: str) -> bool:
    return any(letter < " " and letter != "\n" for letter in text)
