"""Functions on contexts (DMN 1.5 clause 10.3.4.10)."""

from collections.abc import Sequence
from typing import Any

from balai.kernel.feel.builtins.registry import builtin


@builtin("get value", "m:context, key:text")
def get_value(context: dict[str, Any], key: str) -> Any:
    """Take the value of a key; null when it is missing (clause 10.3.4.10)."""
    return context.get(key)


@builtin("get value", "context:context, keys:list")
def get_value_deep(context: dict[str, Any], keys: Sequence[Any]) -> Any:
    """Take the value at the end of several keys (clause 10.3.4.10)."""
    value: Any = context
    for key in keys:
        value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
    return value


@builtin("get entries", "m:context")
def get_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    """List the entries as contexts of `key` and `value` (clause 10.3.4.10)."""
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries:list")
def make_context(entries: Sequence[Any]) -> dict[str, Any] | None:
    """Make a context from entries of `key` and `value`; null when a key is no text or stands twice (clause 10.3.4.10)."""
    made: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, dict) or "value" not in entry:
            return None
        key = entry.get("key")
        if not isinstance(key, str) or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put", "context:context, key:text, value:any")
def context_put(context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Set one entry (clause 10.3.4.10)."""
    return {**context, key: value}


@builtin("context put", "context:context, keys:list, value:any")
def context_put_deep(context: dict[str, Any], keys: Sequence[Any], value: Any) -> dict[str, Any] | None:
    """Set the entry at the end of several keys; each but the last must be a context (clause 10.3.4.10)."""
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    changed = context_put_deep(inner, keys[1:], value) if isinstance(inner, dict) else None
    return None if changed is None else {**context, keys[0]: changed}


@builtin("context merge", "contexts:list")
def context_merge(contexts: Sequence[Any]) -> dict[str, Any] | None:
    """Join contexts; of two entries with one key the later counts (clause 10.3.4.10)."""
    merged: dict[str, Any] = {}
    for context in contexts:
        if not isinstance(context, dict):
            return None
        merged |= context
    return merged
