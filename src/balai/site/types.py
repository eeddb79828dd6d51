"""What a page hands to the components. All of it is plain data, already worded in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Tone = Literal["", "info", "success", "warning", "danger"]


@dataclass(frozen=True)
class Action:
    """A link beside something: "Ubah" `about` "nama ayah" (read aloud, not shown)."""

    text: Text
    url: str
    about: Text = ""


@dataclass(frozen=True)
class Row:
    """One line of a summary list. Several values become several paragraphs."""

    key: Text
    value: Text | Sequence[Text]
    actions: Sequence[Action] = ()
    note: Text = ""

    @property
    def values(self) -> list[Text]:
        """The values as a list; empty when nothing was answered."""
        several = [self.value] if isinstance(self.value, str | Promise) else list(self.value)
        return [value for value in several if str(value)]


@dataclass(frozen=True)
class Event:
    """Something that happened. `who` is a position or "Anda", never a name unless the reader may see it."""

    title: Text
    at: datetime | None = None
    who: Text = ""
    text: Text = ""
    tone: Tone = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a process: done, current, or still to come ("")."""

    title: Text
    text: Text = ""
    state: Literal["", "done", "current"] = ""
    when: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Crumb:
    """A link of the path to this page."""

    text: Text
    url: str


@dataclass(frozen=True)
class Column:
    """A column of a table. `sort_url` makes the heading a link; `sorted` says how it is ordered now."""

    label: Text
    numeric: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Cell:
    """A cell: text, perhaps a link, perhaps as a tag of a tone, perhaps with a smaller second line."""

    text: Text
    url: str = ""
    tag: Tone | None = None
    note: Text = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption (shown unless `caption_hidden`). The first cell of a row heads the row."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | Text]]
    caption_hidden: bool = False
