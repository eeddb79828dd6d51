"""Facts that belong to one instance of a multi-instance activity, or to one call of a process.

They lie in facts["task"] under the activity: {"count": n, "done": n, "all": [one context per instance]}, or the
context itself for a call. A context holds the values of the activity, what the elements inside it put, by id,
and beside them "each" (index from 1, item) and "decided" (answers of rule tasks). A path leads to it: pairs of
element id and index, outermost first; index 0 is a call that is not repeated.
"""

from collections.abc import Mapping
from typing import Any

Path = tuple[tuple[str, int], ...]
EACH, DECIDED = "each", "decided"


def context(task: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Return the context at the end of the path, empty when nothing was put there."""
    for name, index in path:
        held = task.get(name, {})
        task = held["all"][index - 1] if index else held
    return task


def write(task: dict[str, Any], path: Path, name: str, values: Mapping[str, Any]) -> None:
    """Set `name` in the context at the path, or add to the context itself when `name` is "".

    `task` is changed; what lies below is copied on the way, as it belongs to the caller.
    """
    for head, index in path:
        held = task[head] = dict(task.get(head, {}))
        if index:
            every = held["all"] = list(held["all"])
            held = every[index - 1] = dict(every[index - 1])
        task = held
    if name:
        task[name] = dict(values)
    else:
        task.update(values)


def view(facts: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the facts as an element at the end of the path sees them: its own context over those around it."""
    seen, task = dict(facts), dict(facts["task"])
    for end in range(1, len(path) + 1):
        inner = context(facts["task"], path[:end])
        seen.update(inner.get(DECIDED, {}))
        seen[EACH] = inner.get(EACH, seen.get(EACH))
        task.update((name, value) for name, value in inner.items() if name not in {EACH, DECIDED})
    seen["task"] = task
    return seen
