"""Reading a file of test cases, as `testCases.xsd` of the DMN TCK describes it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from balai.kernel.decisions import markup
from balai.kernel.decisions.markup import Element
from balai.kernel.feel import temporal
from balai.kernel.feel.builtins.numbers import to_number

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NUMBERS = frozenset(("decimal", "double", "float", "integer", "int", "long", "short", "byte"))
_READERS = {
    "date": temporal.parse_date,
    "time": temporal.parse_time,
    "dateTime": temporal.parse_datetime,
    "duration": temporal.parse_duration,
    "dayTimeDuration": temporal.parse_duration,
    "yearMonthDuration": temporal.parse_duration,
}


class Unreadable(ValueError):
    """A file is no file of test cases; says why."""


class Wanted(NamedTuple):
    """One result that a case asks for; with `error`, failing is the right answer."""

    name: str
    value: Any
    error: bool


class Case(NamedTuple):
    """One case: what to run (`kind` "decision", "bkm" or "decisionService"), its inputs, its results."""

    id: str
    kind: str
    invoked: str
    inputs: Mapping[tuple[str, str], Any]  # by namespace ("" when the case names none) and name
    wanted: tuple[Wanted, ...]


class Suite(NamedTuple):
    """One file of test cases, for the model file `model` beside it."""

    model: str
    labels: tuple[str, ...]
    cases: tuple[Case, ...]


def read(xml: bytes) -> Suite:
    """Read a file of test cases; raises Unreadable."""
    try:
        root = markup.read(xml)
    except markup.Malformed as error:
        raise Unreadable(f"line {error.line}: {error}") from None
    if root.tag != "testCases":
        raise Unreadable(f"<{root.tag}> is no file of test cases")
    labels = tuple(one.text.strip() for holder in root.all("labels") for one in holder.all("label"))
    cases = tuple(_case(one, at) for at, one in enumerate(root.all("testCase"), 1))
    return Suite(root.words("modelName"), labels, cases)


def _case(element: Element, at: int) -> Case:
    inputs = {(one.get("namespace"), one.get("name")): _value(one) for one in element.all("inputNode")}
    return Case(
        element.get("id") or str(at), element.get("type") or "decision", element.get("invocableName"),
        inputs, tuple(_wanted(one) for one in element.all("resultNode")),
    )  # fmt: skip


def _wanted(element: Element) -> Wanted:
    expected = element.one("expected")
    value = _value(expected) if expected is not None else None
    return Wanted(element.get("name"), value, element.get("errorResult") in ("true", "1"))


def _value(holder: Element) -> Any:
    """Read the value within an element: simple, components (a context), or a list."""
    items = holder.one("list")
    if items is not None:
        nothing = items.get(f"{_XSI}}}nil") in ("true", "1")
        return None if nothing else [_value(item) for item in items.all("item")]
    components = holder.all("component")
    if components:
        return {one.get("name"): _value(one) for one in components}
    simple = holder.one("value")
    return None if simple is None else _simple(simple)


def _simple(element: Element) -> Any:
    """Read a value by its XML Schema type; a text when it names none. Raises Unreadable."""
    if element.get(f"{_XSI}}}nil") in ("true", "1"):
        return None
    kind, text = element.get(f"{_XSI}}}type").rpartition(":")[2], element.text
    if kind in ("", "string"):
        return text
    if kind == "boolean":
        return text.strip() in ("true", "1")
    value: Any = to_number(text.strip()) if kind in _NUMBERS else None
    if kind in _READERS:
        value = _READERS[kind](text.strip())
    if value is None:
        raise Unreadable(f"line {element.line}: {text!r} is no {kind or 'value'}")
    return value
