"""Collecting what is wrong with a model, while reading on."""

from typing import TypeVar

from balai.kernel.decisions.markup import Element
from balai.kernel.feel import Dialect, Expression, FeelSyntaxError, UnaryTests
from balai.kernel.problem import Problem

Parsed = TypeVar("Parsed", Expression, UnaryTests)


class Findings:
    """The problems of one file, and the reading of its expressions, which is where most of them are found."""

    def __init__(self, file: str, dialect: Dialect) -> None:
        self.file = file
        self.dialect = dialect
        self.house = not dialect.whole  # a service folder, with its stricter rules
        self.problems: list[Problem] = []

    def add(self, line: int, code: str, what: str, mend: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, line, code, what, mend))

    def expression(self, element: Element | None, where: str) -> Expression | None:
        """Read the FEEL in an element's `<text>`; None when it is wrong or missing, which is noted."""
        text, line = _text(element)
        if element is None or not text:
            self.add(
                line, "expression-missing", f"{where} has no expression", "Write a FEEL expression in <text>."
            )
            return None
        language = element.get("expressionLanguage")
        if language and "FEEL" not in language.upper():
            self.add(line, "expression-language", f"{where} is written in {language}", "Write it in FEEL.")
            return None
        try:
            return self._sound(self.dialect.expression(text), line, where)
        except FeelSyntaxError as error:
            self._syntax(error, line, where, text)
        return None

    def tests(self, element: Element | None, where: str) -> UnaryTests | None:
        """Read the unary tests in an element's `<text>`; an empty text is "-".

        None when wrong, which is noted.
        """
        text, line = _text(element)
        try:
            return self._sound(self.dialect.tests(text or "-"), line, where)
        except FeelSyntaxError as error:
            self._syntax(error, line, where, text)
        return None

    def _sound(self, parsed: Parsed, line: int, where: str) -> Parsed:
        if self.house:
            for fault in parsed.faults:
                self.add(line, "expression-call", f"{where}: {fault}", "Look up the function's arguments.")
        return parsed

    def _syntax(self, error: FeelSyntaxError, line: int, where: str, text: str) -> None:
        before = text[: error.column - 1]
        down = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1) + 1
        self.add(
            line + down,
            "expression-syntax",
            f"{where}: {error.message} (column {column} of {_short(text)})",
            "Correct the FEEL expression.",
        )


def _text(element: Element | None) -> tuple[str, int]:
    if element is None:
        return "", 0
    child = element.one("text")
    if child is None:
        return "", element.line
    lead = child.text[: len(child.text) - len(child.text.lstrip())]
    return child.text.strip(), child.line + lead.count("\n")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else one_line[:59] + "…"
