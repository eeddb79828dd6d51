"""Adding up what came of many files of test cases."""

import re
from collections.abc import Sequence
from typing import Any

from balai.kernel.conformance.counting import Count, total
from balai.kernel.conformance.running import Tested

_LEVEL = re.compile(r"compliance[ -]level[ -](\d)", re.IGNORECASE)


def level(tested: Tested) -> str:
    """Tell the compliance level that a file's labels name, or else its path; "" when neither does."""
    return next((match[1] for one in (*tested.labels, tested.name) if (match := _LEVEL.search(one))), "")


def levels(tests: Sequence[Tested]) -> dict[str, Count]:
    """Count by compliance level."""
    names = sorted({level(one) for one in tests})
    return {name: total(one.score for one in tests if level(one) == name) for name in names}


def as_json(tests: Sequence[Tested]) -> dict[str, Any]:
    """Return everything as one JSON object."""
    return {
        **total(one.score for one in tests)._asdict(),
        "levels": {name: count._asdict() for name, count in levels(tests).items()},
        "java": sum(len(one.java) for one in tests),
        "tests": [
            {
                "name": one.name, "level": level(one), "passed": one.score.passed, "total": one.score.total,
                "failures": [failure._asdict() for failure in one.failures], "java": list(one.java),
            }
            for one in tests
        ],
    }  # fmt: skip


def as_text(tests: Sequence[Tested]) -> str:
    """Return everything as lines for a person: each file, its failures, the levels, all."""
    lines: list[str] = []
    for one in tests:
        apart = f", {len(one.java)} need Java and were not run" if one.java else ""
        lines.append(f"{one.name}: {one.score.passed} of {one.score.total}{apart}")
        for failure in one.failures:
            lines.append(f"    {failure.id}: expected {failure.expected}, got {failure.got}")  # noqa: PERF401
        lines += [f"    {id_}: needs Java" for id_ in one.java]
    lines += [f"Level {name or 'not named'}: {count.line()}" for name, count in levels(tests).items()]
    return "\n".join([*lines, f"All: {total(one.score for one in tests).line()}"])
