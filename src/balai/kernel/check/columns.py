"""What rules may compare and answer, against what the form can hold: a misspelt code would never match."""

import re
from collections.abc import Iterator

from balai.kernel.check.folder import Folder
from balai.kernel.decisions import Column, Decision

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def check(folder: Folder) -> None:
    """Report texts in tables that no answer can equal, and lists to correct that name no field."""
    for decision in folder.service.rules.decisions.values():
        for position, column in enumerate(decision.columns):
            _column(folder, decision, position, column)
    for task in folder.service.tasks.values():
        decision_or_none = folder.service.rules.decisions.get(task.correct.text) if task.correct else None
        if decision_or_none is not None:
            _fields(folder, decision_or_none)


def _possible(folder: Folder, column: Column) -> set[str]:
    """Return the texts that the column's expression can be; empty when that is not known."""
    field = folder.service.form.fields.get(column.expression.removeprefix("form."))
    if field is not None and column.expression.startswith("form."):
        return {choice.value for choice in field.choices}
    decision = folder.service.rules.decisions.get(column.expression)
    if decision is not None and len(decision.outputs) == 1:
        return {value for value in decision.outputs[0].allowed_values if isinstance(value, str)}
    return set()


def _column(folder: Folder, decision: Decision, position: int, column: Column) -> None:
    possible = _possible(folder, column)
    if not possible:
        return
    for line, text in _texts(decision, position, column):
        if text not in possible:
            what = f'"{text}" in {decision.id} is no value of {column.expression}.'
            folder.add("rules.dmn", line, "unknown-value", what, folder.known(text, possible))


def _texts(decision: Decision, position: int, column: Column) -> Iterator[tuple[int, str]]:
    for text in _TEXT.findall(column.allowed):
        yield column.line, text
    for row in decision.rows:
        if position < len(row.cells):
            for text in _TEXT.findall(row.cells[position]):
                yield row.line, text


def _fields(folder: Folder, decision: Decision) -> None:
    """docs/format.md section 6: the answer of a completeness table is a list of form fields."""
    fields = folder.service.form.fields
    for row in decision.rows:
        for cell in row.outputs:
            for text in _TEXT.findall(cell):
                if text not in fields:
                    what = f'"{text}" in {decision.id} is not a field of the form.'
                    folder.add("rules.dmn", row.line, "unknown-field", what, folder.known(text, fields))
