"""`value.key`: entries of contexts, items of lists, properties of dates, durations and ranges."""

from datetime import date, time
from typing import Any

from balai.kernel.feel.builtins.dates import property_of
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.scopes import Run, Scope
from balai.kernel.feel.values import DayTimeDuration, Range, YearMonthDuration

_RANGE = {
    "start": "start", "end": "end", "start included": "start_included", "end included": "end_included",
}  # fmt: skip


def step(meter: Meter, value: Any, key: str) -> Any:
    """Take `value.key`; null when there is none. Over a list it takes the key of every item (clause 10.3.2.6)."""
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, (list, tuple)):
        meter.spend(len(value))
        return [step(meter, item, key) for item in value]
    if isinstance(value, (date, time, YearMonthDuration, DayTimeDuration)):
        return property_of(value, key)
    return getattr(value, _RANGE[key]) if isinstance(value, Range) and key in _RANGE else None


def follow(name: str, keys: tuple[str, ...]) -> Run:
    """Compile a path that begins at a fact: the commonest expression there is, so it is one closure."""
    if len(keys) == 1:
        return _follow_one(name, keys[0])

    def run(scope: Scope) -> Any:
        value = scope.facts.get(name)
        for key in keys:
            value = value.get(key) if type(value) is dict else step(scope.meter, value, key)
        return value

    return run


def _follow_one(name: str, key: str) -> Run:
    def run(scope: Scope) -> Any:
        value = scope.facts.get(name)
        return value.get(key) if type(value) is dict else step(scope.meter, value, key)

    return run
