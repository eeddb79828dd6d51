"""What one evaluation may use up, so that a rule from outside cannot hang or fill its host."""

from datetime import datetime

MAX_SOURCE = 100_000  # characters of one expression
MAX_NESTING = 120  # levels of the syntax tree
MAX_CALLS = 40  # functions within functions, recursion included
MAX_STEPS = 1_000_000  # items visited by loops, filters, list functions and pattern matching
MAX_TEXT = 100_000  # characters of one string
MAX_LIST = 100_000  # items of one list
MAX_DEPTH = 120  # lists within lists in a value
MAX_PATTERN = 1_000  # characters of a regular expression, and instructions it may become


class FeelSyntaxError(ValueError):
    """A text is not FEEL; `column` counts from 1 (over the whole text, new lines included)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class Exhausted(Exception):
    """An evaluation used more steps, depth or room than one rule may."""


class Meter:
    """Counts down the steps of one evaluation and the depth of its calls; `now` is what now() says."""

    __slots__ = ("depth", "now", "steps")

    def __init__(self, steps: int = MAX_STEPS, now: datetime | None = None) -> None:
        self.steps = steps
        self.depth = 0
        self.now = now

    def spend(self, steps: int) -> None:
        """Take `steps`; raises Exhausted when none are left."""
        self.steps -= steps
        if self.steps < 0:
            raise Exhausted("the expression takes too many steps")

    def __enter__(self) -> None:
        """Go one call deeper; raises Exhausted beyond MAX_CALLS."""
        self.depth += 1
        if self.depth > MAX_CALLS:
            raise Exhausted("functions call each other too deeply")

    def __exit__(self, *_: object) -> None:
        """Come back from a call."""
        self.depth -= 1
