"""The tables of service.toml that stand by themselves: applicant, fee, clock, certificates and so on."""

from collections.abc import Mapping
from typing import Literal, cast

from balai.kernel.calendar import Limit
from balai.kernel.definition import types
from balai.kernel.definition.numbers import parse_number
from balai.kernel.definition.reader import Table
from balai.kernel.feel import FeelSyntaxError

WHO = ("person", "business", "agency")
SILENCE = ("granted", "refused", "escalate")
UNITS = ("days", "working days")
RESTARTS = ("day", "month", "year", "never")
NO_LIMIT = Limit(1, "days")  # only where a problem has been recorded


def read_applicant(root: Table) -> types.Applicant:
    """Return who may apply."""
    table = root.table("applicant", required=True)
    who = table.texts("who", required=bool(table.data))
    for one in who:
        if one not in WHO:
            table.problem("who", "unknown-word", f'"{one}" cannot apply.', f"Known: {', '.join(WHO)}.")
    if table.data.get("who") == []:
        table.problem("who", "missing-key", "Nobody may apply.", f"Name one or more: {', '.join(WHO)}.")
    applicant = types.Applicant(who, table.flag("represented"), table.texts("again"))
    table.done()
    return applicant


def read_fee(root: Table) -> types.Fee:
    """Return the fee: rupiah, or an expression that gives rupiah."""
    table = root.table("fee", required=True)
    if isinstance(table.data.get("amount"), str):
        fee = types.Fee(None, table.expression("amount"), table.basis(required=True))
    else:
        amount = table.integer("amount", required=bool(table.data))
        fee = types.Fee(amount, None, table.basis(required=bool(table.data)))
        if amount < 0:
            table.problem("amount", "negative-fee", "The fee is less than nothing.", "Write 0 or more.")
    table.done()
    return fee


def read_clock(root: Table) -> types.Clock:
    """Return the statutory time and what silence means."""
    table = root.table("clock", required=True)
    silence = table.choice("silence", SILENCE)
    clock = types.Clock(
        limit=table.limit("limit", required=bool(table.data)) or NO_LIMIT,
        basis=table.basis(required=bool(table.data)),
        silence=cast("types.Silence | None", silence or None),
        silence_to=table.text("silence_to", required=silence == "escalate"),
        silence_basis=table.basis("silence_basis", required=bool(silence)),
    )
    table.done()
    return clock


def read_spans(root: Table) -> Mapping[str, types.Span]:
    """Return the named counts of days."""
    found = {}
    for name, table in root.tables("span"):
        start, end = table.expression("from", required=True), table.expression("to", required=True)
        unit = table.choice("unit", UNITS, required=True, default="days")
        basis = table.basis(required=True)
        table.done()
        if start and end:
            found[name] = types.Span(name, start, end, cast("Literal['days', 'working days']", unit), basis)
    return found


def read_duties(root: Table) -> tuple[types.Duty, ...]:
    """Return the groups of tasks that no two may share a person."""
    duties = []
    for table in root.rows("duty"):
        duties.append(types.Duty(table.texts("different_people", required=True), table.basis(required=True)))
        table.done()
    return tuple(duties)


def read_certificates(root: Table, files: Mapping[str, bytes]) -> Mapping[str, types.Certificate]:
    """Return the documents that the service issues, each with its template."""
    return {name: _certificate(name, table, files) for name, table in root.tables("certificate")}


def _certificate(name: str, table: Table, files: Mapping[str, bytes]) -> types.Certificate:
    path = table.text("template", required=True)
    if path and (path not in files or not path.endswith(".typ")):
        table.problem(
            "template", "no-template", f'There is no template "{path}".', "Name a .typ file of the folder."
        )
    restarts = table.choice("serial_restarts", RESTARTS, required=True, default="never")
    certificate = types.Certificate(
        id=name,
        title=table.text("title", required=True),
        template=files.get(path, b""),
        template_path=path,
        number=_number(table),
        serial_restarts=cast("Literal['day', 'month', 'year', 'never']", restarts),
        taken_at=table.texts("taken_at", required=True),
        public=table.texts("public", required=True),
        basis=table.basis(required=True),
    )
    table.done()
    return certificate


def _number(table: Table) -> tuple[types.NumberPart, ...]:
    pattern = table.text("number", required=True)
    try:
        return parse_number(pattern) if pattern else ()
    except (ValueError, FeelSyntaxError) as error:
        mend = 'Write it like "{region}-{=kode}-{date:DDMMYYYY}-{serial:4}".'
        table.problem("number", "bad-number", f'"{pattern}" is not the pattern of a number: {error}.', mend)
        return ()


def read_retention(root: Table) -> types.Retention:
    """Return how long the file is kept."""
    table = root.table("retention", required=True)
    needed = bool(table.data)
    then = table.choice("then", ("permanent", "destroy"), required=needed, default="permanent")
    retention = types.Retention(
        draft=table.limit("draft", required=needed) or NO_LIMIT,
        active=table.limit("active", required=needed) or NO_LIMIT,
        inactive=table.limit("inactive", required=needed) or NO_LIMIT,
        then=cast("Literal['permanent', 'destroy']", then),
        basis=table.basis(required=needed),
    )
    table.done()
    return retention


def read_survey(root: Table) -> str:
    """Return the instrument of the survey; "skm" unless said otherwise."""
    table = root.table("survey")
    instrument = table.choice("instrument", ("skm",), default="skm")
    table.done()
    return instrument


def read_standard(root: Table) -> types.Standard:
    """Return the parts of the standard of service that only the author can tell."""
    table = root.table("standard", required=True)
    texts = {key: table.text(key) for key in ("decree", "facilities", "competence", "supervision")}
    rest = {key: table.text(key) for key in ("guarantee", "safety", "evaluation")}
    standard = types.Standard(**texts, **rest, staff=table.integer("staff"))
    table.done()
    return standard
