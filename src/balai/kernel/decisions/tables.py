"""From the XML of a decision table to its rows for display and its compiled form."""

from dataclasses import dataclass

from balai.kernel.decisions.findings import Findings
from balai.kernel.decisions.logic import Heading, Line, Result, Table
from balai.kernel.decisions.markup import Element
from balai.kernel.decisions.policies import AGGREGATORS, POLICIES, RANKED
from balai.kernel.decisions.types import Column, Output, Row, split_citations
from balai.kernel.feel import Expression, UnaryTests, Value
from balai.kernel.feel.tree import Literal

_CITE = 'Write the article in <description> (the annotation column), for example "UU 24/2013 pasal 27".'


@dataclass(frozen=True, slots=True)
class TableParts:
    """A table that was read: for showing (`columns`, `outputs`, `rows`) and for running (`table`)."""

    policy: str
    aggregation: str
    columns: tuple[Column, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    table: Table
    expressions: tuple[Expression | UnaryTests, ...]


class TableReader:
    """Reads one table, noting every problem; gives nothing if there was one."""

    def __init__(self, element: Element, owner: str, findings: Findings) -> None:
        self.element = element
        self.owner = owner
        self.findings = findings
        self.expressions: list[Expression | UnaryTests] = []
        self.policy = element.get("hitPolicy") or "UNIQUE"
        self.aggregation = element.get("aggregation")

    def read(self) -> TableParts | None:
        """Read everything; None when a problem was found."""
        before = len(self.findings.problems)
        self.check_policy()
        headings = [self.heading(element) for element in self.element.all("input")]
        results = [self.result(element) for element in self.element.all("output")]
        lines = [self.line(element, len(headings), results) for element in self.element.all("rule")]
        self.check_shape(results, lines)
        if len(self.findings.problems) > before:
            return None
        table = Table(
            self.owner, self.policy, self.aggregation, [one for _, one in headings if one],
            [one for _, one in results if one], [one for _, one in lines if one],
        )  # fmt: skip
        return TableParts(
            self.policy, self.aggregation,
            tuple(one for one, _ in headings), tuple(one for one, _ in results),
            tuple(one for one, _ in lines), table, tuple(self.expressions),
        )  # fmt: skip

    def check_policy(self) -> None:
        """Refuse unknown hit policies and aggregators."""
        if self.policy not in POLICIES:
            known = ", ".join(sorted(POLICIES))
            self.problem(
                self.element, "hit-policy", f"hit policy {self.policy!r} is not known", f"One of: {known}."
            )
        elif self.aggregation and self.policy != "COLLECT":
            self.problem(self.element, "aggregation", "only COLLECT may aggregate", "Remove the aggregation.")
        elif self.aggregation and self.aggregation not in AGGREGATORS:
            known = ", ".join(sorted(AGGREGATORS))
            self.problem(
                self.element,
                "aggregation",
                f"aggregation {self.aggregation!r} is not known",
                f"One of: {known}.",
            )

    def check_shape(
        self, results: list[tuple[Output, Result | None]], lines: list[tuple[Row, Line | None]]
    ) -> None:
        """Demand outputs, rows, names of several outputs, and priorities where the hit policy needs them."""
        if not results:
            self.problem(self.element, "table-output", "the table has no output", "Add an <output>.")
        if not lines:
            self.problem(self.element, "table-empty", "the table has no rule", "Add a <rule>.")
        if len(results) > 1:
            self.check_names(results)
        if len(results) > 1 and self.aggregation and self.aggregation != "COUNT":
            self.problem(
                self.element, "aggregation", "several outputs cannot be aggregated", "Keep one output."
            )
        if self.policy in RANKED and results and not any(output.allowed_values for output, _ in results):
            self.problem(
                self.element, "priorities", f"{self.policy} needs output values in order of priority",
                "Add <outputValues> to an output.",
            )  # fmt: skip

    def check_names(self, results: list[tuple[Output, Result | None]]) -> None:
        """Demand a name for each of several outputs, no two the same."""
        names = [output.name for output, _ in results]
        for output, _ in results:
            if not output.name or names.count(output.name) > 1:
                self.findings.add(
                    output.line, "output-name", f"{self.owner}: an output has no name of its own",
                    "Give each output a different name.",
                )  # fmt: skip

    def heading(self, element: Element) -> tuple[Column, Heading | None]:
        """Read an input column."""
        label = element.get("label") or ""
        inner = element.one("inputExpression")
        expression = self.findings.expression(
            inner if inner is not None else element, f"{self.owner}, input {label or '?'}"
        )
        values = element.one("inputValues")
        allowed = self.findings.tests(values, f"{self.owner}, input values") if values is not None else None
        self.keep(expression, allowed)
        text = expression.text if expression else ""
        column = Column(
            element.get("id"),
            label,
            text,
            element.line,
            allowed.text if allowed else "",
            _constants(allowed),
            inner.get("typeRef") if inner is not None else "",
        )
        return column, Heading(column.title, expression, allowed) if expression else None

    def result(self, element: Element) -> tuple[Output, Result | None]:
        """Read an output column."""
        values, default_entry = element.one("outputValues"), element.one("defaultOutputEntry")
        where = f"{self.owner}, output {element.get('name') or '?'}"
        allowed = self.findings.tests(values, f"{where}, output values") if values is not None else None
        default = (
            self.findings.expression(default_entry, f"{where}, default")
            if default_entry is not None
            else None
        )
        self.keep(allowed, default)
        constants = _constants(allowed)
        output = Output(
            element.get("id"), element.get("name"), element.get("label"), element.line,
            allowed.text if allowed else "", constants, default.text if default else "",
        )  # fmt: skip
        return output, Result(output.name or self.owner, allowed, constants, default)

    def line(
        self, element: Element, width: int, results: list[tuple[Output, Result | None]]
    ) -> tuple[Row, Line | None]:
        """Read a rule."""
        entries, ends = element.all("inputEntry"), element.all("outputEntry")
        self.check_row(element, len(entries), width, len(ends), len(results))
        name = f"{self.owner}, rule {element.get('id') or '?'}"
        cells = [self.findings.tests(entry, f"{name}, input {at}") for at, entry in enumerate(entries, 1)]
        outputs = [
            self.findings.expression(entry, f"{name}, output {at}") for at, entry in enumerate(ends, 1)
        ]
        self.keep(*cells, *outputs)
        citation = element.words("description")
        row = Row(
            element.get("id"), citation, element.line, tuple(_words(entry) or "-" for entry in entries),
            tuple(_words(entry) for entry in ends),
        )  # fmt: skip
        whole = [cell for cell in cells if cell], [output for output in outputs if output]
        self.check_outputs(element, whole[1], results)
        return row, Line(
            row.id, row.citations, tuple(whole[0]), tuple(whole[1]), _constant(whole[1]), (row.id,)
        )

    def check_row(self, element: Element, cells: int, width: int, outputs: int, results: int) -> None:
        """Demand an id, an article, and as many cells as there are columns."""
        if not element.get("id"):
            self.problem(element, "rule-id", "a rule has no id", "Give it an id: reasons name rows by it.")
        if cells != width:
            self.problem(
                element, "cell-count", f"the rule has {cells} input entries, the table {width} inputs",
                'Write one entry per input; "-" for any value.',
            )  # fmt: skip
        if outputs != results:
            self.problem(
                element, "cell-count", f"the rule has {outputs} output entries, the table {results} outputs",
                "Write one entry per output.",
            )  # fmt: skip
        if self.findings.house and not split_citations(element.words("description")):
            self.problem(element, "citation-missing", f"rule {element.get('id') or '?'} cites no law", _CITE)

    def check_outputs(
        self, element: Element, outputs: list[Expression], results: list[tuple[Output, Result | None]]
    ) -> None:
        """Refuse a constant result that is not among the output values."""
        for expression, (output, result) in zip(outputs, results, strict=False):
            if result is None or result.allowed is None or not isinstance(expression.tree, Literal):
                continue
            value = expression.tree.value
            if value is not None and not result.allowed.matches(value, {}):
                self.problem(
                    element, "output-value", f"{expression.text} is no output value of {output.title}",
                    f"One of: {output.allowed}.",
                )  # fmt: skip

    def keep(self, *parsed: Expression | UnaryTests | None) -> None:
        """Remember what was parsed, so that the decision knows the facts it reads."""
        self.expressions += [one for one in parsed if one is not None]

    def problem(self, element: Element, code: str, what: str, mend: str) -> None:
        """Note a problem of this table."""
        self.findings.add(element.line, code, f"{self.owner}: {what}", mend)


def _words(entry: Element) -> str:
    return entry.words("text")


def _constants(allowed: UnaryTests | None) -> tuple[Value, ...]:
    if allowed is None:
        return ()
    return tuple(
        test.value.value for test in allowed.tree.tests if not test.op and isinstance(test.value, Literal)
    )


def _constant(outputs: list[Expression]) -> tuple[Value, ...] | None:
    values = [output.tree.value for output in outputs if isinstance(output.tree, Literal)]
    return tuple(values) if len(values) == len(outputs) else None
