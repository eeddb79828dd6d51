"""What the shared dictionaries in reference/ say: citations, data elements, registers, posts, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Citation:
    """One article that a folder cites; `id` is the whole string as people write it ("UU 24/2013 pasal 79A").

    `status`: "verified" or "to_confirm" (shown as "perlu konfirmasi biro hukum"). `kind`: "national" or
    "local"
    (an office's own decree: printed as such, never carries silence, a fee or a refusal). `title_en` and `says_en` explain it
    to readers of English; they are no official translation.
    """

    id: str
    law: str
    title: str
    says: str
    status: str
    kind: str
    in_force: date
    until: date | None = None
    source: str = ""
    title_en: str = ""
    says_en: str = ""


@dataclass(frozen=True)
class Element:
    """One data element of the dictionary. `register` = its owner ("" = nobody holds it); `personal` =
    none, general, specific.
    """

    id: str
    title: str
    type: str
    register: str
    personal: str


@dataclass(frozen=True)
class Register:
    """One register that answers: `key` = the element a look-up needs, `answers` = the kinds of subject it
    knows.
    """

    id: str
    title: str
    owner: str
    key: str
    answers: tuple[str, ...]
    title_en: str = ""


@dataclass(frozen=True)
class Position:
    """One kind of post that lanes may name. `single`: an office has only one of it, as it has one head."""

    id: str
    title: str
    single: bool = False


@dataclass(frozen=True)
class Shared:
    """The dictionaries in reference/, read whole."""

    citations: Mapping[str, Citation]
    elements: Mapping[str, Element]
    registers: Mapping[str, Register]
    positions: Mapping[str, Position]
    lists: Mapping[str, tuple[Mapping[str, str], ...]]
