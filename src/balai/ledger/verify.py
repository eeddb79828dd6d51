"""Recompute the whole log and hold every covered row against it. What is wrong is named by table, row and column.

Three passes: each entry opens and fits its commitment (`opening`); leaves, tree, head and signed checkpoints follow from
the entries and from each other (`places`); each covered row is as the last entry that wrote it says.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from balai.ledger import registry
from balai.ledger.opening import Said, read_entries
from balai.ledger.places import check_places
from balai.ledger.rules import RowDigest
from balai.ledger.types import Finding, Report

__all__ = ["Finding", "Report", "verify"]


def verify() -> Report:
    """Recompute everything. Reads the whole log: about a second per ten thousand entries."""
    report = Report()
    said, told = read_entries(report)
    check_places(report, told)
    for model in registry.covered():
        _check_rows(report, model, said)
    report.findings.sort()
    return report


def _check_rows(report: Report, model: type[Model], said: Said) -> None:
    """Hold the rows of one table against what the log says of them last."""
    table, columns = model._meta.db_table, registry.columns_of(model)  # noqa: SLF001
    missing = {name: digest for (kind, name), digest in said.items() if kind == table}
    unknown: list[RowDigest] = []
    for row in registry.rows_of(model).iterator(chunk_size=2000):
        digest = registry.digest(row)
        report.rows += 1
        known = missing.pop(digest.row, None)
        if known is None:
            unknown.append(digest)
        elif known.whole != digest.whole:
            _name_columns(report, known, digest, columns)
    if missing:
        _find_hidden(report, model, missing, columns)
        _find_renamed(report, missing, unknown, columns)
    for name in missing:
        report.found(table, name, "*", "is missing")
    for digest in unknown:
        report.found(table, digest.row, "*", "no entry of the log wrote this row")


def _name_columns(report: Report, known: RowDigest, digest: RowDigest, columns: list[str]) -> None:
    for column in digest.changed(known, columns) or ["*"]:
        report.found(known.table, known.row, column, "is not what the log says")


def _find_hidden(
    report: Report, model: type[Model], missing: dict[str, RowDigest], columns: list[str]
) -> None:
    """Find missing rows among those that pass for no evidence (a case made to look like a draft)."""
    for row in registry.other_rows_of(model).iterator(chunk_size=2000):
        digest = registry.digest(row)
        known = missing.pop(digest.row, None)
        if known is not None:
            _name_columns(report, known, digest, columns)


def _find_renamed(
    report: Report, missing: dict[str, RowDigest], unknown: list[RowDigest], columns: list[str]
) -> None:
    """Find missing rows that stand under another key: unknown rows that differ in less than half of their columns."""
    for name, known in list(missing.items()):
        nearest = min(unknown, key=lambda digest: len(digest.changed(known, columns)), default=None)
        if nearest is None or not _alike(nearest.changed(known, columns), columns):
            continue
        del missing[name]
        unknown.remove(nearest)
        _name_columns(report, known, nearest, columns)


def _alike(changed: Iterable[str], columns: list[str]) -> bool:
    return 2 * len(list(changed)) <= len(columns)
