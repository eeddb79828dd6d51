"""Why a rule came out as it did, in one sentence for each row that matched, in the words of the folder.

The words are the table's own: labels of columns and results, titles of form fields, choices and list entries; English
ones stand in text/en.toml. Which rows matched, and on what facts, the reason of the decision says (DMN 1.5 clause 8.2);
the articles are those of each row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balai.kernel import forms
from balai.kernel.case.wording import answer_of, form_texts, in_words, list_titles, plain
from balai.kernel.decisions import Decision, Reason
from balai.kernel.decisions.logic import Line, Table
from balai.kernel.definition.types import Service
from balai.kernel.feel import tree

_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "because": "{answer}, karena {facts}.", "and": " dan ", "is": "“{name}” adalah {value}", "truth": "“{name}”: {value}",
        "nothing": "tidak ada", "unknown": "belum diketahui", "always": "{answer}, apa pun isiannya.",
        "no row": "{answer}, karena tidak satu pun baris aturannya cocok dengan keadaan ini: {facts}.",
        "plain": "{answer}, dihitung dari: {facts}.",
        "range": "{low} sampai {high}", "not": "bukan {value}", "or": " atau ",
        "<": "kurang dari {value}", "<=": "paling banyak {value}", ">": "lebih dari {value}", ">=": "paling sedikit {value}",
    },
    "en": {
        "because": "{answer}, because {facts}.", "and": " and ", "is": "“{name}” is {value}", "truth": "“{name}”: {value}",
        "nothing": "nothing", "unknown": "not known yet", "always": "{answer}, whatever was answered.",
        "no row": "{answer}, because none of its rows fits this: {facts}.", "plain": "{answer}, worked out from: {facts}.",
        "range": "{low} to {high}", "not": "not {value}", "or": " or ",
        "<": "less than {value}", "<=": "at most {value}", ">": "more than {value}", ">=": "at least {value}",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """Why one row matched: its id ("" for an expression, or when none matched), the sentence, the articles, the facts.

    `facts` are what the decision looked at, as title and value in words.
    """

    row: str
    sentence: str
    citations: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


def explain(service: Service, reason: Reason, language: str = "id") -> tuple[Explanation, ...]:
    """Explain a decision, row by row; one explanation for an expression, or when no row matched; none for an error."""
    decision = service.rules.decisions.get(reason.decision)
    if decision is None or reason.error:
        return ()
    told = _Told(service, decision, reason, language)
    lines = [line for line in told.lines if line.id in reason.rows]
    facts = tuple(told.facts())
    if not lines:
        return (Explanation("", told.without_row(), reason.citations, facts),)
    return tuple(Explanation(line.id, told.row(line, len(lines)), line.citations, facts) for line in lines)


class _Told:
    """One decision, its facts and answer, put into one language."""

    def __init__(self, service: Service, decision: Decision, reason: Reason, language: str) -> None:
        self.service, self.decision, self.reason, self.language = service, decision, reason, language
        self.words = _WORDS[language]
        self.texts = service.texts.get(language)
        table = decision.logic if isinstance(decision.logic, Table) else None
        self.lines = table.lines if table else ()
        self.headings = table.headings if table else ()
        self.titles = table.titles if table else ()

    def row(self, line: Line, count: int) -> str:
        """Tell why a row matched: of each column that it tests, what was found, and what it had to be.

        A column that the answer is taken from is told too.
        """
        taken = {name for output in line.outputs for name in output.names}
        parts = [
            self._fact(at, cell.tree)
            for at, (cell, heading) in enumerate(zip(line.cells, self.headings, strict=True))
            if not cell.always or taken & heading.expression.names
        ]
        answer = self._said(self._outputs(line) if count > 1 else self.reason.value)
        if not parts:
            return self.words["always"].format(answer=answer)
        return self.words["because"].format(answer=answer, facts=self._joined(parts))

    def without_row(self) -> str:
        """Tell an expression's answer, or that no row matched."""
        facts = self._joined([self._pair(name, value) for name, value in self.facts()])
        said = self._said(self.reason.value)
        if not facts:
            return f"{said}."
        return self.words["no row" if self.lines else "plain"].format(answer=said, facts=facts)

    def facts(self) -> list[tuple[str, str]]:
        """Return what the decision looked at: title and value."""
        if not self.lines:
            return [
                (self._name(path), self._value(path, value)) for path, value in self.reason.inputs.items()
            ]
        return [
            (self._column(at), self._value(self._path(at), self._given(at)))
            for at in range(len(self.headings))
        ]

    # -- the parts of a sentence

    def _said(self, value: Any) -> str:
        """Begin a sentence: what was asked, and the answer."""
        labels = [output.label for output in self.decision.outputs if output.label]
        name = self._label(labels[0]) if len(labels) == 1 else ""
        asked = name or self._question()
        answer = self._answer(value)
        return f"{asked} {answer}" if asked.endswith("?") else f"{asked}: {answer}"

    def _question(self) -> str:
        own = self.texts.decisions.get(self.decision.id) if self.texts else None
        return own or self.decision.question or self.decision.name

    def _answer(self, value: Any) -> str:
        if value is None:
            return self.words["unknown"]
        if value == []:
            return self.words["nothing"]
        if isinstance(value, Mapping):
            return ", ".join(f"{name}: {plain(one, self.language)}" for name, one in value.items())
        return in_words(self.service, {self.decision.id: value}, self.decision.id, self.language)

    def _outputs(self, line: Line) -> Any:
        """Return what a row answers, when it is one of several."""
        values = [output.evaluate({}) for output in line.outputs]
        names = [output.title for output in self.decision.outputs]
        return values[0] if len(values) == 1 else dict(zip(names, values, strict=True))

    def _given(self, at: int) -> Any:
        """Return the value that a column had."""
        return self.reason.inputs.get(self.titles[at])

    def _path(self, at: int) -> str:
        """Return the fact that a column looks at, "" when it looks at something worked out."""
        return _dotted(self.headings[at].expression.tree)

    def _fact(self, at: int, cell: tree.Tests) -> str:
        """Tell one column: "“Hari sejak lahir” adalah 12 (0 sampai 60)"."""
        wanted = self._wanted(cell, self._path(at))
        pair = self._pair(self._column(at), self._value(self._path(at), self._given(at)))
        return f"{pair} ({wanted})" if wanted else pair

    def _pair(self, name: str, value: str) -> str:
        truth = value in {plain(True, self.language), plain(False, self.language)}
        known = value or self.words["unknown"]
        return self.words["truth" if truth or name.endswith("?") else "is"].format(name=name, value=known)

    def _joined(self, parts: Sequence[str]) -> str:
        return (
            self.words["and"].join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)
        )

    # -- names and values

    def _column(self, at: int) -> str:
        column = self.decision.columns[at]
        return self._label(column.label) if column.label else self._name(column.expression)

    def _label(self, label: str) -> str:
        return (self.texts.labels.get(label) if self.texts else None) or label

    def _name(self, path: str) -> str:
        """Return what a fact is called: a field by its title, a decision by its question, else its path."""
        field = self.service.form.fields.get(path.removeprefix("form."))
        if path.startswith("form.") and field is not None:
            own = form_texts(self.service, self.language).get(field.path, {})
            return str(own.get("title") or field.title)
        asked = self.service.rules.decisions.get(path)
        if asked is not None:
            return (self.texts.decisions.get(path) if self.texts else None) or asked.question or asked.name
        return path

    def _value(self, path: str, value: Any) -> str:
        """Return a value in words, seen as the fact of a path."""
        field = self.service.form.fields.get(path.removeprefix("form.")) if path.startswith("form.") else None
        if field is not None:
            texts = form_texts(self.service, self.language)
            lists = list_titles(self.service)
            return forms.describe(self.service.form, field, answer_of(value), lists, self.language, texts)
        if path in self.service.rules.decisions:
            return in_words(self.service, {path: value}, path, self.language)
        head, _, last = path.rpartition(".")
        if last == "outcome" and head.startswith("task."):
            task = head.removeprefix("task.")
            return in_words(self.service, {"task": {task: {"outcome": value}}}, path, self.language)
        return plain(value, self.language)

    def _wanted(self, tests: tree.Tests, of: str) -> str:
        """Tell what a cell asks, where its value alone does not say it: a range, a comparison, what it must not be."""
        each = [self._test(test, of) for test in tests.tests]
        if not all(each) or (not tests.negated and all(_is_value(test) for test in tests.tests)):
            return ""
        joined = self.words["or"].join(each)
        return self.words["not"].format(value=joined) if tests.negated else joined

    def _test(self, test: tree.Test, of: str) -> str:
        if isinstance(test.value, tree.RangeNode):
            return self._range(test.value, of)
        if not isinstance(test.value, tree.Literal):
            return ""
        value = self._value(of, test.value.value) or self.words["nothing"]
        return (
            self.words[test.op].format(value=value) if test.op in self.words else value if not test.op else ""
        )

    def _range(self, node: tree.RangeNode, of: str) -> str:
        if not all(end is None or isinstance(end, tree.Literal) for end in (node.start, node.end)):
            return ""
        low, high = (
            self._value(of, end.value) if isinstance(end, tree.Literal) else ""
            for end in (node.start, node.end)
        )
        if low and high and node.start_included and node.end_included:
            return self.words["range"].format(low=low, high=high)
        lower = self.words[">=" if node.start_included else ">"].format(value=low) if low else ""
        upper = self.words["<=" if node.end_included else "<"].format(value=high) if high else ""
        return self.words["and"].join(part for part in (lower, upper) if part)


def _is_value(test: tree.Test) -> bool:
    return not test.op and not isinstance(test.value, tree.RangeNode)


def _dotted(node: tree.Node) -> str:
    keys: list[str] = []
    while isinstance(node, tree.Path):
        keys.insert(0, node.key)
        node = node.base
    return ".".join((node.name, *keys)) if isinstance(node, tree.Name) else ""
