"""What a newer version of a service changes for a draft begun under an older one. Pure."""

from __future__ import annotations

from typing import Any

from balai.kernel import forms
from balai.kernel.definition.types import Service


def onto(state: dict[str, Any], old: Service, new: Service) -> dict[str, Any]:
    """Return a draft's state under a new version: answers that still have a question stay, the rest go, and `changes` says so.

    `changes` lists [what, title]: "added", "removed", "changed".
    """
    changes = _changes(old, new) if old.logic_hash != new.logic_hash else []
    kept = {path: forms.get(state["answers"], path) for path in new.form.fields}
    touched = {path for _, path, _ in changes}
    pages = {page.id for page in new.form.pages if touched & set(page.fields)}
    seen = [name for name in state["seen"] if name not in pages]
    answered = bool(state["answers"])
    return state | {
        "version": new.version,
        "answers": forms.merge({}, kept),
        "sources": {path: one for path, one in state["sources"].items() if path in new.form.fields},
        "seen": seen,
        "members": {name: ref for name, ref in state["members"].items() if name in new.form.groups},
        "changes": [[what, title] for what, _, title in changes] if answered else [],
    }


def _changes(old: Service, new: Service) -> list[tuple[str, str, str]]:
    """Return (what, path, title) of each question that differs."""
    before, after = old.form.fields, new.form.fields
    found = [("added", path, after[path].title) for path in after if path not in before]
    found += [("removed", path, before[path].title) for path in before if path not in after]
    found += [
        ("changed", path, after[path].title)
        for path in after
        if path in before and _meaning(before[path]) != _meaning(after[path])
    ]
    return found


def _meaning(field: forms.Field) -> tuple[Any, ...]:
    """Return all that an answer must fit."""
    conditions = [expression.text if expression else "" for expression in (field.when, field.check)]
    bounds = (
        field.minimum,
        field.maximum,
        field.min_length,
        field.max_length,
        field.min_items,
        field.max_items,
    )
    return (
        field.title,
        field.kind,
        field.choices,
        field.optional,
        field.list,
        field.pattern,
        *conditions,
        *bounds,
    )
