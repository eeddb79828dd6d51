"""Case numbers: a readable number per government and year, gaps allowed, so a process takes them in blocks.

A block costs one commit; those left when the process ends are the gaps.
"""

import threading

from balai.cases import policy
from balai.cases.models import Serial
from balai.kernel.number import CaseNumber
from balai.lib.db import writing

_lock = threading.Lock()
_taken: dict[tuple[int, int], list[int]] = {}


def next_case_number(government_id: int, code: str, year: int) -> str:
    """Return a number that no case has: `1971-2026-000123-S`."""
    with _lock:
        left = _taken.setdefault((government_id, year), [])
        if not left:
            size = policy.number_block()
            with writing():
                first = Serial.take(government_id, f"case:{year}", size)
            left.extend(range(first + size - 1, first - 1, -1))
        return str(CaseNumber(code, year, left.pop()))


def forget_numbers() -> None:
    """Drop the numbers taken but not given: between tests that change databases."""
    with _lock:
        _taken.clear()
