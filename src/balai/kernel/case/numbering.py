"""Legal numbers: what stands before and after the serial, and within which period the serial counts on."""

from datetime import date
from typing import Any

from balai.kernel.case.types import TakeNumber
from balai.kernel.definition.types import Certificate, NumberPart

_PERIODS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y", "never": "-"}
_DATE_PARTS = (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d"))


def take(certificate: Certificate, facts: dict[str, Any], region: str, on: date) -> TakeNumber:
    """Return the request for a certificate's next number, its fixed parts rendered with the facts of this instant."""
    texts, digits, after = ["", ""], 0, 0
    for part in certificate.number:
        if part.kind == "serial":
            digits, after = part.digits, 1
        else:
            texts[after] += _render(part, facts, region, on)
    return TakeNumber(
        certificate=certificate.id,
        prefix=texts[0],
        suffix=texts[1],
        digits=digits,
        period=on.strftime(_PERIODS[certificate.serial_restarts]),
        on=on,
    )


def full(request: TakeNumber, serial: int) -> str:
    """Return the number as it is printed."""
    return f"{request.prefix}{serial:0{request.digits}d}{request.suffix}"


def _render(part: NumberPart, facts: dict[str, Any], region: str, on: date) -> str:
    if part.kind == "region":
        return region
    if part.kind == "date":
        pattern = part.text
        for ours, python in _DATE_PARTS:
            pattern = pattern.replace(ours, python)
        return on.strftime(pattern)
    if part.kind == "value" and part.expression is not None:
        return str(part.expression.evaluate(facts))
    return part.text
