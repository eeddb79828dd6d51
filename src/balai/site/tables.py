"""The body of a table, written without a template: a list of fifty lines costs as much as all the rest of its page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from balai.site.types import Cell, Column, Table, Text, Tone


def body(table: Table) -> SafeString:
    """Return the rows; the first cell of each heads it, the others repeat their column's label for narrow screens."""
    starts = ['<th scope="row">', *map(_start, table.columns[1:])]
    lines = (
        "".join(
            f"{start}{_inside(cell)}{'</td>' if place else '</th>'}"
            for place, (start, cell) in enumerate(zip(starts, row, strict=True))
        )
        for row in table.rows
    )
    return mark_safe("".join(f"<tr>{line}</tr>\n" for line in lines))  # noqa: S308 - made of escaped parts


def tag(text: Text, tone: Tone) -> SafeString:
    """Return a status."""
    return format_html('<strong class="tag {}">{}</strong>', tone, text)


def _start(column: Column) -> str:
    numeric = ' class="numeric"' if column.numeric else ""
    return f'<td data-label="{_escaped(column.label)}"{numeric}>'


def _inside(cell: Cell | Text) -> str:
    if not isinstance(cell, Cell):
        return _escaped(cell)
    if cell.url:
        shown = f'<a href="{_escaped(cell.url)}">{_escaped(cell.text)}</a>'
    elif cell.tag is not None:
        shown = tag(cell.text, cell.tag)
    else:
        shown = _escaped(cell.text)
    return f'{shown}<span class="note">{_escaped(cell.note)}</span>' if cell.note else shown


def _escaped(text: Text) -> str:
    return conditional_escape(str(text) if isinstance(text, Promise) else text)
