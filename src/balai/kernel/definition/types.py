"""What a service folder says, as one immutable value: no dictionary with surprises, every part has its type.

The keys are those of the format of a service folder (docs/format.md); an expression is a parsed
FEEL
`Expression`, a time limit is a `Limit` with its unit, a citation is the string people write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from balai.kernel.definition.dictionaries import Citation as Citation  # noqa: PLC0414 - offered here too
from balai.kernel.definition.dictionaries import Element as Element  # noqa: PLC0414 - offered here too
from balai.kernel.definition.dictionaries import Position as Position  # noqa: PLC0414 - offered here too
from balai.kernel.definition.dictionaries import Register as Register  # noqa: PLC0414 - offered here too

if TYPE_CHECKING:
    from balai.kernel.calendar import Limit
    from balai.kernel.decisions import Model
    from balai.kernel.feel import Expression
    from balai.kernel.forms import Form
    from balai.kernel.process import Process

FORMAT = 1

Act = Literal["verify", "recommend", "inspect", "approve", "sign"]
Silence = Literal["granted", "refused", "escalate"]
Result = Literal["granted", "refused", "withdrawn"]
Argument: TypeAlias = "str | int | bool | Expression | None"


# -- service.toml


@dataclass(frozen=True)
class Applicant:
    """Who may apply (person, business, agency), whether by proxy, and the form groups that "apply again"
    keeps.
    """

    who: tuple[str, ...]
    represented: bool
    again: tuple[str, ...]


@dataclass(frozen=True)
class Fee:
    """Rupiah, or an expression that gives rupiah (then `amount` is None)."""

    amount: int | None
    expression: Expression | None
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Clock:
    """The statutory time of the whole service, counted from the event marked `clock = "start"`."""

    limit: Limit
    basis: tuple[str, ...]
    silence: Silence | None
    silence_to: str
    silence_basis: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A named count of days past that rules may use as `span.<id>`; the first day is not counted."""

    id: str
    start: Expression
    end: Expression
    unit: Literal["days", "working days"]
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Lane:
    """Who works in a lane: the applicant, the system, or a kind of post; agency "" = the agency of the
    service.
    """

    id: str
    name: str
    applicant: bool
    system: bool
    position: str
    agency: str
    line: int = 0


@dataclass(frozen=True)
class Warn:
    """Tell a superior when only `before` is left. `to` as written; position and agency are what it means
    ("" = own agency).
    """

    before: Limit
    to: str
    position: str
    agency: str


@dataclass(frozen=True)
class Reason:
    """A coded reason of an outcome, with the article it stands on."""

    id: str
    title: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One button of a user task. If it has reasons, one must be chosen; picks="fields" lets the official
    tick form fields.
    """

    id: str
    title: str
    reasons: Mapping[str, Reason]
    picks: str = ""


@dataclass(frozen=True)
class Task:
    """A user, service, send or receive task of the drawing, with what service.toml adds to it.

    `outcomes` is empty = one button, outcome "done". `correct` gives the list of form fields an applicant
    may change.
    `clock` is "stopped" when the task stops the case clock. `call` names an operation, `arguments` its
    arguments.
    """

    id: str
    name: str
    kind: str
    lane: str
    act: Act | None
    due: Limit | None
    warn: Warn | None
    basis: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    correct: Expression | None
    clock: str
    call: str
    arguments: Mapping[str, Argument]
    place: Expression | None
    line: int = 0


@dataclass(frozen=True)
class Event:
    """An event of the drawing: `clock` "start" at a milestone, `result` at an end, `outcome` supplied by
    law at a timer.
    """

    id: str
    name: str
    kind: str
    clock: str
    result: Result | None
    outcome: str
    basis: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True)
class Duty:
    """Tasks of one case that no two may share a natural person."""

    tasks: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True)
class NumberPart:
    """One part of a certificate number: `kind` text, region, date (`text` = its pattern), serial
    (`digits`) or value (`expression`).
    """

    kind: Literal["text", "region", "date", "serial", "value"]
    text: str = ""
    digits: int = 0
    expression: Expression | None = None


@dataclass(frozen=True)
class Certificate:
    """A document the service issues. `taken_at`: the tasks or events in whose transaction the number is
    taken.
    """

    id: str
    title: str
    template: bytes
    template_path: str
    number: tuple[NumberPart, ...]
    serial_restarts: Literal["day", "month", "year", "never"]
    taken_at: tuple[str, ...]
    public: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Retention:
    """How long a draft, an active and an inactive file is kept, and then `permanent` or `destroy`."""

    draft: Limit
    active: Limit
    inactive: Limit
    then: Literal["permanent", "destroy"]
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Standard:
    """The parts of the published standard of service that the rest of the folder cannot tell."""

    decree: str = ""
    facilities: str = ""
    competence: str = ""
    supervision: str = ""
    staff: int = 0
    guarantee: str = ""
    safety: str = ""
    evaluation: str = ""


# -- text


@dataclass(frozen=True)
class PageText:
    """The question a page asks (`title`) and its help."""

    title: str = ""
    help: str = ""


@dataclass(frozen=True)
class FieldText:
    """Words about one field: title (translation), hint below it, help, messages, and titles of its
    choices by value.
    """

    title: str = ""
    hint: str = ""
    help: str = ""
    missing: str = ""
    wrong: str = ""
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Letter:
    """A letter to the applicant; `{path}` in both parts is replaced by the fact, formatted by its type."""

    subject: str
    body: str


@dataclass(frozen=True)
class Texts:
    """One language of a folder. Titles stand in the files in Indonesian; only "en" fills the maps of titles.

    Keys: service "title", "intro", "afterwards", "notice", "life_event"; standard as in [standard]; fields by
    path, a field of a task's form by "task.<task id>.<field>"; outcomes "<task>.<outcome>"; reasons
    "<task>.<outcome>.<reason>"; decisions by id (their question); values "<decision>.<value>" (what a result
    is called on screen, in both languages); labels by what the tables and the drawing call a column, a gateway
    or a flow in Indonesian; status by task id; messages by task or event id.
    """

    service: Mapping[str, str]
    search: tuple[str, ...]
    standard: Mapping[str, str]
    pages: Mapping[str, PageText]
    groups: Mapping[str, str]
    fields: Mapping[str, FieldText]
    lanes: Mapping[str, str]
    tasks: Mapping[str, str]
    events: Mapping[str, str]
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]
    certificates: Mapping[str, str]
    decisions: Mapping[str, str]
    values: Mapping[str, str]
    labels: Mapping[str, str]
    status: Mapping[str, str]
    messages: Mapping[str, Letter]


# -- examples


@dataclass(frozen=True)
class ExampleStep:
    """One thing that happens: a task done (`task`, `outcome`, `reason`, `fields`, `gives`), failed
    (`fails`), or a timer (`wait`).

    `after` is the time since the step before. `gives` are JSON values, dates as ISO strings, other
    decimals as strings.
    """

    task: str = ""
    outcome: str = ""
    reason: str = ""
    note: str = ""
    fields: tuple[str, ...] = ()
    gives: Mapping[str, Any] | None = None
    after: Limit | None = None
    wait: str = ""
    fails: str = ""


@dataclass(frozen=True)
class Expect:
    """What must come out; None = not compared. `clock_used` keeps the unit it is written in."""

    decisions: Mapping[str, Any] | None = None
    first: Mapping[str, Any] | None = None
    rows: tuple[str, ...] | None = None
    path: tuple[str, ...] | None = None
    by_law: tuple[str, ...] | None = None
    end: str | None = None
    number: str | None = None
    clock_used: Limit | None = None


@dataclass(frozen=True)
class Example:
    """A worked example with `like` already resolved. Answers are JSON by group; `register` is what
    registers would answer.

    `agency` is "<region code>/<agency kind>" ("1971/dukcapil"), `calendar` a name in reference/calendars,
    `serials` are numbers already taken, by the text before.
    """

    name: str
    title: str
    agency: str
    calendar: str
    submitted: datetime
    form: Mapping[str, Any]
    register: Mapping[str, Any]
    serials: Mapping[str, int]
    steps: tuple[ExampleStep, ...]
    expect: Expect
    line: int = 0


# -- the whole


@dataclass(frozen=True)
class Service:
    """A service folder, read whole. `version` and `logic_hash` are lower-case hexadecimal SHA-256.

    `manifest` lists (path, sha256) of every file and of the shared data that the folder really uses.
    """

    name: str
    format: int
    title: str
    version: str
    logic_hash: str
    manifest: tuple[tuple[str, str], ...]
    agency: str
    search: tuple[str, ...]
    life_event: str
    basis: tuple[str, ...]
    notice: str
    applicant: Applicant
    fee: Fee
    clock: Clock
    spans: Mapping[str, Span]
    lanes: Mapping[str, Lane]
    tasks: Mapping[str, Task]
    events: Mapping[str, Event]
    duties: tuple[Duty, ...]
    certificates: Mapping[str, Certificate]
    retention: Retention
    survey: str
    standard: Standard
    form: Form
    rules: Model
    process: Process
    lists: Mapping[str, tuple[Mapping[str, str], ...]]
    texts: Mapping[str, Texts]
    citations: Mapping[str, Citation]
    elements: Mapping[str, Element]
    registers: Mapping[str, Register]
    positions: Mapping[str, Position]
    examples: tuple[Example, ...]
