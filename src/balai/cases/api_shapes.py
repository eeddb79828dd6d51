"""What goes into the API and what comes out of it: the shapes that OpenAPI shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Problem(Schema):
    """RFC 9457 problem details. `code` is stable; `fields` maps what is wrong to its code, `messages` to a sentence."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fields: dict[str, str] | None = None
    messages: dict[str, str] | None = None


class ServiceShort(Schema):
    """A service that somebody offers."""

    name: str
    title: str
    agency: str
    government: str
    version: str


class ServiceWhole(ServiceShort):
    """A service with the JSON Schema of its form. Decimals are strings, dates ISO strings, files references."""

    form: dict[str, Any]
    lists: list[str] = Field(description="Code lists that fields name; each at /services/{name}/lists/{list}")


class Application(Schema):
    """An application, whole. What account and registers know of the applicant may be left out."""

    answers: dict[str, Any]


class ReceiptShape(Schema):
    """What the applicant keeps."""

    ref: UUID
    number: str
    secret: str = Field(description="With the number it opens the tracking page")
    submitted_at: datetime
    due_on: date | None


class DocumentShape(Schema):
    """A file in the vault of the one who sent it."""

    ref: UUID
    name: str
    media_type: str
    size: int


class IssuedShape(Schema):
    """A document that was issued in a case."""

    title: str
    number: str
    issued_at: datetime


class CaseShape(Schema):
    """Where a case stands."""

    ref: UUID
    number: str | None
    service: str
    status: str
    stage: str
    waits_for: str
    paused: bool
    seq: int
    submitted_at: datetime | None
    ended_at: datetime | None
    due_on: date | None


class CaseWhole(CaseShape):
    """Where a case stands, its open tasks and what was issued."""

    open_tasks: list[int]
    issued: list[IssuedShape]


class CaseList(Schema):
    """A page of cases."""

    count: int
    items: list[CaseShape]


class LineShape(Schema):
    """A task of the worklist. `left` counts working days, negative when the limit has passed."""

    case: UUID
    n: int
    number: str
    service: str
    task: str
    act: str
    opened_at: datetime
    due_on: date | None
    left: int | None
    overdue: bool
    taken: str = Field(description="mine, other or empty")


class Worklist(Schema):
    """A page of tasks, nearest deadline first."""

    count: int
    items: list[LineShape]


class ReasonShape(Schema):
    """A coded reason with its articles."""

    id: str
    title: str
    basis: list[str]


class OutcomeShape(Schema):
    """One way to end a task. With `picks` "fields", fields of the application must be named."""

    id: str
    title: str
    picks: str
    reasons: list[ReasonShape]


class TaskShape(Schema):
    """A task with what is needed to do it: hand it back with `seq`."""

    case: UUID
    n: int
    seq: int
    task: str
    act: str
    due_on: date | None
    taken: str
    outcomes: list[OutcomeShape]
    form: dict[str, Any] | None
    correct: list[str] = Field(description="For the applicant: the fields that may change")
    answers: dict[str, Any]
    registers: dict[str, Any] = Field(description="What registers said of each group")
    decisions: list[dict[str, Any]]


class Done(Schema):
    """What is handed in for a task; `answers` (whole) only by the applicant."""

    seq: int | None = None
    outcome: str = ""
    reason: str = ""
    note: str = ""
    fields: list[str] = []
    form: dict[str, Any] = {}
    answers: dict[str, Any] | None = None
