"""Rules in words: conditions of a form, cells and results of a decision table, as a person reads them.

What has no words of its own is shown as the expression that the author wrote; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from balai.catalog.types import Words
from balai.kernel import feel, forms
from balai.kernel.case import wording
from balai.kernel.decisions import Column, Decision
from balai.kernel.feel import tree
from balai.kernel.forms.types import UPLOADED
from balai.site.templatetags.kit import rupiah

_NOTHING = tree.Literal(None)
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">=": "<=", ">": "<", "<=": ">="}


@dataclass(frozen=True)
class Explainer:
    """Puts the expressions of one service into the words of one language."""

    words: Words

    # -- names

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What columns of decision tables call an expression, by the expression."""
        decisions = self.words.service.rules.decisions.values()
        return {
            repr(feel.parse(column.expression).tree): self.words.label(column.label)
            for decision in decisions
            for column in decision.columns
            if column.label and column.expression
        }

    def field(self, node: Any) -> forms.Field | None:
        """Return the field of the form that an expression names, or None."""
        path = dotted(node)
        known = self.words.service.form.fields
        return known.get(path.removeprefix("form.")) if path.startswith("form.") else None

    def name(self, node: Any) -> str:
        """Return what an expression is called, "" when nobody gave it a name."""
        field = self.field(node)
        if field is not None:
            return self.words.field(field.path)
        decision = dotted(node)
        if decision in self.words.service.rules.decisions:
            return self.words.decision(decision)
        return self.labels.get(repr(node), "")

    def _label(self, node: Any) -> str:
        """Return what a table calls an expression; "" where only the title of its field is translated."""
        translated = self.words.language != "id" and self.field(node) is not None
        return "" if translated else self.labels.get(repr(node), "")

    def column(self, column: Column) -> str:
        """Return the heading of a column; fields and decisions by their titles where the label has no translation."""
        label = self.words.label(column.label)
        if label and (self.words.language == "id" or label != column.label):
            return label
        return self.name(feel.parse(column.expression).tree).rstrip("?") or column.title

    # -- values

    def value(self, node: Any, of: Any) -> str:
        """Return a constant in words, seen as an answer to `of`; "" when it is no constant."""
        if isinstance(node, tree.Negative) and isinstance(node.value, tree.Literal):
            return f"-{self.value(node.value, of)}"
        if not isinstance(node, tree.Literal):
            name = self.name(node)
            return _("“%(name)s”") % {"name": name.rstrip("?")} if name else ""
        field = self.field(of)
        if field is not None and isinstance(node.value, str):
            lists = wording.list_titles(self.words.service)
            return forms.describe(
                self.words.service.form, field, node.value, lists, self.words.language, self.words.fields
            )
        if isinstance(node.value, Decimal | int) and not isinstance(node.value, bool):
            return self._number(Decimal(node.value), field)
        return self.words.value(dotted(of), node.value)

    def _number(self, number: Decimal, field: forms.Field | None) -> str:
        if field is not None and field.kind == "rupiah":
            return str(rupiah(number))
        unit = f" {field.unit}" if field is not None and field.unit else ""
        return f"{wording.plain(number, self.words.language)}{unit}"

    # -- conditions: what must be true

    def conditions(self, expression: feel.Expression) -> tuple[str, ...]:
        """Return what an expression demands, one sentence for each part that `and` joins."""
        node = expression.tree
        parts = node.terms if isinstance(node, tree.Junction) and node.op == "and" else (node,)
        said = [self._told(part) for part in parts]
        return tuple(text for text in said if text) if all(said) else (expression.text,)

    def _told(self, node: Any, *, holds: bool = True) -> str:
        """Return one condition in words, "" when there are none for it."""
        label = self._label(node)
        if label:
            return said(label, self._truth(holds=holds))
        match node:
            case tree.Junction(op, terms):
                each = [self._told(term, holds=holds) for term in terms]
                joined = _(" atau ") if (op == "or") == holds else _(" dan ")
                return joined.join(each) if all(each) else ""
            case tree.Comparison(op, left, right):
                return self._compared(op if holds else _OPPOSITE[op], left, right)
            case tree.Call(function, (argument,)) if dotted(function) == "not":
                return self._told(argument, holds=not holds)
        name = self.name(node)
        return said(name, self._truth(holds=holds)) if name else ""

    def _compared(self, op: str, left: Any, right: Any) -> str:
        if isinstance(left, tree.Literal):
            op, left, right = _TURNED[op], right, left
        plain = repr(tree.Comparison("=" if op in "!=" else op, left, right))
        if plain in self.labels:
            return said(self.labels[plain], self._truth(holds=op != "!="))
        name = self.name(left)
        if not name:
            return ""
        if right == _NOTHING:
            return said(name, self._present(left, there=op != "="))
        if isinstance(right, tree.Literal) and isinstance(right.value, bool):
            return said(name, self._truth(holds=right.value == (op == "=")))
        value = self.value(right, left)
        return said(name, self._test("" if op == "=" else op, value)) if value else ""

    def _truth(self, *, holds: bool) -> str:
        return wording.plain(holds, self.words.language)

    def _present(self, node: Any, *, there: bool) -> str:
        field = self.field(node)
        if field is not None and field.kind in UPLOADED:
            return _("ada") if there else _("tidak ada")
        return _("diisi") if there else _("tidak diisi")

    def _test(self, op: str, value: str) -> str:
        sentences = {
            "": "%(value)s",
            "!=": _("bukan %(value)s"),
            "<": _("kurang dari %(value)s"),
            "<=": _("paling banyak %(value)s"),
            ">": _("lebih dari %(value)s"),
            ">=": _("paling sedikit %(value)s"),
        }
        return sentences[op] % {"value": value}

    # -- cells

    def cell(self, text: str, column: Column) -> str:
        """Return a cell of a table in words: what the column's value must be."""
        tests = feel.parse_tests(text).tree
        if not tests.tests:
            return _("apa saja")
        of = feel.parse(column.expression).tree
        each = [self._cell_test(test, of) for test in tests.tests]
        if not all(each):
            return text
        joined = _(" atau ").join(each)
        return self._test("!=", joined) if tests.negated else joined

    def _cell_test(self, test: tree.Test, of: Any) -> str:
        if isinstance(test.value, tree.RangeNode):
            return self._range(test.value, of)
        if test.op == "" and test.value == _NOTHING:
            return self._present(of, there=False)
        value = self.value(test.value, of)
        return self._test(test.op, value) if value else ""

    def _range(self, node: tree.RangeNode, of: Any) -> str:
        low, high = (self.value(end, of) if end is not None else "" for end in (node.start, node.end))
        lower = self._test(">=" if node.start_included else ">", low) if low else ""
        upper = self._test("<=" if node.end_included else "<", high) if high else ""
        if lower and upper and node.end_included:
            first = low if node.start_included else lower
            return _("%(low)s sampai %(high)s") % {"low": first, "high": high}
        return _(" dan ").join(part for part in (lower, upper) if part)

    def result(self, text: str, decision: Decision) -> str:
        """Return a result of a row in words."""
        node = feel.parse(text).tree
        if isinstance(node, tree.Literal):
            return self.words.value(decision.id, node.value) or _("tidak ada")
        name = self.name(node)
        return _("sama dengan: %(name)s") % {"name": name.rstrip("?")} if name else text


def said(name: str, value: str) -> str:
    """Join what is asked and what is answered: "Apakah ayah dicatat? Ya", "Jalur: Terlambat"."""
    return f"{name} {value}" if name.endswith("?") else f"{name}: {value}"


def dotted(node: Any) -> str:
    """Return the path that an expression is ("form.anak.nama"), "" when it is something else."""
    if isinstance(node, tree.Name):
        return node.name
    if isinstance(node, tree.Path):
        base = dotted(node.base)
        return f"{base}.{node.key}" if base else ""
    return ""
