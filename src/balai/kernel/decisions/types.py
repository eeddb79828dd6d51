"""What a decision model says, for those who run it and those who show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from balai.kernel.feel import Value

if TYPE_CHECKING:
    from balai.kernel.decisions.logic import Logic


class Reason(NamedTuple):
    """Why one decision came out as it did.

    `inputs` are the values of a table's columns by label (by expression without one), or of the facts that a
    literal expression read by dotted path (contexts and lists of contexts left out). `error` is "" unless the
    rules failed: then the value is None.
    """

    decision: str
    value: Value
    rows: tuple[str, ...]
    citations: tuple[str, ...]
    inputs: Mapping[str, Value]
    error: str = ""


class Answer:
    """A decision's value, and the reasons: required decisions first, its own last.

    Reasons may come late: `late` is a function and its arguments, called when somebody asks for them.
    """

    __slots__ = ("_late", "_reasons", "value")

    def __init__(
        self, value: Value, reasons: tuple[Reason, ...] | None, late: tuple[Any, ...] | None = None
    ) -> None:
        self.value = value
        self._reasons = reasons
        self._late = late

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why: one reason for each decision that ran."""
        if self._reasons is None:
            tell, *given = self._late or (tuple,)
            self._reasons = tell(*given)
        return self._reasons

    @property
    def error(self) -> str:
        """What went wrong in the decision itself; "" for nothing."""
        return self.reasons[-1].error

    def __eq__(self, other: object) -> bool:
        """Tell whether another answer has the same value for the same reasons."""
        return isinstance(other, Answer) and (self.value, self.reasons) == (other.value, other.reasons)

    __hash__ = None  # type: ignore[assignment]  # reasons hold contexts

    def __repr__(self) -> str:
        """Write value and reasons."""
        return f"Answer(value={self.value!r}, reasons={self.reasons!r})"


@dataclass(frozen=True, slots=True)
class Column:
    """An input column of a table: `allowed` is the text of its input values ("" for any), `type` its type reference."""

    id: str
    label: str
    expression: str
    line: int
    allowed: str = ""
    allowed_values: tuple[Value, ...] = ()
    type: str = ""

    @property
    def title(self) -> str:
        """What to call the column: its label, or else its expression."""
        return self.label or self.expression


@dataclass(frozen=True, slots=True)
class Output:
    """An output column.

    `allowed_values` stand in order of priority, `default` is the text of the default entry.
    """

    id: str
    name: str
    label: str
    line: int
    allowed: str = ""
    allowed_values: tuple[Value, ...] = ()
    default: str = ""

    @property
    def title(self) -> str:
        """What to call the column: its label, or else its name."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a table: the texts of its cells ("-" for any), and the articles it rests on."""

    id: str
    citation: str
    line: int
    cells: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles one by one."""
        return split_citations(self.citation)


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """One decision.

    Of a table: `hit_policy`, `aggregation` ("" for none), `columns`, `outputs`, `rows`. Of an expression:
    `expression`. `requires` are ids of decisions; `names` are the dotted paths of facts that it reads, those
    of required decisions included, decisions themselves not.
    """

    id: str
    name: str
    question: str
    line: int
    citation: str
    requires: frozenset[str]
    names: frozenset[tuple[str, ...]]
    hit_policy: str = ""
    aggregation: str = ""
    columns: tuple[Column, ...] = ()
    outputs: tuple[Output, ...] = ()
    rows: tuple[Row, ...] = ()
    expression: str = ""
    logic: "Logic" = field(repr=False, kw_only=True)

    @property
    def citations(self) -> tuple[str, ...]:
        """Every article that the decision or one of its rows rests on, each once."""
        each = (*split_citations(self.citation), *(one for row in self.rows for one in row.citations))
        return tuple(dict.fromkeys(each))


def split_citations(text: str) -> tuple[str, ...]:
    """Cut "a; b" into articles."""
    return tuple(part.strip() for part in text.split(";") if part.strip())
