"""What crosses the border of cases."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Receipt:
    """What the applicant keeps: the number, the secret that opens the tracking page, and by when at the latest."""

    ref: UUID
    number: str
    secret: str
    submitted_at: datetime
    due_on: date | None


@dataclass(frozen=True)
class Completion:
    """What an official, or the applicant, hands in for a task: the same shape from a page and from the API.

    `form` are the answers of the task's own form; `answers` are corrected answers of the application (whole), with what
    registers said of them in `register`. `confirmed` tells how a signatory proved themselves again ("" = not).
    """

    outcome: str = ""
    reason: str = ""
    note: str = ""
    fields: tuple[str, ...] = ()
    form: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] | None = None
    register: dict[str, Any] | None = None
    confirmed: str = ""
