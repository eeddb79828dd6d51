"""What crosses the module's border: the code that is typed, what is issued, what anyone may see of it."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from balai.documents import rules


@dataclass(frozen=True, slots=True)
class VerificationCode:
    """The code that stands on an issued document: 80 random bits as 16 characters of Crockford's base 32.

    `text` is the bare form ("7K3MQ0V9XN2TB4CD"); only its hash is stored in clear.
    """

    text: str

    @classmethod
    def new(cls) -> "VerificationCode":
        """Return a code that nobody can guess."""
        return cls("".join(secrets.choice(rules.CODE_ALPHABET) for _ in range(rules.CODE_LENGTH)))

    @classmethod
    def parse(cls, typed: str) -> "VerificationCode | None":
        """Return the code somebody typed: spaces, hyphens, case, and O or I for 0 or 1 do not matter. None:
        not a code.
        """
        text = rules.bare_code(typed)
        return cls(text) if text else None

    @property
    def shown(self) -> str:
        """The code as printed, in groups of four."""
        return rules.grouped_code(self.text)

    @property
    def hash(self) -> str:
        """SHA-256 of the bare form, hexadecimal; 80 bits need no stretching."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PublicFact:
    """One fact that the service's definition lets anyone see; `personal` ones are shown masked."""

    title: str
    value: str
    personal: bool = True

    @property
    def shown(self) -> str:
        """The value as a stranger may read it."""
        return rules.masked(self.value) if self.personal else self.value


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for an issued document: a post and its mandate, or the agency's seal under a standing
    grant.

    `position` and `mandate` (the decree) are public; `block` is the whole block as printed, with the holder's
    name.
    """

    position: str
    mandate: str
    block: str
    capacity: Literal["definitif", "plt", "plh", "seal"] = "definitif"


@dataclass(frozen=True, slots=True)
class Order:
    """A certificate to issue. `data` is what the Typst template reads at sys.inputs.data (JSON; no floats
    needed).

    `number` and `code` were taken in the signing act; `call` names the call that asks (once per `case_ref`
    and `certificate`). `granted_by_law` is the citation when silence granted it.
    """

    case_ref: UUID
    call: str
    certificate: str
    title: str
    template: bytes
    number: str
    code: VerificationCode
    signature: Signature
    public: tuple[PublicFact, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    granted_by_law: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the verification page may tell about an issued document."""

    title: str
    number: str
    agency: str
    position: str
    capacity: str
    mandate: str
    granted_by_law: str
    issued_at: datetime
    revoked_at: datetime | None
    revoked_reason: str
    demo: bool
    facts: tuple[PublicFact, ...]

    @property
    def valid(self) -> bool:
        """Whether the document stands: it was issued and not revoked."""
        return self.revoked_at is None

    @property
    def other_facts(self) -> tuple[PublicFact, ...]:
        """The public facts beside the number, which stands on its own."""
        return tuple(fact for fact in self.facts if fact.value != self.number)


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes ready to be handed to somebody."""

    name: str
    media_type: str
    body: bytes
