"""The one clock of the program. A demo or a test may set it; nothing else reads the time of day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return the present instant in UTC, whole milliseconds, or what `at()` set it to.

    Whole milliseconds, because an instant is stored in events and must read back as the same bytes everywhere.
    """
    instant = _set_to.get() or datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Within the block, `now()` is `instant` (aware; kept in UTC)."""
    if instant.tzinfo is None:
        raise ValueError("the clock is set to an aware datetime")
    token = _set_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
